package tower.core;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tower.model.AxisReport;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Reach;
import tower.model.Side;
import tower.model.Step;
import tower.plan.Experience;
import tower.plan.Forecast;
import tower.plan.StepTimes;

/**
 * Takes the time of steps and of visits, state after state, for the estimates. Nothing that it
 * knows decides anything; it begins anew with each process. Immutable.
 */
public final class StepClock {
  private final Experience experience;
  private final State state;
  private final SortedMap<String, PortalUse> uses;
  private final @Nullable Doing doing;
  private final SortedMap<String, Stay> stays;

  private record Doing(
      @Nullable String jobId, int index, Step step, long sinceMs, long plannedMs) {}

  private record Stay(Experience.What what, long sinceMs) {}

  private StepClock(
      Experience experience,
      State state,
      SortedMap<String, PortalUse> uses,
      @Nullable Doing doing,
      SortedMap<String, Stay> stays) {
    this.experience = experience;
    this.state = state;
    this.uses = uses;
    this.doing = doing;
    this.stays = stays;
  }

  /** Nothing was measured yet. */
  public static StepClock begin(TowerState tower) {
    return new StepClock(
        Experience.NONE, tower.state(), Collections.emptySortedMap(), null, new TreeMap<>());
  }

  /** What was measured so far. */
  public Experience experience() {
    return experience;
  }

  /** For how long the step under way has been done, 0 when none is. */
  long elapsedMs(long nowMs) {
    return doing == null ? 0 : nowMs - doing.sinceMs;
  }

  /** What a step should take: as it was when it began, if it is the one under way. */
  long plannedMs(StepTimes times, Step step, TowerState now) {
    return doing != null && doing.step.equals(step)
        ? doing.plannedMs
        : times.plannedMs(step, at(now));
  }

  /** For how long a portal has been in its customer's hands, 0 when it is not. */
  long stayedMs(String portal, long nowMs) {
    Stay stay = stays.get(portal);
    return stay == null ? 0 : nowMs - stay.sinceMs;
  }

  /** The clock after the tower's next state. */
  // Identity is meant: a cycle that changes nothing costs nothing.
  @SuppressWarnings("ReferenceEquality")
  public StepClock look(Site site, TowerState tower, long nowMs) {
    boolean sameUses = tower.ledger().portals() == uses;
    if (tower.state() == state && sameUses) {
      return this;
    }
    Run run = Outputs.run(tower.state());
    Experience learnt = experience;
    Doing next = doing;
    if (!same(doing, run)) {
      if (doing != null && finished(doing, tower.state(), run)) {
        learnt = learnt.with(StepTimes.what(doing.step), doing.plannedMs, nowMs - doing.sinceMs);
      }
      next = run == null ? null : begun(site, tower, run, nowMs);
    }
    SortedMap<String, Stay> nextStays = stays(tower, nowMs);
    for (String portal : stays.keySet()) {
      Stay stay = stays.get(portal);
      if (stay != null && left(portal, stay, nextStays, tower)) {
        learnt = learnt.with(stay.what, Forecast.plannedMs(stay.what), nowMs - stay.sinceMs);
      }
    }
    return new StepClock(learnt, tower.state(), tower.ledger().portals(), next, nextStays);
  }

  private static boolean same(@Nullable Doing doing, @Nullable Run run) {
    return doing == null
        ? run == null
        : run != null
            && Objects.equals(doing.jobId, run.jobId())
            && doing.index == run.index()
            && doing.step.equals(run.step());
  }

  /** The next step of the same list has begun, or the list is done: only then it was confirmed. */
  private boolean finished(Doing done, State now, @Nullable Run run) {
    Run was = Outputs.run(state);
    boolean next =
        run != null && Objects.equals(run.jobId(), done.jobId) && run.index() == done.index + 1;
    boolean last = was != null && was.last();
    return next || (last && (now instanceof State.Ready || now instanceof State.Recovering));
  }

  private static Doing begun(Site site, TowerState tower, Run run, long nowMs) {
    long plannedMs = times(site).plannedMs(run.step(), at(tower));
    return new Doing(run.jobId(), run.index(), run.step(), nowMs, plannedMs);
  }

  static StepTimes times(Site site) {
    return new StepTimes(
        site.layout(), site.settings().doorLeastMs(), site.settings().lifterLeastMs());
  }

  /** Where the carrier is by its encoders. */
  static Reach at(TowerState tower) {
    int lift = 0;
    int turn = 0;
    int traverse = 0;
    for (AxisReport report : tower.last().axes()) {
      switch (report.axis()) {
        case LIFT -> lift = report.position();
        case TURN -> turn = report.position();
        case TRAVERSE -> traverse = report.position();
        case SHUTTLE -> {}
      }
    }
    return new Reach(0, lift, turn, traverse, Side.RIGHT, 1, 1);
  }

  private SortedMap<String, Stay> stays(TowerState tower, long nowMs) {
    SortedMap<String, Stay> next = new TreeMap<>();
    for (PortalUse use : tower.ledger().portals().values()) {
      Experience.What what = what(tower.ledger(), use);
      if (what != null) {
        Stay before = stays.get(use.portal());
        boolean goesOn = before != null && before.what == what;
        next.put(use.portal(), goesOn && before != null ? before : new Stay(what, nowMs));
      }
    }
    return next;
  }

  /** A portal that nobody has confirmed tells nothing of how long its visitor took. */
  private static boolean left(
      String portal, Stay stay, SortedMap<String, Stay> next, TowerState tower) {
    Stay now = next.get(portal);
    PortalUse use = tower.ledger().portals().get(portal);
    boolean over = now == null || now.what != stay.what;
    return over && use != null && use.phase() != PortalPhase.UNCONFIRMED;
  }

  static Experience.@Nullable What what(Ledger ledger, PortalUse use) {
    if (use.user() == null || use.phase() == PortalPhase.UNCONFIRMED) {
      return null;
    }
    Pickup pickup = ledger.pickups().get(use.user());
    Intake intake = ledger.intakes().get(use.user());
    if (use.phase() == PortalPhase.SHUT) {
      return pickup != null && pickup.state() == PickupState.STAGED
          ? Experience.What.COLLECT
          : null;
    }
    if (pickup != null) {
      return Experience.What.LEAVE;
    }
    return intake != null && intake.state() == IntakeState.ARRIVING ? Experience.What.ARRIVE : null;
  }
}
