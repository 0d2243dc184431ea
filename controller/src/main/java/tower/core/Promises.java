package tower.core;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import tower.model.Bay;

/**
 * How many needs free bays can meet at once, one bay each: a maximum bipartite matching by
 * augmenting paths (H. W. Kuhn, The Hungarian method for the assignment problem, 1955).
 */
final class Promises {
  private static final int NOBODY = -1;

  private final List<Bay> bays;
  private final List<Predicate<Bay>> needs;
  private final int[] servedBy;
  private final boolean[] asked;

  private Promises(List<Bay> bays, List<Predicate<Bay>> needs) {
    this.bays = bays;
    this.needs = needs;
    servedBy = new int[bays.size()];
    asked = new boolean[bays.size()];
    Arrays.fill(servedBy, NOBODY);
  }

  /** The largest number of needs that these bays meet. */
  static int kept(List<Bay> bays, List<Predicate<Bay>> needs) {
    Promises promises = new Promises(bays, needs);
    int kept = 0;
    for (int need = 0; need < needs.size(); need++) {
      Arrays.fill(promises.asked, false);
      if (promises.keep(need)) {
        kept++;
      }
    }
    return kept;
  }

  /** Finds a bay for a need, if others must move to another one that fits them too. */
  private boolean keep(int need) {
    for (int bay = 0; bay < asked.length; bay++) {
      if (!asked[bay] && needs.get(need).test(bays.get(bay))) {
        asked[bay] = true;
        if (servedBy[bay] == NOBODY || keep(servedBy[bay])) {
          servedBy[bay] = need;
          return true;
        }
      }
    }
    return false;
  }
}
