package tower.simulator.product;

import tower.simulator.world.Chance;
import tower.simulator.world.World;

/** How long the simulated planner takes, and what it does wrong. */
public final class PlannerFaults {
  private static final long USUAL_NANOS = 5 * World.MS;
  private static final long LATE_LOW = World.SECOND / 10;
  private static final long LATE_HIGH = 30 * World.SECOND;

  private final Chance chance;
  private Way way = Way.WELL;
  private long until;

  /** A planner that is well. */
  public PlannerFaults(Chance chance) {
    this.chance = chance;
  }

  /** What can be wrong with it. */
  public enum Way {
    /** It answers soon. */
    WELL,
    /** It answers after 0.1 to 30 s. */
    LATE,
    /** It never answers, as when its thread has died of the question. */
    NEVER,
    /** It answers with what it found for the question before. */
    STALE,
    /** It leaves out every job. */
    EMPTY
  }

  /** Until that time it is like that. */
  public void be(Way newWay, long untilNanos) {
    way = newWay;
    until = untilNanos;
  }

  Way way(long now) {
    return now < until ? way : Way.WELL;
  }

  /** How long the answer to a question takes that is asked now. */
  long nanos(long now) {
    return way(now) == Way.LATE ? chance.between(LATE_LOW, LATE_HIGH) : USUAL_NANOS;
  }
}
