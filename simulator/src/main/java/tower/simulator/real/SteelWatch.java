package tower.simulator.real;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tower.model.Place;
import tower.simulator.demo.DemoPlant;
import tower.simulator.plant.Axis;
import tower.simulator.plant.Car;
import tower.simulator.plant.Plant;
import tower.simulator.plant.Stand;
import tower.simulator.world.Timer;
import tower.simulator.world.World;

/** What happens in the steel, whoever lives: cars that change hands, and what moves when. */
final class SteelWatch {
  /**
   * The carrier took a car or gave one.
   *
   * @param utcMs wall time, to find the intent that stood in the journal then
   * @param taken false when it was set down
   */
  record Transfer(long utcMs, String vin, boolean taken, Place place) {}

  private final DemoPlant demo;
  private final Plant plant;
  private final World world;
  private final Findings findings;
  private final Timer settle;
  private final List<Transfer> transfers = new ArrayList<>();
  private @Nullable Car borne;
  private boolean resumed = true;
  private boolean moving;
  private long stoodAt;

  /** Watches from now on. */
  SteelWatch(DemoPlant demo, Findings findings) {
    this.demo = demo;
    this.findings = findings;
    plant = demo.tower().plant();
    world = demo.tower().world();
    settle = world.timer(this::settled);
    borne = plant.carrier().borne();
    demo.real().run(() -> plant.onChange(this::changed));
  }

  private void changed() {
    resumed |= plant.resumePressed();
    boolean now = plant.carrier().lifter().moving() || axisMoves();
    if (moving && !now) {
      stoodAt = world.nanos();
    }
    if (now && !moving && !resumed) {
      findings.found("S4: something moves before anybody has pressed resume");
    }
    moving = now;
    if (!settle.pending()) {
      settle.set(world.nanos());
    }
  }

  private boolean axisMoves() {
    for (Axis axis : plant.carrier().axes()) {
      if (axis.moving()) {
        return true;
      }
    }
    return false;
  }

  /** Everything that changes at one instant has changed. */
  private void settled() {
    Car now = plant.carrier().borne();
    Car before = borne;
    borne = now;
    if (now != null && before == null) {
      note(now, plant.carrier().standAtShuttle(), true);
    } else if (now == null && before != null) {
      note(before, before.stand(), false);
    }
  }

  private void note(Car car, @Nullable Stand stand, boolean taken) {
    Place place = stand == null ? new Place.Outside() : stand.place();
    transfers.add(new Transfer(System.currentTimeMillis(), car.vin(), taken, place));
  }

  /** From now on nothing may move until somebody presses resume. */
  void mustRest() {
    demo.real().run(() -> resumed = plant.resumePressed());
  }

  /** True while an axis or the lifter moves. */
  boolean moving() {
    return demo.real().at(() -> moving);
  }

  /** True while the relay holds that the alive output keeps pulled in. */
  boolean relay() {
    return demo.real().at(() -> plant.chain().relay());
  }

  /** The world's time, ns. */
  long nanos() {
    return demo.real().at(world::nanos);
  }

  /** When the last motion ended, in the world's time; now, while something moves. */
  long stoodAt() {
    return demo.real().at(() -> moving ? world.nanos() : stoodAt);
  }

  /** Takes what was noted since the last call. */
  List<Transfer> take() {
    return demo.real()
        .at(() -> {
          List<Transfer> noted = List.copyOf(transfers);
          transfers.clear();
          return noted;
        });
  }
}
