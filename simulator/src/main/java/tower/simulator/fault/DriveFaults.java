package tower.simulator.fault;

import tower.simulator.VirtualTower;
import tower.simulator.check.Scene;
import tower.simulator.drive.DriveError;
import tower.simulator.drive.DriveSlave;
import tower.simulator.scenario.What;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/** Drives, their power and their memory. */
public final class DriveFaults implements FaultGroup {
  /** A drive boots in 1.5 s; for so long after its power is back the line is not whole. */
  private static final long BOOT_NANOS = 3 * World.SECOND;

  private final Ground ground;
  private final VirtualTower tower;
  private final Scene scene;
  private final World world;

  /** The drives of a run. */
  public DriveFaults(Ground ground) {
    this.ground = ground;
    tower = ground.tower();
    scene = ground.scene();
    world = ground.world();
  }

  @Override
  public boolean begin(What what, long lasts, Chance chance) {
    DriveSlave slave = drive(chance);
    switch (what) {
      case DRIVE_TRIP -> slave.drive().trip(DriveError.OVERCURRENT);
      case DRIVE_POWER -> power(slave, lasts, chance);
      case DRIVE_FORGETS -> {
        scene.forgets(slave.drive().axis().name());
        slave.drive().factoryReset();
      }
      default -> throw Faults.notOurs(what);
    }
    return true;
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

  private void power(DriveSlave slave, long lasts, Chance chance) {
    scene.lineFault(world.nanos() + lasts + BOOT_NANOS);
    slave.drive().power(false);
    if (chance.below(3) == 0) {
      slave.drive().factoryReset();
    }
    ground.mend(lasts, () -> slave.drive().power(true));
  }
}
