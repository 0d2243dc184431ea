package tower.simulator.fault;

import tower.simulator.scenario.What;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/** The wall clock. Nothing that moves may ask it. */
public final class TimeFaults implements FaultGroup {
  private static final long HOUR_MS = 3_600_000;
  private static final long YEAR_MS = 365 * 24 * HOUR_MS;

  private final Ground ground;
  private final World world;
  private final Power power;

  /** The wall clock of a run. */
  public TimeFaults(Ground ground, Power power) {
    this.ground = ground;
    this.power = power;
    world = ground.world();
  }

  @Override
  public boolean begin(What what, long lasts, Chance chance) {
    switch (what) {
      case CLOCK_1970 -> {
        // A board without a clock of its own begins in 1970 until the network tells it the time.
        power.boardDies(chance.between(1, 5) * World.SECOND);
        world.setUtc(chance.below(HOUR_MS));
      }
      case CLOCK_YEARS_OFF -> world.shiftUtc(chance.below(2) == 0 ? 10 * YEAR_MS : -10 * YEAR_MS);
      case CLOCK_BACKWARDS -> world.shiftUtc(-chance.between(1, 2 * HOUR_MS));
      case CLOCK_FROZEN -> world.freezeUtc();
      default -> throw Faults.notOurs(what);
    }
    ground.mend(lasts, world::rightUtc);
    return true;
  }
}
