package tower.simulator.real;

/** Why this cannot be done on this machine, and what to do about it. */
public final class RealException extends Exception {
  private static final long serialVersionUID = 1L;

  RealException(String text) {
    super(text);
  }
}
