package tower.simulator.plant;

import java.util.function.BooleanSupplier;
import tower.simulator.world.Chance;

/** What stands between a sensor's truth and what its point reads. */
sealed interface SensorFault {
  SensorFault NONE = new Sound();

  /** What is read now when the truth is this. */
  boolean through(boolean truth, long now);

  /** Nothing. */
  record Sound() implements SensorFault {
    @Override
    public boolean through(boolean truth, long now) {
      return truth;
    }
  }

  /** Always the same. */
  record Stuck(boolean at) implements SensorFault {
    @Override
    public boolean through(boolean truth, long now) {
      return at;
    }
  }

  /** Always the same, and nobody mends it. */
  record StuckForGood(boolean at) implements SensorFault {
    @Override
    public boolean through(boolean truth, long now) {
      return at;
    }
  }

  /** Now and then wrong. */
  record Noise(int perMillion, Chance chance) implements SensorFault {
    @Override
    public boolean through(boolean truth, long now) {
      return truth ^ chance.perMillion(perMillion);
    }
  }

  /** A loose contact: while the machine shakes it opens now and then, and the point reads off. */
  record Loose(int perMillion, Chance chance, BooleanSupplier shaking) implements SensorFault {
    @Override
    public boolean through(boolean truth, long now) {
      return truth && !(shaking.getAsBoolean() && chance.perMillion(perMillion));
    }
  }

  /** Anything for a while after an edge is first seen. */
  final class Bounce implements SensorFault {
    private final long nanos;
    private final Chance chance;
    private boolean last;
    private boolean begun;
    private long settledAt;

    Bounce(long nanos, Chance chance) {
      this.nanos = nanos;
      this.chance = chance;
    }

    @Override
    public boolean through(boolean truth, long now) {
      if (!begun) {
        begun = true;
        last = truth;
      }
      if (truth != last) {
        last = truth;
        settledAt = now + nanos;
      }
      return now < settledAt ? (chance.nextLong() & 1) == 0 : truth;
    }
  }

  /** The truth of a while ago. */
  final class Late implements SensorFault {
    private final long nanos;
    private boolean shown;
    private boolean begun;
    private long differsSince = -1;

    Late(long nanos) {
      this.nanos = nanos;
    }

    @Override
    public boolean through(boolean truth, long now) {
      if (!begun) {
        begun = true;
        shown = truth;
      }
      if (truth == shown) {
        differsSince = -1;
      } else if (differsSince < 0) {
        differsSince = now;
      } else if (now - differsSince >= nanos) {
        shown = truth;
        differsSince = -1;
      }
      return shown;
    }
  }
}
