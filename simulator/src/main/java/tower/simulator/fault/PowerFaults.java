package tower.simulator.fault;

import tower.simulator.VirtualTower;
import tower.simulator.check.Scene;
import tower.simulator.scenario.What;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/** The power of the tower, of its board and of its drives. */
public final class PowerFaults implements FaultGroup {
  /** Within so many boundaries a process dies that is to die at one: some 20 s of work. */
  private static final int BOUNDARIES = 100;

  /** Start, look, reset, resume, homing and reconcile take about so long. */
  private static final long RECOVERY = 60 * World.SECOND;

  private static final long SHORT_CUT = 5 * World.SECOND;

  /** A drive boots for so long after its power has returned. */
  private static final long BOOT = 3 * World.SECOND;

  private final VirtualTower tower;
  private final Scene scene;
  private final World world;
  private final Power power;

  /** The power of a run. */
  public PowerFaults(Ground ground, Power power) {
    tower = ground.tower();
    scene = ground.scene();
    world = ground.world();
    this.power = power;
  }

  @Override
  public boolean begin(What what, long lasts, Chance chance) {
    return switch (what) {
      case POWER_CUT -> {
        boolean now = chance.below(2) == 0;
        yield now ? power.cut(lasts) : power.cutAtBoundary(chance.between(1, BOUNDARIES), true);
      }
      case CUT_IN_RECOVERY -> {
        power.cutAgain(chance.below(RECOVERY), chance.between(World.SECOND, SHORT_CUT));
        yield power.cut(Math.min(lasts, SHORT_CUT));
      }
      case DRIVES_DEAD -> drivesDie(lasts);
      case BOARD_DEATH -> power.boardDies(lasts);
      default -> throw Faults.notOurs(what);
    };
  }

  private boolean drivesDie(long lasts) {
    scene.lineFault(world.nanos() + lasts + BOOT);
    tower.drives().forEach(d -> d.drive().power(false));
    world.in(lasts, () -> tower.drives().forEach(d -> d.drive().power(true)));
    return true;
  }
}
