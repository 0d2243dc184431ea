package tower.simulator.check;

import java.util.HashMap;
import java.util.Map;

/** S23: same key and body, same answer and one effect; same key and another body, a refusal. */
final class OneEffect extends Checker {
  private static final int KEY_REUSED = 422;

  private final Map<String, Told> first = new HashMap<>();

  OneEffect(Scene scene) {
    super(Invariant.S23, scene);
  }

  @Override
  void told(Told told) {
    if (!told.byTower() && scene().olderCopy().office()) {
      return; // what was asked of a webhook may have gone, and its answer with it
    }
    Told before = first.get(told.key());
    if (before == null) {
      if (told.promise()) {
        first.put(told.key(), told);
      }
      return;
    }
    boolean same = before.body().equals(told.body()) && before.path().equals(told.path());
    if (same && told.promise()) {
      must(
          before.answer().equals(told.answer()),
          "key %s was answered %s and now %s",
          told.key(),
          before.answer(),
          told.answer());
    } else if (!same) {
      boolean refused = told.status() == KEY_REUSED || told.status() >= 500;
      must(refused, "key %s with another body was answered %d", told.key(), told.status());
    } else {
      must(
          told.status() >= 500 || told.answer().contains("request-in-progress"),
          "key %s was answered %d and now %d %s",
          told.key(),
          before.status(),
          told.status(),
          told.answer());
    }
  }
}
