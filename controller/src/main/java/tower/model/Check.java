package tower.model;

/** Checks that records make of themselves. */
public final class Check {
  private Check() {}

  /**
   * Throws when a record's component is outside its range.
   *
   * @throws IllegalArgumentException with the formatted message when the condition does not hold
   */
  // The annotation that Error Prone asks for lives in a library; this room imports JSpecify only.
  @SuppressWarnings("AnnotateFormatMethod")
  public static void that(boolean holds, String message, Object... args) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(message, args));
    }
  }
}
