package tower.simulator.check;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tower.core.Fact;

/**
 * S32: bad input changes nothing, and no input makes the server fail; what it cannot take now it
 * says honestly.
 */
final class NoEffectOfNonsense extends Checker {
  private static final int CLIENTS_FAULT = 400;
  private static final int SERVERS_FAULT = 500;
  private static final Pattern CODE = Pattern.compile("\"code\":\"([a-z-]+)\"");

  /** What an honest server says when it cannot: with 503, but for the full disk with 507. */
  private static final Set<String> HONEST =
      Set.of(
          "503 too-many-open",
          "503 inbox-full",
          "507 store-full",
          "503 store-slow",
          "503 not-taking",
          "503 clock-not-trusted",
          "503 timed-out");

  private final Set<String> nonsense = new HashSet<>();

  NoEffectOfNonsense(Scene scene) {
    super(Invariant.S32, scene);
  }

  @Override
  void asked(Asked asked) {
    if (asked.nonsense()) {
      nonsense.add(asked.key());
    }
  }

  @Override
  void told(Told told) {
    if (told.status() >= SERVERS_FAULT) {
      Matcher code = CODE.matcher(told.answer());
      boolean honest = code.find() && HONEST.contains(told.status() + " " + code.group(1));
      must(honest, "%s was answered %d %s", told.path(), told.status(), told.answer());
    } else {
      boolean refused = told.status() >= CLIENTS_FAULT;
      must(
          refused || !nonsense.contains(told.key()),
          "nonsense to %s was answered %d",
          told.path(),
          told.status());
    }
  }

  @Override
  void durable(Fact fact) {
    if (fact instanceof Fact.Answered answered) {
      must(
          !nonsense.contains(answered.key()),
          "nonsense under key %s has an effect",
          answered.key());
    }
  }
}
