package tower.core;

import java.util.List;

/** Holds the verdicts without an explanation, so that asking allocates nothing. */
final class Verdicts {
  static final Verdict ALLOWED = new Verdict.Allowed();
  static final Verdict UNEXPLAINED = new Verdict.Blocked("not-yet", List.of());

  private Verdicts() {}
}
