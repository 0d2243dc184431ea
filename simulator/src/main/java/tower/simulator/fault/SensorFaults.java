package tower.simulator.fault;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tower.model.Job;
import tower.model.Layout;
import tower.model.Place;
import tower.model.Points;
import tower.model.Step;
import tower.simulator.VirtualTower;
import tower.simulator.check.Scene;
import tower.simulator.plant.Chips;
import tower.simulator.plant.Sensors;
import tower.simulator.scenario.What;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/** Sensors, their wires and the expanders that they hang on. */
public final class SensorFaults implements FaultGroup {
  /** What is wrong with a sensor lasts longer than what is wrong with a chip. */
  private static final int PATIENCE = 10;

  private final Ground ground;
  private final VirtualTower tower;
  private final Scene scene;
  private final Sensors sensors;
  private final FaultAtlas atlas;

  /** The sensors of a run. */
  public SensorFaults(Ground ground) {
    this.ground = ground;
    tower = ground.tower();
    scene = ground.scene();
    sensors = tower.plant().sensors();
    atlas = ground.atlas();
  }

  @Override
  public boolean begin(What what, long lasts, Chance chance) {
    return switch (what) {
      case BAY_SENSOR -> stuck(bayPoint(chance), PATIENCE * lasts, chance);
      case SENSOR_STUCK -> stuck(point(chance, false), PATIENCE * lasts, chance);
      case SENSOR_BOUNCES -> {
        int point = point(chance, false);
        long nanos = chance.between(1, 50) * World.MS;
        yield broken(point, PATIENCE * lasts, () -> sensors.bounce(point, nanos));
      }
      case SENSOR_NOISY -> {
        int point = point(chance, true);
        int rate = 10 * (int) Math.pow(2, chance.below(12));
        yield broken(point, PATIENCE * lasts, () -> sensors.noise(point, rate));
      }
      case SENSOR_LATE -> {
        int point = point(chance, true);
        long nanos = chance.between(20, 1000) * World.MS;
        yield broken(point, PATIENCE * lasts, () -> sensors.late(point, nanos));
      }
      case SENSOR_LOOSE -> {
        int point = point(chance, false);
        int rate = 100 * (int) Math.pow(2, chance.below(13));
        yield broken(point, PATIENCE * lasts, () -> sensors.loose(point, rate));
      }
      case BAYS_SWAPPED -> swapped(PATIENCE * lasts, chance);
      case PAIR_CONTRADICTS -> contradiction(PATIENCE * lasts, chance);
      case EXPANDER -> expander(lasts, chance);
      default -> throw Faults.notOurs(what);
    };
  }

  /** Breaks a sensor for so long, if the atlas lets it. */
  private boolean broken(int point, long lasts, Runnable breaks) {
    if (point < 0 || sensors.faulty(point) || !atlas.take(point)) {
      return false;
    }
    scene.lately().lies(point);
    breaks.run();
    ground.mend(
        lasts,
        () -> {
          scene.lately().lies(point);
          sensors.heal(point);
          atlas.giveBack(point);
        });
    return true;
  }

  /** At one level, or at the other where the first could not be told from an arrival. */
  private boolean stuck(int point, long lasts, Chance chance) {
    boolean wanted = chance.below(2) == 0;
    boolean at = wanted && atlas.mayStick(point, true);
    return broken(point, lasts, () -> sensors.stuck(point, at));
  }

  /** Any that may break; in half of the cases none of a bay: there are many of those. */
  private int point(Chance chance, boolean flickers) {
    boolean bay = chance.below(4) == 0;
    List<Integer> all =
        atlas.breakable().stream()
            .filter(p -> atlas.ofBay(p) == bay && (!flickers || atlas.mayFlicker(p)))
            .toList();
    return all.get(chance.below(all.size()));
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

  /** The wires of two bays, after somebody has worked at the terminals. */
  private boolean swapped(long lasts, Chance chance) {
    List<Integer> bays = tower.plant().layout().inputs().bays();
    int one = bays.get(chance.below(bays.size()));
    int other = bays.get(chance.below(bays.size()));
    if (one == other || !atlas.take(one)) {
      return false;
    }
    if (!atlas.take(other)) {
      atlas.giveBack(one);
      return false;
    }
    swap(one, other);
    ground.mend(
        lasts,
        () -> {
          swap(one, other);
          atlas.giveBack(one);
          atlas.giveBack(other);
        });
    return true;
  }

  private void swap(int one, int other) {
    scene.lately().lies(one);
    scene.lately().lies(other);
    sensors.swap(one, other);
  }

  /** Two sensors that watch one thing say what cannot both be true. */
  private boolean contradiction(long lasts, Chance chance) {
    Points p = tower.plant().layout().inputs();
    Points.OfPortal portal = p.portals().get(chance.below(p.portals().size()));
    int[][] pairs = {
      {p.carrierLoad(), p.carrierBeam()},
      {portal.carFloor(), portal.carBeam()},
      {p.lifterUp(), p.lifterDown()},
      {portal.innerOpen(), portal.innerClosed()},
      {portal.outerOpen(), portal.outerClosed()}
    };
    int which = chance.below(pairs.length);
    int side = chance.below(2);
    int one = pairs[which][side];
    // The first two pairs agree when all is well, the others differ.
    boolean agreeing = which < 2;
    boolean partner = sensors.truth(pairs[which][1 - side]);
    boolean at = agreeing != partner;
    if (!atlas.mayStick(one, at)) {
      return false;
    }
    return broken(one, lasts, () -> sensors.stuck(one, at));
  }

  private boolean expander(long lasts, Chance chance) {
    Chips chips = tower.chips();
    int chip = 1 + chance.below(chips.count() - 1);
    if (chips.health(chip) != Chips.Health.WELL) {
      return false;
    }
    chips.set(chip, chance.below(3) == 0 ? Chips.Health.ONES : Chips.Health.SILENT);
    ground.mend(lasts, () -> chips.set(chip, Chips.Health.WELL));
    return true;
  }
}
