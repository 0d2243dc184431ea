package tower.simulator.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tower.core.Known;

/** S24: what a client was told with a 2xx is in the database, then and at every later start. */
final class KeptPromise extends Checker {
  private static final Pattern ID = Pattern.compile("\"id\":\"([pi]-[0-9]+)\"");

  private final List<Told> promises = new ArrayList<>();

  KeptPromise(Scene scene) {
    super(Invariant.S24, scene);
  }

  @Override
  void told(Told told) {
    if (told.promise()) {
      promises.add(told);
      kept(told);
    }
  }

  @Override
  void lifeBegan() {
    promises.forEach(this::kept);
  }

  @Override
  void over() {
    promises.forEach(this::kept);
  }

  private void kept(Told told) {
    OlderCopy older = scene().olderCopy();
    if (told.byTower() ? older.facts() : older.office()) {
      return; // an older copy of the database keeps no promise: S29 asks that the tower holds
    }
    must(
        scene().database().known(Known.place("shop", told.key())).isPresent(),
        "%s was answered %d, but the database does not know its key %s",
        told.path(),
        told.status(),
        told.key());
    Matcher id = ID.matcher(told.answer());
    if (id.find()) {
      String name = id.group(1);
      boolean there =
          name.startsWith("p")
              ? scene().database().pickup(name).isPresent()
              : scene().database().intake(name).isPresent();
      must(there, "%s was promised, but the database does not have it", name);
    }
  }
}
