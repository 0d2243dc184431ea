package tower.simulator.shrink;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import tower.simulator.scenario.Happening;
import tower.simulator.scenario.Scenario;

/**
 * Makes a scenario small: first it leaves out what need not happen, then it makes the numbers of
 * what is left plain, and begins again as long as anything got smaller.
 *
 * <p>That works because a happening names its own stream of random numbers: what is left out shifts
 * nothing that stays.
 */
public final class Shrinker {
  /** Waiting limits that no run reaches. */
  private static final int NO_LIMIT_S = 3600;

  private static final int SHORTEST_S = 30;

  /** A tower that is looked after is at work by the second or third. */
  private static final long[] BEGINNINGS_MS = {0, 20_000, 40_000, 80_000, 160_000};

  /** Ways to make a number of a happening plainer, the boldest first; none makes it greater. */
  private static final List<UnaryOperator<Happening>> SIMPLER =
      List.of(
          one ->
              new Happening(one.atMs(), one.what(), Happening.AT_ONCE, one.lastsMs(), one.draw()),
          one -> into(one, 100),
          one -> at(one, Long.MAX_VALUE),
          one -> at(one, 60_000),
          one -> at(one, 10_000),
          one -> at(one, 1000),
          one -> lasting(one, Long.MAX_VALUE),
          one -> lasting(one, 10_000),
          one -> lasting(one, 1000));

  private final Predicate<Scenario> fails;
  private final List<String> towers;
  private final int mostRuns;
  private int runs;

  /**
   * A shrinker.
   *
   * @param fails true for a scenario that still shows what it shall show; the same at every call
   * @param towers names of towers, the plainest first
   * @param mostRuns asks so often at most
   */
  public Shrinker(Predicate<Scenario> fails, List<String> towers, int mostRuns) {
    this.fails = fails;
    this.towers = List.copyOf(towers);
    this.mostRuns = mostRuns;
  }

  /** How many scenarios were run. */
  public int runs() {
    return runs;
  }

  /**
   * The smallest scenario that was found.
   *
   * @throws IllegalArgumentException when the one that is given does not fail
   */
  public Scenario shrink(Scenario given) {
    if (!fails(given)) {
      throw new IllegalArgumentException("the scenario does not fail");
    }
    Scenario best = given;
    Scenario before;
    do {
      before = best;
      best = plainer(best);
      best = fewer(best);
      best = earlier(best);
      best = shorter(best);
      best = plainNumbers(best);
    } while (!best.equals(before) && runs < mostRuns);
    return best;
  }

  private boolean fails(Scenario candidate) {
    if (runs >= mostRuns) {
      return false;
    }
    runs++;
    return fails.test(candidate);
  }

  private Scenario either(Scenario candidate, Scenario otherwise) {
    return !candidate.equals(otherwise) && fails(candidate) ? candidate : otherwise;
  }

  /**
   * What makes everything after it cheaper: a shop that only does what is written, a small tower.
   */
  private Scenario plainer(Scenario given) {
    Scenario best = either(given.withLeast(0), given);
    for (String tower : towers.subList(0, Math.max(0, towers.indexOf(given.tower())))) {
      Scenario plainer = best.in(tower);
      if (fails(plainer)) {
        best = plainer;
        break;
      }
    }
    return either(best.limited(NO_LIMIT_S, NO_LIMIT_S), best);
  }

  private Scenario fewer(Scenario given) {
    Predicate<List<Happening>> still = some -> fails(given.with(some));
    return given.with(new Ddmin<>(still).of(given.happenings()));
  }

  /** Everything so much earlier that the first of it comes soon: what it waited for is gone. */
  private Scenario earlier(Scenario given) {
    if (given.happenings().isEmpty()) {
      return given;
    }
    long first = given.happenings().getFirst().atMs();
    for (long begin : BEGINNINGS_MS) {
      if (begin < first) {
        Scenario candidate =
            given.with(
                given.happenings().stream().map(one -> shifted(one, begin - first)).toList());
        if (fails(candidate)) {
          return candidate;
        }
      }
    }
    return given;
  }

  private static Happening shifted(Happening one, long ms) {
    return new Happening(
        one.atMs() + ms, one.what(), one.intoTransferMs(), one.lastsMs(), one.draw());
  }

  /** As short and as empty as it can be. */
  private Scenario shorter(Scenario given) {
    Scenario best =
        smallest(
            given, given.lengthS(), SHORTEST_S, s -> given.lasting(s, Math.min(s, given.calmS())));
    Scenario shortest = best;
    return smallest(best, best.fullPercent(), 0, shortest::full);
  }

  /** Between two numbers the smallest that fails, where smaller ones fail no longer. */
  private Scenario smallest(Scenario given, int from, int to, IntFunction<Scenario> with) {
    Scenario best = given;
    int fails = from;
    int holds = to - 1;
    while (fails - holds > Math.max(1, fails / 20)) {
      int middle = holds + (fails - holds) / 2;
      Scenario candidate = with.apply(middle);
      if (fails(candidate)) {
        best = candidate;
        fails = middle;
      } else {
        holds = middle;
      }
    }
    return best;
  }

  /** Times in whole minutes or seconds, nothing that waits, nothing that lasts, where it may be. */
  private Scenario plainNumbers(Scenario given) {
    Scenario best = given;
    for (int i = 0; i < given.happenings().size(); i++) {
      Happening one = given.happenings().get(i);
      Happening plain = one;
      for (UnaryOperator<Happening> simpler : SIMPLER) {
        Happening candidate = simpler.apply(plain);
        if (!candidate.equals(plain) && fails(replaced(best, plain, candidate))) {
          best = replaced(best, plain, candidate);
          plain = candidate;
        }
      }
    }
    return best;
  }

  /** At a whole multiple. */
  private static Happening at(Happening one, long ms) {
    long plain = one.atMs() / ms * ms;
    return new Happening(plain, one.what(), one.intoTransferMs(), one.lastsMs(), one.draw());
  }

  private static Happening into(Happening one, int ms) {
    int plain = one.waitsForTransfer() ? one.intoTransferMs() / ms * ms : one.intoTransferMs();
    return new Happening(one.atMs(), one.what(), plain, one.lastsMs(), one.draw());
  }

  private static Happening lasting(Happening one, long ms) {
    long plain = one.lastsMs() / ms * ms;
    return new Happening(one.atMs(), one.what(), one.intoTransferMs(), plain, one.draw());
  }

  private static Scenario replaced(Scenario given, Happening old, Happening other) {
    List<Happening> happenings = new ArrayList<>(given.happenings());
    happenings.set(happenings.indexOf(old), other);
    happenings.sort(Comparator.comparingLong(Happening::atMs).thenComparing(Happening::draw));
    return given.with(happenings);
  }
}
