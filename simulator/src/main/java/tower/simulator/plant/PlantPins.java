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

  /** What the process has read last, and what it has written last: the rest is no news. */
  private final boolean[] lastRead;

  private OutputImage lastWritten = OutputImage.OFF;

  /** The pins of a process that begins to live. */
  public PlantPins(Plant plant, Chips chips, Incarnation life) {
    this.plant = plant;
    this.chips = chips;
    this.life = life;
    header = IntStream.range(0, plant.sensors().size()).filter(chips::onHeader).toArray();
    lastHeader = new boolean[header.length];
    lastRead = new boolean[plant.sensors().size()];
  }

  @Override
  public void readHeader(Levels into) {
    life.alive();
    boolean news = false;
    for (int point : header) {
      news |= read(point, into);
    }
    if (news) {
      life.boundary();
    }
  }

  @Override
  public void readAll(Levels into) {
    life.alive();
    int size = Math.min(into.size(), plant.sensors().size());
    boolean news = false;
    for (int point = 0; point < size; point++) {
      news |= read(point, into);
    }
    if (news) {
      life.boundary();
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
    if (!image.equals(lastWritten)) {
      life.boundary();
      lastWritten = image;
    }
    plant.chain().permit(image.permit());
    plant.outputs(chips.through(image, plant.outputs()));
  }

  @Override
  public void permit(boolean on) {
    life.alive();
    if (on != lastWritten.permit()) {
      life.boundary();
      lastWritten = new OutputImage(on, lastWritten.bits());
    }
    plant.chain().permit(on);
  }

  @Override
  public void alive(boolean level) {
    life.alive();
    plant.chain().alive(level);
  }

  /** True when it is not what was read last. */
  private boolean read(int point, Levels into) {
    if (chips.ofInput(point) != Chips.Health.WELL) {
      into.invalidate(point);
      return false;
    }
    boolean level = plant.sensors().read(point);
    into.set(point, level);
    boolean news = level != lastRead[point];
    lastRead[point] = level;
    return news;
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
