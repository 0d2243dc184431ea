package tower.core;

import java.util.ArrayList;
import java.util.List;
import tower.model.Reason;

/** An interlock's answer: a no carries its reason. */
public sealed interface Verdict {
  /** The condition holds. */
  record Allowed() implements Verdict {}

  /**
   * The condition does not hold.
   *
   * @param interlock its name
   * @param causes exactly the inputs that refuse
   */
  record Blocked(String interlock, List<Cause> causes) implements Verdict {
    public Blocked {
      causes = List.copyOf(causes);
    }

    /** The same, as a reason for people. */
    public Reason reason() {
      List<String> texts = new ArrayList<>();
      List<String> clears = new ArrayList<>();
      for (Cause cause : causes) {
        texts.add(cause.input() + " is " + cause.value() + " for " + cause.ageMs() + " ms");
        if (!clears.contains(cause.clears())) {
          clears.add(cause.clears());
        }
      }
      return new Reason(interlock, String.join("; ", texts), String.join("; ", clears));
    }
  }

  /**
   * One input that refuses.
   *
   * @param input its name
   * @param value what it says
   * @param ageMs for how long
   * @param clears what ends it
   */
  record Cause(String input, String value, long ageMs, String clears) {}

  /** The one allowed verdict. */
  static Verdict allowed() {
    return Verdicts.ALLOWED;
  }
}
