package tower.core;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tower.model.Intake;
import tower.model.Job;
import tower.model.JobState;
import tower.model.MaintenanceWindow;
import tower.model.Pickup;
import tower.model.Purpose;
import tower.model.Reason;
import tower.model.Release;
import tower.model.Terms;
import tower.plan.Forecast;
import tower.plan.Spread;

/** The outlook from one state of the tower; see {@link Outlook}. */
public final class Foresight implements Outlook {
  /** Fits every test of a voucher that is of no shop: nobody can hand it in. */
  private static final Release NO_VOUCHER = new Release("", "", "", 0, Long.MAX_VALUE / 2, 0);

  private final Site site;
  private final TowerState tower;
  private final StepClock clock;
  private final Turn t;
  private @Nullable Forecast forecast;

  /**
   * The outlook from here.
   *
   * @param clock what steps and visits have taken
   * @param nowMs monotonic time of the state
   */
  public Foresight(Site site, TowerState tower, StepClock clock, long nowMs) {
    this.site = site;
    this.tower = tower;
    this.clock = clock;
    WallClock wall = tower.clock();
    t = new Turn(site, tower, new Stamp(nowMs, wall.utcMsAt(nowMs), wall.trusted()));
  }

  @Override
  public @Nullable Long utcMs() {
    return t.knowsTheTime() ? t.stamp.utcMs() : null;
  }

  @Override
  public List<Reason> lacks() {
    List<Reason> lacks = new ArrayList<>();
    if (tower.ledger().keys().version() == 0) {
      lacks.add(
          Reasons.of(
              "no-keys",
              "the tower has no list of the shop's keys yet, so it can verify no voucher",
              "send the list of keys"));
    }
    if (!t.knowsTheTime()) {
      lacks.add(
          Reasons.of(
              "clock-not-trusted",
              "the tower does not know what time it is: nothing becomes due, and no voucher that is"
                  + " not valid yet can be told from one that is",
              "connect the tower to network time"));
    }
    return lacks;
  }

  @Override
  public List<MaintenanceWindow.Span> maintenance() {
    Long now = utcMs();
    return now == null
        ? List.of()
        : Maintenance.ahead(site.settings().windows(), Instant.ofEpochMilli(now));
  }

  @Override
  public @Nullable Instant maintainedUntil(Terms terms) {
    OffsetDateTime end = Maintenance.ends(t, terms);
    return end == null ? null : end.toInstant();
  }

  @Override
  public Trial dryRun(String vin, Purpose purpose, Terms terms) {
    Request request = new Request.NewPickup(vin, purpose, NO_VOUCHER, terms);
    Outcome outcome =
        Tower.on(
            site, tower, t.stamp, new Event.Requested(0, "", "", new Asker("", ""), request, null));
    for (Effect effect : outcome.effects()) {
      if (effect instanceof Effect.Reply reply) {
        return trial(reply.result(), outcome.next());
      }
    }
    throw new IllegalStateException("a request was not answered");
  }

  private Trial trial(Result result, TowerState then) {
    return switch (result) {
      case Result.PickupTaken taken ->
          new Trial(
              null,
              new Foresight(site, then, clock, t.stamp.nowMs()).estimate(taken.pickup().id()));
      case Result.Refused no -> new Trial(no, null);
      default -> throw new IllegalStateException("a pickup was answered with " + result);
    };
  }

  @Override
  public List<InLine> line() {
    List<InLine> line = new ArrayList<>();
    int position = 0;
    for (Job job : jobs()) {
      if (job.owner() != null) {
        line.add(new InLine(job.owner(), position));
      }
      position++;
    }
    return line;
  }

  /** The job under way, then those that wait, as the dispatcher takes them. */
  private List<Job> jobs() {
    List<Job> jobs = new ArrayList<>();
    for (Job job : tower.ledger().jobs().values()) {
      if (job.id().equals(Reporting.jobId(tower))) {
        jobs.addFirst(job);
      }
    }
    for (String id : Dispatch.sequence(t)) {
      Job job = tower.ledger().jobs().get(id);
      if (job != null && job.state() == JobState.WAITING && !jobs.contains(job)) {
        jobs.add(job);
      }
    }
    return jobs;
  }

  @Override
  public @Nullable Estimate estimate(String id) {
    Pickup pickup = tower.ledger().pickups().get(id);
    if (pickup != null) {
      return pickup(pickup);
    }
    Intake intake = tower.ledger().intakes().get(id);
    return intake == null ? null : intake(intake);
  }

  private Estimate pickup(Pickup pickup) {
    return switch (pickup.state()) {
      case SCHEDULED ->
          t.knowsTheTime()
              ? foreseen(pickup.id(), Stage.SCHEDULED)
              : Estimate.unknown(Stage.SCHEDULED, Estimate.NOT_IN_LINE, Appointments.scheduled(t));
      case QUEUED, RETRIEVING -> foreseen(pickup.id(), Staging.of(t, pickup));
      case STAGED -> Estimate.only(Stage.AT_PORTAL);
      case HANDING_OVER -> Estimate.only(Staging.door(t, pickup.portal()));
      case CANCELLING -> Estimate.only(stops() ? Stage.STOPPED : Stage.RETURNING);
      case OUT, LATE -> Estimate.only(Stage.AWAY);
      case ON_HOLD, OWED -> Estimate.unknown(Stage.STOPPED, Estimate.NOT_IN_LINE, pickup.reason());
      case COLLECTED, RETURNED, CANCELLED, RESTOWED, FAILED -> Estimate.only(Stage.ENDED);
    };
  }

  private Estimate intake(Intake intake) {
    return switch (intake.state()) {
      case QUEUED -> foreseen(intake.id(), Stage.WAITING);
      case ARRIVING -> foreseen(intake.id(), Staging.door(t, intake.portal()));
      case RECEIVED, STORING ->
          foreseen(intake.id(), Staging.of(t, intake.id(), intake.vehicle().vin()));
      case REFUSED, ON_HOLD ->
          Estimate.unknown(Stage.STOPPED, Estimate.NOT_IN_LINE, intake.reason());
      case STORED, CANCELLED, EXPIRED, FAILED -> Estimate.only(Stage.ENDED);
    };
  }

  private boolean stops() {
    return Mode.of(tower.state()).control() != Mode.Control.AUTOMATIC;
  }

  private Estimate foreseen(String id, Stage stage) {
    int position =
        line().stream()
            .filter(one -> one.id().equals(id))
            .mapToInt(InLine::position)
            .findFirst()
            .orElse(Estimate.NOT_IN_LINE);
    Optional<Reason> stopped = stopped();
    if (stopped.isPresent()) {
      Stage shown = stage == Stage.SCHEDULED ? stage : Stage.STOPPED;
      return Estimate.unknown(shown, position, stopped.get());
    }
    Spread ready = forecast().ready(id);
    if (ready != null) {
      return new Estimate(stage, position, Estimate.Ready.in(ready), null);
    }
    Reason barred = forecast().barred(id);
    Optional<Job> job = tower.ledger().jobOf(id);
    return Estimate.unknown(
        stage,
        position,
        barred != null
            ? barred
            : job.map(Job::reason)
                .orElseGet(() ->
                    Reasons.of(Dispatch.NO_FREE_PORTAL, "no portal is free", "wait for a portal")));
  }

  /** Why nothing can be foreseen at all: somebody must act, and nobody knows when. */
  private Optional<Reason> stopped() {
    Optional<Reason> store = Dispatch.storeReason(t);
    return store.isPresent() || !stops()
        ? store
        : Reporting.reasons(site, tower, t.stamp).stream().findFirst();
  }

  /** Asked for by several threads it is made more than once, and always the same. */
  private Forecast forecast() {
    Forecast made = forecast;
    if (made == null) {
      made = new Expecting(site, tower, clock, t).forecast(jobs());
      forecast = made;
    }
    return made;
  }
}
