package tower.core;

import tower.model.Reason;

/** Reasons that need no inputs to be named. */
final class Reasons {
  static final Reason NOT_LOOKED =
      new Reason("not-looked", "the tower has just started and has not looked yet", "wait");
  static final Reason NONE = new Reason("none", "", "");

  private Reasons() {}

  static Reason of(String code, String text, String clearing) {
    return new Reason(code, text, clearing);
  }
}
