package tower.loop;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tower.core.Foresight;
import tower.core.Ledger;
import tower.core.Mode;
import tower.core.Reporting;
import tower.core.Site;
import tower.core.Stamp;
import tower.core.StepClock;
import tower.core.TowerState;
import tower.model.Reason;

/**
 * What is published. The loop leaves references only, the disk's thread says how much of them is
 * durable; the words for people are made when somebody looks, on the looker's thread.
 */
final class Book {
  private record Page(
      TowerState tower, Ledger facts, StepClock clock, long nowNanos, Snapshot.Counts counts) {}

  private final Site site;
  private final long periodNanos;

  // All but the last two are guarded by this object.
  private final Deque<Ledger> undurable = new ArrayDeque<>();
  private StepClock clock;
  private long cycles;
  private long microsSum;
  private long microsMax;
  private long overruns;
  private volatile Page page;
  private volatile @Nullable Shown shown;

  Book(Site site, TowerState begin, long periodNanos) {
    this.site = site;
    this.periodNanos = periodNanos;
    clock = StepClock.begin(begin);
    Snapshot.Counts none = new Snapshot.Counts(0, 0, 0, 0, 0, 0, 0, 0, 0);
    page = new Page(begin, begin.ledger(), clock, 0, none);
  }

  /**
   * The tower has decided something that is about to be given to the disk. Shown before it can be
   * durable: what is durable is never newer than what is shown.
   */
  synchronized void decided(TowerState tower) {
    undurable.add(tower.ledger());
    Page p = page; // what time it is the cycle says
    page = new Page(tower, p.facts(), p.clock(), p.nowNanos(), p.counts());
  }

  /** Everything up to and including this sequence is durable. */
  synchronized void durable(long seq) {
    Ledger newest = null;
    while (!undurable.isEmpty() && undurable.element().seq() <= seq) {
      newest = undurable.remove();
    }
    if (newest != null) {
      Page p = page;
      page = new Page(p.tower(), newest, p.clock(), p.nowNanos(), p.counts());
    }
  }

  synchronized void cycle(
      TowerState tower, long nowNanos, long tookNanos, long exchanges, long doubtful) {
    long micros = tookNanos / 1000;
    cycles++;
    microsSum += micros;
    microsMax = Math.max(microsMax, micros);
    if (tookNanos > periodNanos) {
      overruns++;
    }
    Snapshot.Counts counts =
        new Snapshot.Counts(
            cycles,
            microsSum,
            micros,
            microsMax,
            overruns,
            exchanges,
            doubtful,
            0,
            undurable.size());
    clock = clock.look(site, tower, nowNanos / 1_000_000);
    page = new Page(tower, page.facts(), clock, nowNanos, counts);
  }

  Ledger facts() {
    return page.facts();
  }

  /** Rendered once, however many ask. */
  // Identity is meant: what was rendered is this page or another one.
  @SuppressWarnings("ReferenceEquality")
  Snapshot snapshot(int inboxQueued) {
    Page p = page;
    Shown last = shown;
    if (last != null && last.page() == p && last.inboxQueued() == inboxQueued) {
      return last.snapshot();
    }
    Snapshot now = snapshot(p, inboxQueued);
    shown = new Shown(p, inboxQueued, now);
    return now;
  }

  private record Shown(Page page, int inboxQueued, Snapshot snapshot) {}

  private Snapshot snapshot(Page p, int inboxQueued) {
    TowerState tower = p.tower();
    Mode mode = Mode.of(tower.state());
    Stamp now = new Stamp(p.nowNanos() / 1_000_000, 0, false);
    List<Reason> reasons = new ArrayList<>(Reporting.reasons(site, tower, now));
    Snapshot.Counts c = p.counts();
    Snapshot.Counts counts =
        new Snapshot.Counts(
            c.cycles(),
            c.cycleMicrosSum(),
            c.cycleMicrosLast(),
            c.cycleMicrosMax(),
            c.overruns(),
            c.busExchanges(),
            c.busFailures(),
            inboxQueued,
            c.storeQueued());
    return new Snapshot(
        p.facts(),
        new Snapshot.Live(
            now.nowMs(),
            tower.state().key(),
            mode.control().name().toLowerCase(Locale.ROOT),
            mode.takesWork(),
            reasons,
            tower.last().axes(),
            Reporting.jobId(tower),
            disk(tower, now),
            counts),
        new Foresight(site, tower, p.clock(), now.nowMs()));
  }

  private Snapshot.Disk disk(TowerState tower, Stamp now) {
    if (!tower.storeTrouble().isEmpty()) {
      return Snapshot.Disk.FULL;
    }
    return Reporting.commitSlow(site, tower, now) ? Snapshot.Disk.SLOW : Snapshot.Disk.OK;
  }
}
