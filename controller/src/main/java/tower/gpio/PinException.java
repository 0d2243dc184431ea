package tower.gpio;

/** The pins cannot be opened; the message says which device, why, and what to do about it. */
public final class PinException extends RuntimeException {
  /** With the cause in Pi4J or the kernel. */
  public PinException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Without a cause: a check of our own. */
  public PinException(String message) {
    super(message);
  }
}
