package tower.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.Inventory;
import tower.model.Job;
import tower.model.JobKind;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Portal;
import tower.model.Reach;
import tower.model.Reason;
import tower.model.Step;
import tower.model.Vehicle;
import tower.plan.Coming;
import tower.plan.Experience;
import tower.plan.Forecast;
import tower.plan.PortalEntry;
import tower.plan.Spread;
import tower.plan.StepTimes;
import tower.plan.Work;

/** Puts one state of the tower into the words of a forecast. */
final class Expecting {
  /** From the record's comparison to the first job. */
  private static final long COMPARED_MS = 1_000;

  /** So long a portal may look taken after its customer has left. */
  private static final long COMES_FREE_MS = 3_000;

  private final Site site;
  private final TowerState tower;
  private final StepClock clock;
  private final Turn t;
  private final Experience experience;
  private final StepTimes times;

  Expecting(Site site, TowerState tower, StepClock clock, Turn t) {
    this.site = site;
    this.tower = tower;
    this.clock = clock;
    this.t = t;
    experience = clock.experience();
    times = StepClock.times(site);
  }

  /**
   * The forecast from here.
   *
   * @param jobs the one under way, then those that wait
   */
  Forecast forecast(List<Job> jobs) {
    List<Work> queue = new ArrayList<>();
    Run run = Outputs.run(tower.state());
    Job doing = null;
    for (Job job : jobs) {
      if (run != null && job.id().equals(run.jobId())) {
        doing = job;
      } else {
        queue.add(waiting(job));
      }
    }
    List<PortalEntry> entries = t.layout().portals().stream().map(this::entry).toList();
    TreeMap<String, Vehicle> vehicles = new TreeMap<>(tower.ledger().vehicles());
    arriving(queue, vehicles);
    scheduled(queue);
    Inventory now = Dispatch.inventory(t);
    Forecast forecast =
        new Forecast(
            site.planner(),
            times,
            experience,
            new Inventory(vehicles, now.unusable()),
            arrivesAt(run),
            busy(run),
            entries,
            queue,
            coming());
    if (doing != null && run != null) {
      List<Step> left = run.steps().subList(run.index() + 1, run.steps().size());
      forecast.doing(doing.kind(), doing.vin(), doing.owner(), run.step(), left);
    }
    return forecast.run();
  }

  private static Work waiting(Job job) {
    boolean portalFirst = job.reason().code().equals(Dispatch.NO_FREE_PORTAL);
    return new Work(job.kind(), job.vin(), job.owner(), Spread.NONE, portalFirst, age(job.id()));
  }

  /** Ids of whatever kind rise with time. */
  private static String age(String id) {
    return id.substring(id.indexOf('-'));
  }

  private List<Coming> coming() {
    return tower.ledger().intakes().values().stream()
        .filter(intake -> intake.state() == IntakeState.QUEUED)
        .map(intake -> new Coming(intake.vehicle(), intake.id(), age(intake.id())))
        .toList();
  }

  /** Where the carrier is when the step under way is done. */
  private Reach arrivesAt(@Nullable Run run) {
    return run != null && run.step() instanceof Step.Travel travel
        ? t.layout().reach(travel.to())
        : StepClock.at(tower);
  }

  /** Until the step under way is done; of a homing, until all of it is. */
  private Spread busy(@Nullable Run run) {
    long nowMs = t.stamp.nowMs();
    if (tower.state() instanceof State.Recovering s) {
      return Spread.of(Math.max(0, s.untilMs() - nowMs) + COMPARED_MS, COMPARED_MS);
    }
    if (run == null) {
      return Spread.NONE;
    }
    Spread left = step(run.step()).after(clock.elapsedMs(nowMs));
    if (tower.state() instanceof State.Homing) {
      for (Step step : run.steps().subList(run.index() + 1, run.steps().size())) {
        left = left.plus(step(step));
      }
      left = left.plus(Spread.of(site.settings().settleMs() + COMPARED_MS, COMPARED_MS));
    }
    return left;
  }

  private Spread step(Step step) {
    return experience.of(StepTimes.what(step), clock.plannedMs(times, step, tower));
  }

  private PortalEntry entry(Portal portal) {
    PortalUse use = tower.ledger().portals().get(portal.id());
    if (use == null || use.phase() == PortalPhase.UNCONFIRMED) {
      Reason why =
          Reasons.of(
              "portal-unconfirmed",
              "nobody has confirmed that portal " + portal.id() + " is empty of people",
              "look into portal " + portal.id() + ", shut it, press confirm outside and let it go");
      return new PortalEntry(portal, use == null ? null : use.user(), null, why);
    }
    Intake comes = PortalVisit.intake(t, use);
    if (comes != null && comes.state() == IntakeState.REFUSED) {
      return new PortalEntry(portal, null, null, comes.reason());
    }
    Experience.What what = StepClock.what(tower.ledger(), use);
    if (what == Experience.What.COLLECT || what == Experience.What.LEAVE) {
      return new PortalEntry(portal, null, people(what, portal.id()), null);
    }
    if (use.user() != null) {
      return new PortalEntry(portal, use.user(), null, null);
    }
    if (Dispatch.free(t, portal)) {
      return new PortalEntry(portal, null, Spread.NONE, null);
    }
    return t.ledger.mayHold(new Place.AtPortal(portal.id()))
        ? new PortalEntry(
            portal,
            null,
            null,
            Reasons.of(Dispatch.NO_FREE_PORTAL, "a car stands in portal " + portal.id(), "wait"))
        : new PortalEntry(portal, null, Spread.of(COMES_FREE_MS, COMES_FREE_MS), null);
  }

  /** Until its customer has left. */
  private Spread people(Experience.What what, String portal) {
    Spread left = people(what).after(clock.stayedMs(portal, t.stamp.nowMs()));
    return what == Experience.What.COLLECT ? left.plus(people(Experience.What.LEAVE)) : left;
  }

  private Spread people(Experience.What what) {
    return experience.of(what, Forecast.plannedMs(what));
  }

  /** Cars that are being driven in, and those that will be once a portal is free for them. */
  private void arriving(List<Work> queue, Map<String, Vehicle> vehicles) {
    for (Intake intake : tower.ledger().intakes().values()) {
      String portal = intake.portal();
      if (intake.state() == IntakeState.ARRIVING && portal != null) {
        Vehicle vehicle = intake.vehicle();
        vehicles.put(vehicle.vin(), vehicle.at(new Place.AtPortal(portal)));
        Spread in = people(Experience.What.ARRIVE, portal);
        queue.add(
            new Work(JobKind.STORAGE, vehicle.vin(), intake.id(), in, false, age(intake.id())));
      }
    }
  }

  /** Appointments, the earliest first. */
  private void scheduled(List<Work> queue) {
    if (!t.knowsTheTime()) {
      return;
    }
    tower.ledger().pickups().values().stream()
        .filter(p -> p.state() == PickupState.SCHEDULED)
        .sorted(Comparator.comparingLong(this::dueUtcMs))
        .forEach(p ->
            queue.add(
                new Work(
                    JobKind.RETRIEVAL,
                    p.vin(),
                    p.id(),
                    Spread.of(Math.max(0, dueUtcMs(p) - t.stamp.utcMs()), 0),
                    false,
                    age(p.id()))));
  }

  private long dueUtcMs(Pickup pickup) {
    Long ready = pickup.terms().readyAtUtcMs();
    return ready == null ? 0 : ready - site.settings().leadMs();
  }
}
