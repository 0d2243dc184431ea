package tower.gpio;

/** The message at the bottom of a pile: Pi4J wraps the kernel's word three times. */
final class Causes {
  private Causes() {}

  static String innermost(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
