package tower.simulator.fault;

import tower.simulator.product.PlannerFaults;
import tower.simulator.product.StoreFaults;
import tower.simulator.scenario.What;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/** The life of the controller's process and of its threads. */
public final class ProcessFaults implements FaultGroup {
  /** Within so many boundaries happens what is to happen at one. */
  private static final int BOUNDARIES = 100;

  private static final PlannerFaults.Way[] WAYS = {
    PlannerFaults.Way.LATE,
    PlannerFaults.Way.NEVER,
    PlannerFaults.Way.STALE,
    PlannerFaults.Way.EMPTY
  };

  private final World world;
  private final Power power;
  private final StoreFaults disk;
  private final PlannerFaults planner;

  /** The process of a run. */
  public ProcessFaults(Ground ground, Power power, StoreFaults disk, PlannerFaults planner) {
    world = ground.world();
    this.power = power;
    this.disk = disk;
    this.planner = planner;
  }

  @Override
  public boolean begin(What what, long lasts, Chance chance) {
    return switch (what) {
      case PROCESS_DEATH ->
          chance.below(2) == 0 ? power.kill(lasts) : power.cutAtBoundary(soon(chance), false);
      // The product runs with ExitOnOutOfMemoryError: it is gone where it asks for memory.
      case OUT_OF_MEMORY -> power.cutAtBoundary(soon(chance), false);
      case LOOP_DEATH -> power.errorAtBoundary(soon(chance));
      case STORE_DEATH -> {
        disk.failNext("the store's thread has died");
        yield true;
      }
      case PLANNER -> {
        planner.be(WAYS[chance.below(WAYS.length)], world.nanos() + 3 * lasts);
        yield true;
      }
      case PAUSE -> pause(lasts, chance);
      case RESET_LOOP -> power.resetLoop(chance.between(2, 8));
      case ODD_LIMITS -> power.oddLimits(chance);
      default -> throw Faults.notOurs(what);
    };
  }

  private static long soon(Chance chance) {
    return chance.between(1, BOUNDARIES);
  }

  /** 0.1 to 30 s, the short ones as often as the long ones. */
  private boolean pause(long lasts, Chance chance) {
    long most = Math.max(World.SECOND / 10, Math.min(3 * lasts / 2, 30 * World.SECOND));
    long nanos = chance.below(2) == 0 ? chance.between(100, 1000) * World.MS : most;
    return chance.below(2) == 0 ? power.stop(nanos) : power.stopAtBoundary(soon(chance), nanos);
  }
}
