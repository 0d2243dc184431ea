package tower.simulator.bench;

/** Why nothing can be measured here, and what to do about it. */
final class BenchException extends Exception {
  private static final long serialVersionUID = 1L;

  BenchException(String text) {
    super(text);
  }
}
