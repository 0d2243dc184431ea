package tower.simulator.hunt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tower.model.AxisName;
import tower.model.Job;
import tower.model.Layout;
import tower.model.Place;
import tower.model.Step;
import tower.simulator.VirtualTower;
import tower.simulator.check.Scene;
import tower.simulator.drive.DriveError;
import tower.simulator.drive.DriveSlave;
import tower.simulator.line.LineFault;
import tower.simulator.line.RandomFaults;
import tower.simulator.plant.Chips;
import tower.simulator.product.StoreFaults;
import tower.simulator.scenario.Happening;
import tower.simulator.scenario.Scenario;
import tower.simulator.scenario.What;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/**
 * Lets the bad luck of a scenario happen. Both of two unlike witnesses of one fact are never
 * broken.
 */
final class Faults {
  private final World world;
  private final VirtualTower tower;
  private final Scene scene;
  private final StoreFaults disk;
  private final Power power;
  private final Runnable blunder;
  private final long until;
  private final Map<What, Integer> happened = new EnumMap<>(What.class);
  private final Deque<Runnable> armed = new ArrayDeque<>();
  private boolean transfer;

  /** Who can end a process. */
  interface Power {
    /** The power of the whole tower fails for so long. */
    void cut(long nanos);

    /** The process dies and is started again after so long. */
    void kill(long nanos);

    /** The next process dies at its n-th boundary, by a power cut or alone. */
    void cutAtBoundary(long boundary, boolean power);
  }

  /**
   * The bad luck of one run.
   *
   * @param blunder lets the operator press what nobody asked for
   * @param until nothing is broken any more from then on
   */
  Faults(
      VirtualTower tower,
      Scene scene,
      StoreFaults disk,
      Power power,
      Runnable blunder,
      long until) {
    this.tower = tower;
    this.scene = scene;
    this.disk = disk;
    this.power = power;
    this.blunder = blunder;
    this.until = until;
    world = tower.world();
    tower.plant().onChange(this::watchTransfer);
  }

  /** Plans everything. */
  void plan(Scenario scenario) {
    for (Happening one : scenario.happenings()) {
      if (one.what().fault()) {
        world.at(one.atMs() * World.MS, () -> due(one));
      }
    }
  }

  /** How often what has happened. */
  Map<What, Integer> happened() {
    return happened;
  }

  private void due(Happening one) {
    if (one.waitsForTransfer()) {
      armed.add(() -> world.in(one.intoTransferMs() * World.MS, () -> happen(one)));
    } else {
      happen(one);
    }
  }

  private void happen(Happening one) {
    if (world.nanos() < until) {
      happened.merge(one.what(), 1, Integer::sum);
      world.trace(0xB000, one.what().key().hashCode());
      long lasts = Math.min(until - world.nanos(), one.lastsMs() * World.MS);
      begin(one.what(), lasts, world.chance("happening " + one.draw()));
    }
  }

  /** Shuttle or lifter begins to move: whatever waited for a car to change hands happens soon. */
  private void watchTransfer() {
    boolean moves =
        tower.plant().carrier().lifter().moving()
            || tower.plant().carrier().axis(AxisName.SHUTTLE).moving();
    if (moves && !transfer && !armed.isEmpty()) {
      armed.removeFirst().run();
    }
    transfer = moves;
  }

  private void begin(What what, long lasts, Chance chance) {
    switch (what) {
      case PICKUP, INTAKE -> throw new IllegalArgumentException(what + " is no fault");
      case BLUNDER -> blunder.run();
      case SAFETY_CHAIN -> chain(lasts, chance);
      case LINE -> line(lasts, chance);
      case DRIVE_TRIP -> drive(chance).drive().trip(DriveError.OVERCURRENT);
      case DRIVE_POWER -> drivePower(lasts, chance);
      case DRIVE_FORGETS -> forget(drive(chance));
      case BAY_SENSOR -> baySensor(lasts, chance);
      case EXPANDER -> expander(lasts, chance);
      case POWER_CUT -> {
        if (chance.below(2) == 0) {
          power.cut(lasts);
        } else {
          power.cutAtBoundary(chance.between(1, 500), true);
        }
      }
      case PROCESS_DEATH -> {
        if (chance.below(2) == 0) {
          power.kill(lasts);
        } else {
          power.cutAtBoundary(chance.between(1, 500), false);
        }
      }
      case SLOW_DISK -> disk.hangUntil(world.nanos() + Math.min(lasts, 8 * World.SECOND));
      case FULL_DISK -> disk.fullUntil(world.nanos() + lasts);
    }
  }

  /** A bad minute on the line: some kinds of fault, at some rate. */
  private void line(long lasts, Chance chance) {
    List<LineFault.Kind> some = new ArrayList<>();
    for (LineFault.Kind kind : LineFault.Kind.values()) {
      if (kind != LineFault.Kind.OK && chance.below(3) == 0) {
        some.add(kind);
      }
    }
    if (some.isEmpty()) {
      some.add(LineFault.Kind.NONE);
    }
    int perMillion = (int) (100 * Math.pow(1000, chance.below(1000) / 1000.0));
    RandomFaults faults = new RandomFaults(chance.split("line"), perMillion, some);
    tower
        .wire()
        .policy((unit, function) -> {
          LineFault fault = faults.next(unit, function);
          if (fault.kind() != LineFault.Kind.OK) {
            scene.spoilt(fault.kind());
          }
          return fault;
        });
    world.at(Math.min(until, world.nanos() + 3 * lasts), () -> faults.rate(0));
  }

  /** One that works at the moment, as often as not. */
  private DriveSlave drive(Chance chance) {
    if (chance.below(2) == 0) {
      for (DriveSlave slave : tower.drives()) {
        if (slave.drive().axis().torque()) {
          return slave;
        }
      }
    }
    return tower.drives().get(chance.below(tower.drives().size()));
  }

  private void forget(DriveSlave slave) {
    scene.forgets(slave.drive().axis().name());
    slave.drive().factoryReset();
  }

  private void drivePower(long lasts, Chance chance) {
    DriveSlave slave = drive(chance);
    scene.lineFault(world.nanos() + lasts + 3 * World.SECOND);
    slave.drive().power(false);
    if (chance.below(3) == 0) {
      slave.drive().factoryReset();
    }
    world.in(lasts, () -> slave.drive().power(true));
  }

  private void baySensor(long lasts, Chance chance) {
    int point = bayPoint(chance);
    if (tower.plant().sensors().faulty(point)) {
      return;
    }
    scene.lies(point);
    tower.plant().sensors().stuck(point, chance.below(2) == 0);
    long heals = Math.min(until, world.nanos() + 10 * lasts);
    world.at(heals, () -> tower.plant().sensors().heal(point));
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

  private void chain(long lasts, Chance chance) {
    switch (chance.below(4)) {
      case 0 -> {
        tower.people().eStop();
        world.in(lasts, () -> tower.people().releaseEStop());
      }
      case 1 -> {
        boolean first = chance.below(2) == 0;
        tower.people().contacts(first, !first);
        world.in(lasts, () -> tower.people().releaseEStop());
      }
      case 2 -> {
        tower.people().serviceOpening(false);
        world.in(lasts, () -> tower.people().serviceOpening(true));
      }
      default -> {
        tower.people().eStop();
        long bounce = chance.between(1, 200) * World.MS;
        world.in(bounce, () -> tower.people().releaseEStop());
      }
    }
  }

  private void expander(long lasts, Chance chance) {
    Chips chips = tower.chips();
    int chip = 1 + chance.below(chips.count() - 1);
    chips.set(chip, chance.below(3) == 0 ? Chips.Health.ONES : Chips.Health.SILENT);
    world.in(lasts, () -> chips.set(chip, Chips.Health.WELL));
  }
}
