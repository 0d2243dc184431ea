package tower.app;

/** Why the controller does not start, and what to do. */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String remedy;
  private final boolean passing;

  /** A cause that stays until a person has done something, and its remedy. */
  public StartException(String cause, String remedy) {
    this(cause, remedy, false);
  }

  private StartException(String cause, String remedy, boolean passing) {
    super(cause);
    this.remedy = remedy;
    this.passing = passing;
  }

  /** A cause that may be gone at the next start: another process has the port or the database. */
  public static StartException passing(String cause, String remedy) {
    return new StartException(cause, remedy, true);
  }

  /** True when the next start may succeed without anybody's help. */
  public boolean passing() {
    return passing;
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }
}
