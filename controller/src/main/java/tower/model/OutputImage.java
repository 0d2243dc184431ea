package tower.model;

/**
 * All outputs at one instant.
 *
 * @param permit the motion permit
 * @param bits every other output, bit n is point n
 */
public record OutputImage(boolean permit, long bits) {
  public static final OutputImage OFF = new OutputImage(false, 0);

  /** The same image with a point on; a point that does not exist changes nothing. */
  public OutputImage plus(int point) {
    return point < 0 ? this : new OutputImage(permit, bits | (1L << point));
  }

  /** True when the point is on. */
  public boolean on(int point) {
    return point >= 0 && (bits & (1L << point)) != 0;
  }
}
