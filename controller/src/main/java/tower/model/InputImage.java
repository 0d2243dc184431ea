package tower.model;

import java.util.Arrays;

/**
 * All inputs after debounce at one instant. Immutable.
 *
 * <p>A point is {@link #valid(int)} while its chip answers; an invalid point is neither on nor off
 * and blocks whatever needs it.
 */
public final class InputImage {
  /** The most points an image holds. */
  public static final int MAX_POINTS = 256;

  private final long[] on;
  private final long[] valid;
  private final long[] changedMs;

  private InputImage(long[] on, long[] valid, long[] changedMs) {
    this.on = on;
    this.valid = valid;
    this.changedMs = changedMs;
  }

  /** An image of so many points, none of them valid yet. */
  public static InputImage unknown(int points) {
    Check.that(points >= 0 && points <= MAX_POINTS, "%s points", points);
    int words = (points + 63) / 64;
    return new InputImage(new long[words], new long[words], new long[points]);
  }

  /** How many points the image has. */
  public int size() {
    return changedMs.length;
  }

  /** True when the point is valid and on; a point that does not exist is off. */
  public boolean on(int point) {
    return point >= 0 && (on[point >> 6] & valid[point >> 6] & (1L << (point & 63))) != 0;
  }

  /** True when the point is valid and off; a point that does not exist is not. */
  public boolean off(int point) {
    return point >= 0 && (~on[point >> 6] & valid[point >> 6] & (1L << (point & 63))) != 0;
  }

  /** True when the point's chip answers and its first debounced level is known. */
  public boolean valid(int point) {
    return point >= 0 && (valid[point >> 6] & (1L << (point & 63))) != 0;
  }

  /** Monotonic time of the point's last change of level or validity, ms. */
  public long changedMs(int point) {
    return changedMs[point];
  }

  /** The same image with one point changed at the given monotonic time. */
  public InputImage with(int point, boolean level, boolean isValid, long nowMs) {
    long[] newOn = on.clone();
    long[] newValid = valid.clone();
    long[] newChanged = changedMs.clone();
    long bit = 1L << (point & 63);
    newOn[point >> 6] = level ? newOn[point >> 6] | bit : newOn[point >> 6] & ~bit;
    newValid[point >> 6] = isValid ? newValid[point >> 6] | bit : newValid[point >> 6] & ~bit;
    newChanged[point] = nowMs;
    return new InputImage(newOn, newValid, newChanged);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InputImage that
        && Arrays.equals(on, that.on)
        && Arrays.equals(valid, that.valid)
        && Arrays.equals(changedMs, that.changedMs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(on) * 31 + Arrays.hashCode(valid);
  }
}
