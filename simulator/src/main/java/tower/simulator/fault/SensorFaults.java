package tower.simulator.fault;

import org.jspecify.annotations.Nullable;
import tower.model.Job;
import tower.model.Layout;
import tower.model.Place;
import tower.model.Step;
import tower.simulator.VirtualTower;
import tower.simulator.check.Scene;
import tower.simulator.plant.Chips;
import tower.simulator.scenario.What;
import tower.simulator.world.Chance;

/** Sensors and the expanders that they hang on. */
public final class SensorFaults implements FaultGroup {
  private final Ground ground;
  private final VirtualTower tower;
  private final Scene scene;

  /** The sensors of a run. */
  public SensorFaults(Ground ground) {
    this.ground = ground;
    tower = ground.tower();
    scene = ground.scene();
  }

  @Override
  public boolean begin(What what, long lasts, Chance chance) {
    return switch (what) {
      case BAY_SENSOR -> baySensor(lasts, chance);
      case EXPANDER -> expander(lasts, chance);
      default -> throw Faults.notOurs(what);
    };
  }

  private boolean baySensor(long lasts, Chance chance) {
    int point = bayPoint(chance);
    if (tower.plant().sensors().faulty(point)) {
      return false;
    }
    scene.lies(point);
    tower.plant().sensors().stuck(point, chance.below(2) == 0);
    ground.mend(10 * lasts, () -> tower.plant().sensors().heal(point));
    return true;
  }

  /** The sensor of the bay that is or will be worked at, as often as not. */
  private int bayPoint(Chance chance) {
    Layout layout = tower.plant().layout();
    Job job = scene.record().running();
    if (job != null && chance.below(2) == 0) {
      Place there = workplace(scene.record().openStep());
      Place place = there != null ? there : job.to();
      if (place instanceof Place.InBay bay) {
        return layout.inputs().bays().get(layout.bayIndex(bay.bay()));
      }
    }
    return layout.inputs().bays().get(chance.below(layout.bays().size()));
  }

  private static @Nullable Place workplace(@Nullable Step step) {
    return switch (step) {
      case Step.Extend s -> s.to();
      case Step.Raise s -> s.from();
      case Step.Lower s -> s.onto();
      case Step.Retract s -> s.from();
      case null, default -> null;
    };
  }

  private boolean expander(long lasts, Chance chance) {
    Chips chips = tower.chips();
    int chip = 1 + chance.below(chips.count() - 1);
    chips.set(chip, chance.below(3) == 0 ? Chips.Health.ONES : Chips.Health.SILENT);
    ground.mend(lasts, () -> chips.set(chip, Chips.Health.WELL));
    return true;
  }
}
