package tower.app;

/** Why the controller does not start, and what to do. */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  /** A cause and its remedy. */
  public StartException(String cause, String remedy) {
    super(cause);
    this.remedy = remedy;
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }
}
