package tower.simulator.cuts;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import tower.simulator.hunt.Towers;
import tower.simulator.product.StoreFaults;

/**
 * Every way to cut some nominal jobs short: once without a cut, then at every boundary, then at
 * pairs of boundaries, the second one in the life that recovers from the first.
 */
public final class Cuts {
  private final Towers towers;
  private final List<Kind> kinds;
  private final boolean boardOnly;
  private final int jobs;
  private final Consumer<StoreFaults> broken;
  private boolean enough;

  /**
   * Cuts that have not been made.
   *
   * @param boardOnly true when the board dies while the drives live on, false for a power cut
   * @param jobs cases at a time, each on one thread
   */
  public Cuts(Towers towers, List<Kind> kinds, boolean boardOnly, int jobs) {
    this(towers, kinds, boardOnly, jobs, disk -> {});
  }

  /** The same with something broken in the simulated disk, to show that it is found. */
  Cuts(Towers towers, List<Kind> kinds, boolean boardOnly, int jobs, Consumer<StoreFaults> broken) {
    this.towers = towers;
    this.kinds = List.copyOf(kinds);
    this.boardOnly = boardOnly;
    this.jobs = Math.max(1, jobs);
    this.broken = broken;
  }

  /** Who is told how it goes; calls come one at a time. */
  public interface Listener {
    /** A stage begins. */
    void begins(String stage, long cases);

    /**
     * A case has ended.
     *
     * @return false when enough was found, and the rest need not be run
     */
    boolean ended(CaseReport report);
  }

  /**
   * What to run.
   *
   * @param every only every so manieth of the single cuts, 1 for all
   * @param pairs so many pairs of all that there are, {@link #ALL} for all
   * @param seed of the sample of pairs
   */
  public record Extent(int every, long pairs, long seed) {
    /** All pairs. */
    public static final long ALL = Long.MAX_VALUE;
  }

  /** One case. */
  public static CaseReport one(Case name, Towers towers) {
    return one(name, towers, disk -> {});
  }

  private static CaseReport one(Case name, Towers towers, Consumer<StoreFaults> broken) {
    try (CaseRun run = new CaseRun(name, towers, broken)) {
      return run.run();
    } catch (RuntimeException e) {
      throw new IllegalStateException(name.replay() + ": " + e, e);
    }
  }

  /**
   * Runs it all.
   *
   * @throws InterruptedException when it was asked to end early
   */
  public Tally run(Extent extent, Listener listener) throws InterruptedException {
    Tally tally = new Tally(kinds);
    @Nullable CaseReport[] nominal = new @Nullable CaseReport[kinds.size()];
    stage(
        "nominal jobs",
        kinds.size(),
        i -> nominal(kinds.get((int) i)),
        listener,
        (i, r) -> {
          nominal[(int) i] = r;
          tally.nominal(r);
        });
    List<Case> singles = singles(nominal, extent.every());
    Pairs pairs = new Pairs(singles.size());
    stage(
        "single cuts",
        singles.size(),
        i -> singles.get((int) i),
        listener,
        (i, r) -> {
          pairs.add((int) i, r);
          tally.single(r);
        });
    tally.allPairs(pairs.total());
    long[] sample = pairs.sample(extent.pairs(), extent.seed());
    stage(
        "pairs", sample.length, i -> pairs.get(sample[(int) i]), listener, (i, r) -> tally.pair(r));
    return tally;
  }

  private Case nominal(Kind kind) {
    return new Case(kind, boardOnly, List.of());
  }

  private static List<Case> singles(@Nullable CaseReport[] nominal, int every) {
    List<Case> all = new ArrayList<>();
    for (CaseReport report : nominal) {
      if (report != null) {
        report.lives().getFirst().cuts().forEach(cut -> all.add(report.name().then(cut)));
      }
    }
    List<Case> some = new ArrayList<>();
    for (int i = 0; i < all.size(); i += every) {
      some.add(all.get(i));
    }
    return some;
  }

  private interface Then {
    void accept(long number, CaseReport report);
  }

  private void stage(
      String name, long count, LongFunction<Case> cases, Listener listener, Then then)
      throws InterruptedException {
    if (count == 0 || enough) {
      return;
    }
    listener.begins(name, count);
    new Workers<CaseReport>(
            jobs,
            (i, report) -> {
              then.accept(i, report);
              enough = !listener.ended(report) || enough;
              return !enough;
            })
        .run(count, i -> one(cases.apply(i), towers, broken));
  }
}
