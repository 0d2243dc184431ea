package tower.simulator.hunt;

import java.util.List;
import java.util.function.BooleanSupplier;
import tower.model.Bay;
import tower.model.Layout;
import tower.model.Place;
import tower.simulator.VirtualTower;
import tower.simulator.check.BrokenForGood;
import tower.simulator.check.Scene;
import tower.simulator.drive.DriveSlave;
import tower.simulator.fault.Ground;
import tower.simulator.scenario.Happening;
import tower.simulator.scenario.Scenario;
import tower.simulator.scenario.What;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/**
 * Breaks one thing that nobody mends in this run: the tower has to serve with what is left, and to
 * name what is broken wherever it cannot.
 */
final class ForGood {
  private static final long LATER_NANOS = 5 * World.SECOND;

  private final World world;
  private final VirtualTower tower;
  private final Scene scene;
  private final Ground ground;
  private final BooleanSupplier busyDay;
  private final Happened happened;
  private int planned;

  /** Counts what has happened. */
  @FunctionalInterface
  interface Happened {
    void happened(What what);
  }

  /**
   * Nothing is planned.
   *
   * @param busyDay true once the shop has asked for its least: a dead tower takes nothing more
   */
  ForGood(Ground ground, BooleanSupplier busyDay, Happened happened) {
    this.ground = ground;
    tower = ground.tower();
    scene = ground.scene();
    this.busyDay = busyDay;
    this.happened = happened;
    world = tower.world();
  }

  /** Plans what the scenario breaks for good. */
  void plan(Scenario scenario) {
    for (Happening one : scenario.happenings()) {
      if (one.what().group() == What.Group.FOR_GOOD) {
        planned++;
        world.at(one.atMs() * World.MS, () -> due(one));
      }
    }
  }

  /** True when everything that was planned is broken. */
  boolean done() {
    return planned == 0;
  }

  private void due(Happening one) {
    if (!busyDay.getAsBoolean()) {
      world.in(LATER_NANOS, () -> due(one));
      return;
    }
    planned--;
    Chance chance = world.chance("happening " + one.draw());
    boolean begun =
        switch (one.what()) {
          case DRIVE_FOR_GOOD -> drive(chance);
          case PORTAL_FOR_GOOD -> portal(chance);
          default -> sensor(chance);
        };
    if (begun) {
      happened.happened(one.what());
    }
  }

  /** A bay's sensor, unless the record of that bay is wrong already: nobody could tell then. */
  private boolean sensor(Chance chance) {
    Layout layout = tower.plant().layout();
    int bays = layout.bays().size();
    int first = chance.below(bays);
    boolean at = chance.below(2) == 0;
    for (int i = 0; i < bays; i++) {
      int index = (first + i) % bays;
      int point = layout.inputs().bays().get(index);
      if (ground.mayBreak(point)) {
        Bay bay = layout.bays().get(index);
        String name = layout.inputs().names().get(point);
        scene
            .calm()
            .breaksForGood(
                new BrokenForGood(
                    "the sensor of bay " + bay.id(),
                    List.of("bay " + bay.id(), name),
                    new Place.InBay(bay.id())));
        scene.lately().lies(point);
        tower.plant().sensors().stuckForGood(point, at);
        return true;
      }
    }
    return false;
  }

  private boolean drive(Chance chance) {
    DriveSlave slave = tower.drives().get(chance.below(tower.drives().size()));
    String axis = slave.drive().axis().name().key();
    scene
        .calm()
        .breaksForGood(
            new BrokenForGood(
                "the drive of the " + axis,
                List.of(
                    axis + " drive",
                    "drive of " + slave.drive().axis().name(),
                    axis + " is unknown, its drive"),
                null));
    scene.lineFault(World.NEVER);
    scene.driveDies(slave.drive().axis().name());
    slave.die();
    return true;
  }

  private boolean portal(Chance chance) {
    int index = chance.below(tower.plant().portals().size());
    String id = tower.plant().layout().portals().get(index).id();
    scene
        .calm()
        .breaksForGood(
            new BrokenForGood(
                "the outer door of portal " + id, List.of("portal " + id), new Place.AtPortal(id)));
    tower.plant().portals().get(index).outer().seize();
    return true;
  }
}
