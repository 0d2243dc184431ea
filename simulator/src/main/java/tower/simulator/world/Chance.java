package tower.simulator.world;

import tower.model.Random;

/** A stream of random numbers (SplitMix64) that depends on its seed and its name alone. */
public final class Chance implements Random {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final long seed;
  private long state;

  /** The root stream of a seed. */
  public Chance(long seed) {
    this.seed = mix(seed + GOLDEN);
    this.state = this.seed;
  }

  /**
   * A stream of its own for a concern; the same whether or not anything was drawn from this one.
   */
  public Chance split(String concern) {
    long child = seed;
    for (int i = 0; i < concern.length(); i++) {
      child = mix(child ^ (concern.charAt(i) * GOLDEN));
    }
    return new Chance(child);
  }

  @Override
  public long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  /** A number in {@code 0..bound-1}. */
  public int below(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound " + bound + " is not positive");
    }
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /** A number in {@code 0..bound-1}. */
  public long below(long bound) {
    return between(0, bound - 1);
  }

  /** A number in {@code low..high}, both included. */
  public long between(long low, long high) {
    if (high < low) {
      throw new IllegalArgumentException(low + ".." + high + " is empty");
    }
    return low + Math.floorMod(nextLong(), high - low + 1);
  }

  /** True in so many of a million cases; draws nothing at 0. */
  public boolean perMillion(int cases) {
    return cases > 0 && below(1_000_000) < cases;
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
