package tower.simulator.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tower.core.Problem;
import tower.loop.Snapshot;
import tower.model.AxisName;
import tower.model.Reason;

/**
 * S34: a client that is refused hears the code, this occurrence, whether to come again and who
 * clears it; whoever looks at the tower hears which inputs refuse, what each says and for how long,
 * and what ends it.
 */
final class NamedRefusal extends Checker {
  private static final int REFUSED = 400;
  private static final Pattern MEMBER =
      Pattern.compile("\"(\\w+)\":(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\w+))");
  private static final Pattern CODE = Pattern.compile("[a-z]+(-[a-z]+)*");

  /** As an interlock explains itself: every cause with its value and age. */
  private static final Pattern CAUSE = Pattern.compile("(.+?) is (.+) for (\\d+) ms");

  /** Interlocks by name: whatever they refuse is a list of causes. */
  private static final Set<String> INTERLOCKS =
      Set.of(
          "travel",
          "open-inner",
          "close-inner",
          "extend",
          "raise",
          "lower",
          "retract",
          "home-shuttle",
          "home-lift",
          "home-turn",
          "home-traverse",
          "lower-here");

  private final Set<String> inputs = new HashSet<>();

  /** The same list is shown over and over; it is read once. */
  private List<Reason> lastShown = List.of();

  NamedRefusal(Scene scene) {
    super(Invariant.S34, scene);
    inputs.addAll(scene.layout().inputs().names());
    for (AxisName axis : AxisName.values()) {
      inputs.add(axis.key());
    }
    inputs.add("record");
    inputs.add("edge");
  }

  @Override
  void told(Told told) {
    if (told.status() < REFUSED) {
      return;
    }
    String code = null;
    String detail = "";
    String clearing = "";
    String status = "";
    boolean retryable = false;
    boolean named = false;
    Matcher member = MEMBER.matcher(told.answer());
    while (member.find()) {
      String text = member.group(2) == null ? member.group(3) : member.group(2);
      switch (member.group(1)) {
        case "code" -> code = text;
        case "detail" -> detail = detail.isEmpty() ? text : detail;
        case "clearing" -> clearing = text;
        case "status" -> status = text;
        case "retryable" -> retryable = text.equals("true");
        case "requestId" -> named = !text.isBlank();
        default -> {}
      }
    }
    Problem problem = problem(code);
    boolean whole =
        problem != null
            && problem.status() == told.status()
            && status.equals(Integer.toString(told.status()))
            && retryable == problem.retryable()
            && named;
    must(whole, "%d is explained with %s", told.status(), told.answer());
    must(
        !detail.isBlank() && !detail.endsWith(": "),
        "%s does not say why: %s",
        code,
        told.answer());
    must(
        clearing.equals("shop") || clearing.equals("technician") || clearing.equals("wait"),
        "%s does not say who clears it: %s",
        code,
        told.answer());
  }

  private static @Nullable Problem problem(@Nullable String code) {
    for (Problem problem : Problem.values()) {
      if (problem.code().equals(code)) {
        return problem;
      }
    }
    return null;
  }

  @Override
  void shown(Snapshot snapshot) {
    List<Reason> reasons = snapshot.live().reasons();
    must(
        snapshot.live().taking() || !reasons.isEmpty(),
        "the tower is %s and says no reason",
        snapshot.live().state());
    if (reasons.equals(lastShown)) {
      return;
    }
    lastShown = reasons;
    for (Reason reason : reasons) {
      boolean whole =
          CODE.matcher(reason.code()).matches()
              && !reason.text().isBlank()
              && !reason.clearing().isBlank();
      must(whole, "the tower shows %s", reason);
      if (INTERLOCKS.contains(reason.code())) {
        causes(reason);
      }
    }
    boolean works = snapshot.live().taking();
    must(
        works || !reasons.isEmpty(), "the tower is %s and says no reason", snapshot.live().state());
  }

  /** {@code step: input is value for n ms; input is value for n ms}. */
  private void causes(Reason reason) {
    int colon = reason.text().indexOf(": ");
    must(colon > 0, "%s does not name its step: %s", reason.code(), reason.text());
    for (String cause : reason.text().substring(colon + 2).split("; ", -1)) {
      Matcher named = CAUSE.matcher(cause);
      must(
          named.matches() && inputs.contains(named.group(1)),
          "%s refuses by \"%s\", which is no input with value and age",
          reason.code(),
          cause);
    }
  }
}
