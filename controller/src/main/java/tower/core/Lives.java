package tower.core;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tower.model.Intake;
import tower.model.Pickup;
import tower.model.Vehicle;

/**
 * What was promised about a life is kept, whatever the rules elsewhere decide: a change that its
 * table does not have is a bug, and it ends the process before it is durable.
 */
final class Lives {
  private Lives() {}

  static void keep(@Nullable Pickup before, Pickup after) {
    if (before != null) {
      keep(after.id(), before.state(), after.state(), before.state().next());
    }
  }

  static void keep(@Nullable Intake before, Intake after) {
    if (before != null) {
      keep(after.id(), before.state(), after.state(), before.state().next());
    }
  }

  static void keep(@Nullable Vehicle before, Vehicle after) {
    if (before != null) {
      var from = before.place().kind();
      keep(after.vin(), from, after.place().kind(), from.next());
    }
  }

  private static <E extends Enum<E>> void keep(String who, E from, E to, Set<E> next) {
    if (from != to && !next.contains(to)) {
      throw new IllegalStateException("fact takes " + who + " from " + from + " to " + to);
    }
  }
}
