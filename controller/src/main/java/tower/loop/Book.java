package tower.loop;

import java.util.ArrayList;
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
 * What is published. A cycle leaves references only; the words for people are made when somebody
 * looks, on the looker's thread.
 */
final class Book {
  private record Page(
      TowerState tower, Ledger facts, StepClock clock, long nowNanos, Snapshot.Counts counts) {}

  private final Site site;
  private final long periodNanos;
  private Ledger durable;
  private StepClock clock;
  private long cycles;
  private long microsSum;
  private long microsMax;
  private volatile @Nullable Shown shown;
  private long overruns;
  private volatile Page page;

  Book(Site site, TowerState begin, long periodNanos) {
    this.site = site;
    this.periodNanos = periodNanos;
    durable = begin.ledger();
    clock = StepClock.begin(begin);
    Snapshot.Counts none = new Snapshot.Counts(0, 0, 0, 0, 0, 0, 0, 0, 0);
    page = new Page(begin, begin.ledger(), clock, 0, none);
  }

  void durable(Ledger ledger) {
    durable = ledger;
  }

  void cycle(
      TowerState tower, long nowNanos, long tookNanos, long exchanges, long doubtful, int queued) {
    long micros = tookNanos / 1000;
    cycles++;
    microsSum += micros;
    microsMax = Math.max(microsMax, micros);
    if (tookNanos > periodNanos) {
      overruns++;
    }
    Snapshot.Counts counts =
        new Snapshot.Counts(
            cycles, microsSum, micros, microsMax, overruns, exchanges, doubtful, 0, queued);
    clock = clock.look(site, tower, nowNanos / 1_000_000);
    page = new Page(tower, durable, clock, nowNanos, counts);
  }

  Ledger facts() {
    return page.facts();
  }

  /** Rendered once a cycle, however many ask. */
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
