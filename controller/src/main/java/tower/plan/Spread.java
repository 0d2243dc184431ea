package tower.plan;

/**
 * How long something takes, as far as that is known. What is uncertain in one part is taken for
 * independent of the other parts.
 *
 * @param meanMs as it takes on average, ms
 * @param varianceMs2 square of the usual deviation from that, ms²
 */
public record Spread(long meanMs, long varianceMs2) {
  /** No time at all. */
  public static final Spread NONE = new Spread(0, 0);

  /** Nine of ten values of a normal distribution lie below so many thousandths of a deviation. */
  private static final int NINE_OF_TEN = 1282;

  /** A normal distribution beyond 0, 0.1, 0.2 ... deviations, and its density there. */
  private static final int[] TAIL = {
    5000, 4602, 4207, 3821, 3446, 3085, 2743, 2420, 2119, 1841, 1587, 1357, 1151, 968, 808, 668,
    548, 446, 359, 287, 228, 179, 139, 107, 82, 62, 47, 35, 26, 19, 13, 10, 7, 5, 3, 2
  };

  private static final int[] DENSITY = {
    3989, 3970, 3910, 3814, 3683, 3521, 3332, 3123, 2897, 2661, 2420, 2179, 1942, 1714, 1497, 1295,
    1109, 940, 790, 656, 540, 440, 355, 283, 224, 175, 136, 104, 79, 60, 44, 33, 24, 17, 12, 9
  };

  private static final long WHOLE = 10_000;

  /** A mean and how far off one usually is. */
  public static Spread of(long meanMs, long deviationMs) {
    return new Spread(meanMs, deviationMs * deviationMs);
  }

  /** One after the other. */
  public Spread plus(Spread next) {
    return new Spread(meanMs + next.meanMs, varianceMs2 + next.varianceMs2);
  }

  /**
   * Whichever is over last, by its first two moments (C. E. Clark, The greatest of a finite set of
   * random variables, Operations Research 9, 1961).
   */
  public Spread later(Spread other) {
    Spread late = other.meanMs > meanMs ? other : this;
    Spread soon = other.meanMs > meanMs ? this : other;
    long gap = late.meanMs - soon.meanMs;
    long both = TravelTime.ceilSqrt(varianceMs2 + other.varianceMs2);
    long tenths = both == 0 ? TAIL.length : gap * 10 / both;
    if (tenths >= TAIL.length) {
      return late;
    }
    long tail = TAIL[(int) tenths];
    long density = DENSITY[(int) tenths];
    // Counted from the later mean on.
    long mean = (both * density - gap * tail) / WHOLE;
    long square =
        (late.varianceMs2 * (WHOLE - tail)
                + (gap * gap + soon.varianceMs2) * tail
                - gap * both * density)
            / WHOLE;
    return new Spread(late.meanMs + mean, Math.max(0, square - mean * mean));
  }

  /**
   * What is left of it after so long. Something that is overdue is not over: how much longer it
   * takes is then known only from how widely such things differ.
   */
  public Spread after(long elapsedMs) {
    return new Spread(Math.max(meanMs - elapsedMs, deviationMs() / 3), varianceMs2);
  }

  /** The usual deviation from the mean, ms. */
  public long deviationMs() {
    return TravelTime.ceilSqrt(varianceMs2);
  }

  /** It takes longer than this as often as not. */
  public long halfMs() {
    return meanMs;
  }

  /** It takes longer than this one time in ten. */
  public long nineOfTenMs() {
    return meanMs + deviationMs() * NINE_OF_TEN / 1000;
  }
}
