package tower.simulator.shrink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Delta debugging (Zeller and Hildebrandt, IEEE TSE 2002): leaves out halves, quarters and smaller
 * parts of a list as long as the rest still fails, until no single element can be left out.
 */
final class Ddmin<T> {
  private final Predicate<List<T>> fails;

  Ddmin(Predicate<List<T>> fails) {
    this.fails = fails;
  }

  /** A part of the list that fails as it does, and does not without any one of its elements. */
  List<T> of(List<T> all) {
    if (fails.test(List.of())) {
      return List.of();
    }
    List<T> left = all;
    int parts = 2;
    while (left.size() >= 2) {
      List<T> smaller = without(left, parts);
      if (smaller.size() < left.size()) {
        left = smaller;
        parts = Math.max(2, parts - 1);
      } else if (parts >= left.size()) {
        return left;
      } else {
        parts = Math.min(left.size(), parts * 2);
      }
    }
    return left;
  }

  /** The list without the first of so many parts that is not needed; the list if all are. */
  private List<T> without(List<T> list, int parts) {
    for (int i = 0; i < parts; i++) {
      int from = i * list.size() / parts;
      int to = (i + 1) * list.size() / parts;
      List<T> rest = new ArrayList<>(list.subList(0, from));
      rest.addAll(list.subList(to, list.size()));
      if (fails.test(rest)) {
        return rest;
      }
    }
    return list;
  }
}
