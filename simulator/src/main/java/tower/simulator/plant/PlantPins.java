package tower.simulator.plant;

import java.util.stream.IntStream;
import tower.gpio.Inputs;
import tower.gpio.Levels;
import tower.gpio.Outputs;
import tower.model.OutputImage;
import tower.simulator.world.Incarnation;

/**
 * The pins of one process: {@link Inputs} and {@link Outputs} on the plant. A chip that reads all
 * ones is reported as the port demands: its points are invalid.
 */
public final class PlantPins implements Inputs, Outputs {
  private final Plant plant;
  private final Chips chips;
  private final Incarnation life;
  private final int[] header;
  private final boolean[] lastHeader;

  /** The pins of a process that begins to live. */
  public PlantPins(Plant plant, Chips chips, Incarnation life) {
    this.plant = plant;
    this.chips = chips;
    this.life = life;
    header = IntStream.range(0, plant.sensors().size()).filter(chips::onHeader).toArray();
    lastHeader = new boolean[header.length];
  }

  @Override
  public void readHeader(Levels into) {
    life.alive();
    for (int point : header) {
      read(point, into);
    }
  }

  @Override
  public void readAll(Levels into) {
    life.alive();
    int size = Math.min(into.size(), plant.sensors().size());
    for (int point = 0; point < size; point++) {
      read(point, into);
    }
  }

  @Override
  public String trouble() {
    life.alive();
    return chips.trouble();
  }

  @Override
  public void onEdge(Runnable wake) {
    life.alive();
    plant.onChange(() -> {
      if (life.isAlive() && headerChanged()) {
        wake.run();
      }
    });
  }

  @Override
  public void write(OutputImage image) {
    life.alive();
    plant.chain().permit(image.permit());
    plant.outputs(chips.through(image, plant.outputs()));
  }

  @Override
  public void permit(boolean on) {
    life.alive();
    plant.chain().permit(on);
  }

  @Override
  public void alive(boolean level) {
    life.alive();
    plant.chain().alive(level);
  }

  private void read(int point, Levels into) {
    if (chips.ofInput(point) == Chips.Health.WELL) {
      into.set(point, plant.sensors().read(point));
    } else {
      into.invalidate(point);
    }
  }

  private boolean headerChanged() {
    boolean changed = false;
    for (int i = 0; i < header.length; i++) {
      boolean level = plant.sensors().truth(header[i]);
      changed |= level != lastHeader[i];
      lastHeader[i] = level;
    }
    return changed;
  }
}
