package tower.drive;

/**
 * Asked before every single exchange, so that no exchange stands between a stop input and the stop.
 */
@FunctionalInterface
public interface Gate {
  /**
   * Looks at the stop inputs.
   *
   * <p>False means: a stop is due that {@link DriveBus#stop} was not yet told of. While a stop is
   * already in force it must be true, or the bus could never read back that the axes stand.
   *
   * @return false to abandon the rest of this poll at once; nothing more is sent
   */
  boolean proceed();
}
