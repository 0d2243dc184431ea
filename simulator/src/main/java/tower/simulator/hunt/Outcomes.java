package tower.simulator.hunt;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tower.model.Reason;
import tower.store.SqliteStore;

/**
 * What became of the wishes that were accepted.
 *
 * @param accepted how many
 * @param ended of these, ended
 * @param open of the others, how many for which reason, by state and code
 */
record Outcomes(int accepted, int ended, SortedMap<String, Long> open) {
  private record State(String key, boolean terminal, Reason reason) {}

  static Outcomes of(List<Wish> wishes, SqliteStore database) {
    int accepted = 0;
    int ended = 0;
    TreeMap<String, Long> open = new TreeMap<>();
    for (Wish wish : wishes) {
      String id = wish.id;
      if (id == null) {
        continue;
      }
      accepted++;
      Optional<State> state =
          wish.pickup
              ? database
                  .pickup(id)
                  .map(p -> new State(p.state().key(), p.state().terminal(), p.reason()))
              : database
                  .intake(id)
                  .map(i -> new State(i.state().key(), i.state().terminal(), i.reason()));
      if (state.isPresent() && state.get().terminal()) {
        ended++;
      } else {
        String why = state.map(s -> s.key() + "/" + s.reason().code()).orElse("lost");
        open.merge((wish.pickup ? "pickup " : "intake ") + why, 1L, Long::sum);
      }
    }
    return new Outcomes(accepted, ended, open);
  }
}
