package tower.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tower.model.AxisName;
import tower.model.AxisReport;
import tower.model.InputImage;
import tower.model.Layout;
import tower.model.Reason;

/**
 * One event being decided: the state so far, and the facts and effects collected so far. It lives
 * only within {@link Tower#on}, which stays pure.
 */
final class Turn {
  final Site site;
  final Stamp stamp;
  private final TowerState before;
  private final long firstSeq;
  private final List<Fact> facts = new ArrayList<>(4);
  private final List<Effect> effects = new ArrayList<>(2);
  Ledger ledger;
  State state;
  Event.Observed seen;
  WallClock clock;
  boolean axesReferencedHere;
  Stance stance;
  SortedMap<String, PortalRun> portals;
  SortedMap<String, Long> disagreeing;
  List<String> sequence;
  List<Recent> recent;
  long durableSeq;
  long pendingSinceMs;
  String storeTrouble;
  private long troubleSeq;
  long triedSeq;
  long triedMs;

  Turn(Site site, TowerState before, Stamp stamp) {
    this.site = site;
    this.before = before;
    this.stamp = stamp;
    this.firstSeq = before.ledger().seq() + 1;
    ledger = before.ledger();
    state = before.state();
    seen = before.last();
    clock = before.clock();
    axesReferencedHere = before.axesReferencedHere();
    stance = before.stance();
    portals = before.portals();
    disagreeing = before.disagreeing();
    sequence = before.sequence();
    recent = before.recent();
    durableSeq = before.durableSeq();
    pendingSinceMs = before.pendingSinceMs();
    storeTrouble = before.storeTrouble();
    troubleSeq = before.troubleSeq();
    triedSeq = before.triedSeq();
    triedMs = before.triedMs();
  }

  /** Adds a fact and folds it into the ledger; returns its sequence. */
  long fact(Fact fact) {
    facts.add(fact);
    ledger = ledger.apply(fact);
    if (pendingSinceMs == TowerState.NONE_WAITS) {
      pendingSinceMs = stamp.nowMs();
    }
    return ledger.seq();
  }

  /** True when this turn has changed the ledger. */
  boolean hasFacts() {
    return !facts.isEmpty();
  }

  void effect(Effect effect) {
    effects.add(effect);
  }

  /**
   * The one door through which every change of state passes: old, new, when and why are written.
   */
  void become(State next, Reason why) {
    fact(new Fact.StateChanged(state.key(), next.key(), why));
    state = next;
  }

  /** Changes a portal's use. */
  void portal(PortalUse use) {
    long seq = fact(new Fact.PortalSet(use));
    portalRun(use.portal(), PortalRun.begun(stamp.nowMs(), seq));
  }

  void portalRun(String portal, PortalRun run) {
    TreeMap<String, PortalRun> next = new TreeMap<>(portals);
    next.put(portal, run);
    portals = Collections.unmodifiableSortedMap(next);
  }

  /** True when the board's clock is to be believed, and not behind what was signed. */
  boolean knowsTheTime() {
    return clock.certain() && clock.utcMs() >= ledger.floorUtcMs() - Vouchers.SKEW_MS;
  }

  /** True when it is surely that late. */
  boolean reached(long atUtcMs) {
    return knowsTheTime() && clock.utcMs() >= atUtcMs;
  }

  /** True once a second, when the board's clock was looked at. */
  // Identity is meant: a clock that was not looked at is the same one.
  @SuppressWarnings("ReferenceEquality")
  boolean clockLooked() {
    return clock != before.clock();
  }

  Layout layout() {
    return site.layout();
  }

  InputImage inputs() {
    return seen.inputs();
  }

  /** The inputs of the look before this one, for edges. */
  InputImage inputsBefore() {
    return before.last().inputs();
  }

  /** True when any input has changed since the last look. */
  // Identity is meant: the edges hand the same image on while nothing changes.
  @SuppressWarnings("ReferenceEquality")
  boolean inputsChanged() {
    return inputs() != inputsBefore();
  }

  /** True when the point was known to be off at the last look and is on now. */
  boolean rose(int point) {
    return inputsBefore().off(point) && inputs().on(point);
  }

  /** True when the point was known to be on at the last look and is off now. */
  boolean fell(int point) {
    return inputsBefore().on(point) && inputs().off(point);
  }

  /** The report of an axis, null when the tower has no such axis or nothing was read yet. */
  @Nullable AxisReport axis(AxisName name) {
    return axis(name, seen);
  }

  /** The report of the look before this one. */
  @Nullable AxisReport axisBefore(AxisName name) {
    return axis(name, before.last());
  }

  private static @Nullable AxisReport axis(AxisName name, Event.Observed seen) {
    for (AxisReport report : seen.axes()) {
      if (report.axis() == name) {
        return report;
      }
    }
    return null;
  }

  long ageMs(int point) {
    return stamp.nowMs() - inputs().changedMs(point);
  }

  /** The disk has no space for the batch that it is writing. */
  void storeFull(String why) {
    if (storeTrouble.isEmpty()) {
      troubleSeq = ledger.seq();
    }
    storeTrouble = why;
  }

  /**
   * Success of an older batch may come after the news that there is no space for the next: only
   * when everything that waited then is durable the disk has space again.
   */
  void storeTakes() {
    if (durableSeq >= troubleSeq) {
      storeTrouble = "";
    }
  }

  Outcome outcome() {
    if (facts.isEmpty() && effects.isEmpty() && unchanged()) {
      return new Outcome(before, List.of(), firstSeq, List.of());
    }
    TowerState next =
        new TowerState(
            ledger,
            state,
            durableSeq,
            pendingSinceMs,
            seen,
            clock,
            axesReferencedHere,
            stance,
            portals,
            disagreeing,
            sequence,
            recent,
            storeTrouble,
            troubleSeq,
            triedSeq,
            triedMs);
    return new Outcome(next, List.copyOf(facts), firstSeq, List.copyOf(effects));
  }

  // Identity is meant: everything here is immutable, and a cycle that changes nothing costs
  // nothing.
  @SuppressWarnings("ReferenceEquality")
  private boolean unchanged() {
    return state == before.state()
        && seen == before.last()
        && clock == before.clock()
        && stance == before.stance()
        && portals == before.portals()
        && disagreeing == before.disagreeing()
        && durableSeq == before.durableSeq()
        && pendingSinceMs == before.pendingSinceMs()
        && sequence == before.sequence()
        && recent == before.recent()
        && storeTrouble.equals(before.storeTrouble())
        && triedSeq == before.triedSeq()
        && triedMs == before.triedMs();
  }
}
