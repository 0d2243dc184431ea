package tower.simulator.fault;

import tower.simulator.product.StoreFaults;
import tower.simulator.scenario.What;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/** The disk. */
public final class StorageFaults implements FaultGroup {
  /** A commit hangs no longer than that. */
  private static final long LONGEST_HANG = 8 * World.SECOND;

  private final World world;
  private final StoreFaults disk;

  /** The disk of a run. */
  public StorageFaults(Ground ground, StoreFaults disk) {
    world = ground.world();
    this.disk = disk;
  }

  @Override
  public boolean begin(What what, long lasts, Chance chance) {
    switch (what) {
      case SLOW_DISK -> disk.hangUntil(world.nanos() + Math.min(lasts, LONGEST_HANG));
      case FULL_DISK -> disk.fullUntil(world.nanos() + lasts);
      default -> throw Faults.notOurs(what);
    }
    return true;
  }
}
