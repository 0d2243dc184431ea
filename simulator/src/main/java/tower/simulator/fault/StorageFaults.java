package tower.simulator.fault;

import tower.simulator.check.Scene;
import tower.simulator.product.StoreFaults;
import tower.simulator.scenario.What;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/** The disk. */
public final class StorageFaults implements FaultGroup {
  /** A commit hangs no longer than that. */
  private static final long LONGEST_HANG = 8 * World.SECOND;

  private final World world;
  private final Scene scene;
  private final StoreFaults disk;
  private final Power power;

  /** The disk of a run. */
  public StorageFaults(Ground ground, StoreFaults disk, Power power) {
    world = ground.world();
    scene = ground.scene();
    this.disk = disk;
    this.power = power;
  }

  @Override
  public boolean begin(What what, long lasts, Chance chance) {
    switch (what) {
      case SLOW_DISK -> disk.hangUntil(world.nanos() + Math.min(lasts, LONGEST_HANG));
      case SLOW_CARD -> disk.slowUntil(world.nanos() + lasts);
      case FULL_DISK -> {
        disk.fullUntil(world.nanos() + lasts);
        scene.diskFull(world.nanos() + lasts);
      }
      case WRITE_ERROR -> disk.failNext("writing the WAL failed: input/output error");
      case SYNC_ERROR -> disk.failNext("syncing the WAL failed: input/output error");
      case TORN_WRITE -> disk.tearNext(() -> power.cut(lasts));
      case READ_ONLY_DISK -> disk.readOnlyUntil(world.nanos() + lasts);
      case OLD_BACKUP -> {
        return power.restoreBackup(lasts);
      }
      default -> throw Faults.notOurs(what);
    }
    return true;
  }
}
