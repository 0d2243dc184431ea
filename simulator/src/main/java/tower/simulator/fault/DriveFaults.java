package tower.simulator.fault;

import java.util.List;
import tower.simulator.VirtualTower;
import tower.simulator.check.Scene;
import tower.simulator.drive.DriveError;
import tower.simulator.drive.DriveSlave;
import tower.simulator.scenario.What;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/** Drives, their power, their memory and their address switches. */
public final class DriveFaults implements FaultGroup {
  /** A drive boots in 1.5 s; for so long after its power is back the line is not whole. */
  static final long BOOT_NANOS = 3 * World.SECOND;

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
    return switch (what) {
      case DRIVE_TRIP -> {
        slave.drive().trip(DriveError.OVERCURRENT);
        yield true;
      }
      case DRIVE_POWER -> power(slave, lasts, chance);
      case DRIVE_FORGETS -> {
        forgets(slave);
        yield true;
      }
      case REFERENCE_LOST -> {
        scene.lately().losesReference(slave.drive().axis().name());
        slave.drive().loseReference();
        yield true;
      }
      case SAME_ADDRESS -> sameAddress(slave, lasts, chance);
      default -> throw Faults.notOurs(what);
    };
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

  private void forgets(DriveSlave slave) {
    scene.lately().forgets(slave.drive().axis().name());
    slave.drive().factoryReset();
  }

  private boolean power(DriveSlave slave, long lasts, Chance chance) {
    scene.lineFault(world.nanos() + lasts + BOOT_NANOS);
    scene.driveDies(slave.drive().axis().name());
    scene.lately().forgets(slave.drive().axis().name()); // its reference goes with its power
    slave.drive().power(false);
    if (chance.below(3) == 0) {
      slave.drive().factoryReset();
    }
    ground.mend(lasts, () -> slave.drive().power(true));
    return true;
  }

  /**
   * Somebody has exchanged a drive and set the switches of the new one to another drive's address:
   * two obey and answer at once, and nobody at the address where it should be.
   */
  private boolean sameAddress(DriveSlave slave, long lasts, Chance chance) {
    List<DriveSlave> drives = tower.drives();
    DriveSlave other = drives.get(chance.below(drives.size()));
    int own = slave.drive().axis().spec().busUnit();
    if (other == slave || slave.unit() != own || other.unit() == own || !slave.drive().powered()) {
      return false;
    }
    scene.lineFault(world.nanos() + lasts + 2 * BOOT_NANOS);
    boots(slave, other.drive().axis().spec().busUnit());
    ground.mend(lasts, () -> boots(slave, own));
    return true;
  }

  private static void boots(DriveSlave slave, int unit) {
    slave.drive().power(false);
    slave.readdress(unit);
    slave.drive().power(true);
  }
}
