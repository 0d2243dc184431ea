package tower.simulator.cuts;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tower.simulator.world.Chance;

/** Every pair of cuts, numbered: for each single cut the ways to cut the life after it. */
final class Pairs {
  private final @Nullable Case[] firsts;
  private final @Nullable Life[] seconds;
  private long[] before = new long[0];

  Pairs(int singles) {
    firsts = new @Nullable Case[singles];
    seconds = new @Nullable Life[singles];
  }

  /** What followed a single cut. */
  void add(int single, CaseReport report) {
    firsts[single] = report.name();
    seconds[single] = report.lives().getLast();
  }

  /** How many there are. */
  long total() {
    before = new long[firsts.length + 1];
    for (int i = 0; i < firsts.length; i++) {
      Life life = seconds[i];
      before[i + 1] = before[i] + (life == null ? 0 : life.ways());
    }
    return before[firsts.length];
  }

  /** The numbers of so many different pairs, in rising order. */
  long[] sample(long count, long seed) {
    long total = total();
    if (count >= total) {
      long[] all = new long[Math.toIntExact(total)];
      Arrays.setAll(all, i -> i);
      return all;
    }
    // Floyd's sample: each subset of that size is as likely as any other.
    Chance chance = new Chance(seed);
    java.util.TreeSet<Long> chosen = new java.util.TreeSet<>();
    for (long i = total - count; i < total; i++) {
      if (!chosen.add(chance.between(0, i))) {
        chosen.add(i);
      }
    }
    return chosen.stream().mapToLong(Long::longValue).toArray();
  }

  /** The pair of that number. */
  Case get(long number) {
    int single = Arrays.binarySearch(before, number);
    single = single >= 0 ? single : -single - 2;
    // Where a single cut has no pairs its number is that of the next.
    while (before[single + 1] == before[single]) {
      single++;
    }
    Case first = firsts[single];
    Life second = seconds[single];
    if (first == null || second == null) {
      throw new IllegalArgumentException("there is no pair " + number);
    }
    return first.then(second.cuts().get((int) (number - before[single])));
  }
}
