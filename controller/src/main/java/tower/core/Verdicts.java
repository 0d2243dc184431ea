package tower.core;

/** Holds the one allowed verdict, so that asking an interlock allocates nothing. */
final class Verdicts {
  static final Verdict ALLOWED = new Verdict.Allowed();

  private Verdicts() {}
}
