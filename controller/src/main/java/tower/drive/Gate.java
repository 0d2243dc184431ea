package tower.drive;

/** Asked before every single exchange, so that no exchange stands between a stop input and the stop. */
@FunctionalInterface
public interface Gate {
  /**
   * Looks at the stop inputs.
   *
   * @return false to abandon the rest of this poll at once; nothing more is sent
   */
  boolean proceed();
}
