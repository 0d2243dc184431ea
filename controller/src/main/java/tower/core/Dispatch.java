package tower.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.Inventory;
import tower.model.Job;
import tower.model.JobKind;
import tower.model.JobState;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Plan;
import tower.model.Points;
import tower.model.Portal;
import tower.model.Reason;
import tower.model.Vehicle;
import tower.plan.Planned;

/** Chooses the next job when the tower is ready, and begins it. */
public final class Dispatch {
  static final String NO_FREE_PORTAL = "no-free-portal";
  private static final long RETRY_MS = 1000;

  private Dispatch() {}

  /** Looks for work; a fruitless look is repeated when something has changed, or after a second. */
  static void look(Turn t) {
    boolean same = t.ledger.seq() == t.triedSeq && !t.inputsChanged();
    if (same && t.stamp.nowMs() - t.triedMs < RETRY_MS) {
      return;
    }
    if (storeReason(t).isEmpty() && work(t)) {
      return;
    }
    t.triedSeq = t.ledger.seq();
    t.triedMs = t.stamp.nowMs();
  }

  /** Why nothing new may start because of the disk. */
  static Optional<Reason> storeReason(Turn t) {
    if (!t.storeTrouble.isEmpty()) {
      return Optional.of(
          Reasons.of("store-full", t.storeTrouble, "free space on the tower's disk"));
    }
    long waiting =
        t.pendingSinceMs == TowerState.NONE_WAITS ? 0 : t.stamp.nowMs() - t.pendingSinceMs;
    return waiting < t.site.settings().commitSlowMs()
        ? Optional.empty()
        : Optional.of(
            Reasons.of(
                "store-slow",
                "the disk has not confirmed for " + waiting + " ms",
                "wait, or see the disk"));
  }

  private static boolean work(Turn t) {
    Optional<Vehicle> carried = t.ledger.vehicleAt(new Place.OnCarrier());
    if (carried.isPresent()) {
      return tryJob(t, jobOfCarried(t, carried.get()));
    }
    for (String id : sequence(t)) {
      Job job = t.ledger.jobs().get(id);
      if (job != null && job.state() == JobState.WAITING && tryJob(t, job)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A car on the carrier is in everybody's way: it goes first, under its own job or a fresh one.
   */
  private static Job jobOfCarried(Turn t, Vehicle vehicle) {
    for (Job job : t.ledger.jobs().values()) {
      if (job.vin().equals(vehicle.vin())) {
        return job;
      }
    }
    return Jobs.create(
        t,
        JobKind.STORAGE,
        vehicle.vin(),
        t.ledger.intakeOf(vehicle.vin()).map(Intake::id).orElse(null),
        Reasons.of("left-on-carrier", "the car was left on the carrier", "none"));
  }

  /** The jobs that wait for their turn. */
  public static List<Job> waiting(Ledger ledger) {
    return ledger.jobs().values().stream().filter(j -> j.state() == JobState.WAITING).toList();
  }

  /** The jobs in the sequence in which they are looked at. */
  static List<String> sequence(Turn t) {
    List<String> ids = new ArrayList<>(t.sequence);
    for (String id : t.ledger.jobs().keySet()) {
      if (!ids.contains(id)) {
        ids.add(id);
      }
    }
    return ids;
  }

  private static boolean tryJob(Turn t, Job job) {
    if (Jobs.settled(t, job)) {
      return false;
    }
    if (job.attempt() >= t.site.settings().maxAttempts()) {
      return giveUp(t, job);
    }
    String unsafe = unconfirmedPortal(t, job);
    if (unsafe != null) {
      return waits(
          t,
          job,
          Reasons.of(
              "portal-unconfirmed",
              "nobody has confirmed that portal " + unsafe + " is empty of people",
              "look into portal " + unsafe + ", shut it, press confirm outside and let it go"));
    }
    Optional<Place> to = destination(t, job);
    if (to.isEmpty()) {
      return withoutPortal(t, job);
    }
    return switch (t.site.planner().plan(job, inventory(t), to.get())) {
      case Planned.Go go -> start(t, job, go.plan());
      case Planned.RelocateFirst first -> relocate(t, job, first);
      case Planned.Refused no -> waits(t, job, no.reason());
    };
  }

  /** The portal that the job's car stands in, when nobody may reach into it; null otherwise. */
  private static @Nullable String unconfirmedPortal(Turn t, Job job) {
    Vehicle vehicle = t.ledger.vehicles().get(job.vin());
    if (vehicle == null || !(vehicle.place() instanceof Place.AtPortal at)) {
      return null;
    }
    PortalUse use = t.ledger.portals().get(at.portal());
    return use != null && use.phase() == PortalPhase.SHUT ? null : at.portal();
  }

  /** Tried often enough. A carrier that nobody can unload needs a person; all else goes on. */
  private static boolean giveUp(Turn t, Job job) {
    Jobs.fail(t, job, Contours.keeps(t, job).orElse(job.reason()));
    if (job.kind() == JobKind.RELOCATION) {
      Jobs.waitingFor(t, job.vin()).ifPresent(waiting -> Jobs.fail(t, waiting, job.reason()));
    }
    boolean carried = t.ledger.vehicleAt(new Place.OnCarrier()).isPresent();
    if (carried && job.kind() != JobKind.RETRIEVAL) {
      Reason why =
          Reasons.of(
              "carrier-not-unloaded",
              job.vin() + " could not be brought off the carrier: " + job.reason().text(),
              job.reason().clearing() + "; then reset and resume");
      t.become(new State.Held(why, true), why);
      return true;
    }
    return false;
  }

  /**
   * A retrieval waits for a portal, but not on the carrier while that could serve others: one in a
   * portal perhaps, and each would wait for the other.
   */
  private static boolean withoutPortal(Turn t, Job job) {
    Reason why = Reasons.of(NO_FREE_PORTAL, "no portal is free", "wait for a portal");
    Vehicle vehicle = t.ledger.vehicles().get(job.vin());
    if (vehicle == null || !(vehicle.place() instanceof Place.OnCarrier)) {
      return waits(t, job, why);
    }
    List<Job> waiting = waiting(t.ledger);
    for (Job other : waiting) {
      if (other.kind() == JobKind.RELOCATION && other.vin().equals(job.vin())) {
        return waits(t, job, why) || tryJob(t, other);
      }
    }
    if (waiting.stream().noneMatch(other -> canBegin(t, other))) {
      return waits(t, job, why);
    }
    Reason aside = Reasons.of("makes-way", "leaves the carrier to those who need it", "wait");
    Job relocation = Jobs.fresh(t, JobKind.RELOCATION, job.vin(), null, aside);
    return switch (t.site.planner().plan(relocation, inventory(t), new Place.Outside())) {
      case Planned.Go go -> waits(t, job, why) || start(t, relocation, go.plan(), aside);
      case Planned.RelocateFirst first -> waits(t, job, alsoFor(why, first.why()));
      case Planned.Refused no -> waits(t, job, alsoFor(why, no.reason()));
    };
  }

  /** It still waits for a portal, before all who asked later; and it says what else it lacks. */
  private static Reason alsoFor(Reason why, Reason bay) {
    return Reasons.of(why.code(), why.text() + "; " + bay.text(), bay.clearing());
  }

  /** Nothing but the carrier is missing. */
  private static boolean canBegin(Turn t, Job job) {
    Optional<Place> to = destination(t, job);
    return unconfirmedPortal(t, job) == null
        && to.isPresent()
        && !(t.site.planner().plan(job, inventory(t), to.get()) instanceof Planned.Refused);
  }

  /** Where a plan for the job may end: of a retrieval at a portal, and there may be none. */
  private static Optional<Place> destination(Turn t, Job job) {
    return job.kind() == JobKind.RETRIEVAL
        ? portalFor(t, job).map(p -> new Place.AtPortal(p.id()))
        : Optional.of(new Place.Outside());
  }

  /** The car in the portal needs room, and whoever should make it waits for a portal himself. */
  private static boolean crossed(Turn t, Job job, Job other) {
    Vehicle vehicle = t.ledger.vehicles().get(job.vin());
    return vehicle != null
        && vehicle.place() instanceof Place.AtPortal
        && other.state() == JobState.WAITING
        && destination(t, other).isEmpty();
  }

  /** A relocation is begun or not created at all: one that only waits would outlive its reason. */
  private static boolean relocate(Turn t, Job job, Planned.RelocateFirst first) {
    for (Job other : t.ledger.jobs().values()) {
      if (other.vin().equals(first.vin()) && !crossed(t, job, other)) {
        String text = first.vin() + " " + first.why().text() + " and has a job of its own";
        return waits(t, job, Reasons.of("lane-blocked", text, "wait"));
      }
    }
    Job relocation = relocation(t, first);
    return switch (t.site.planner().plan(relocation, inventory(t), new Place.Outside())) {
      case Planned.Go go -> start(t, relocation, go.plan(), first.why());
      case Planned.RelocateFirst before -> relocate(t, job, before);
      case Planned.Refused no -> waits(t, job, barred(job, first.vin(), no.reason()));
    };
  }

  private static Job relocation(Turn t, Planned.RelocateFirst first) {
    return Jobs.fresh(t, JobKind.RELOCATION, first.vin(), null, first.why());
  }

  /** Can this job not go on before that car is elsewhere? */
  static boolean needsMoved(Turn t, Job job, String vin) {
    Planned planned = t.site.planner().plan(job, inventory(t), new Place.Outside());
    while (planned instanceof Planned.RelocateFirst first) {
      if (first.vin().equals(vin)) {
        return true;
      }
      planned = t.site.planner().plan(relocation(t, first), inventory(t), new Place.Outside());
    }
    return false;
  }

  /** The car that waits is named: its shop cannot know whose way the other one is in. */
  private static Reason barred(Job job, String front, Reason why) {
    return Reasons.of(
        "lane-blocked",
        job.vin() + " stands behind " + front + ": " + why.text(),
        why.clearing() + ", or cancel");
  }

  /** What only waits keeps no portal from the others. */
  private static boolean waits(Turn t, Job job, Reason why) {
    Vehicle vehicle = t.ledger.vehicles().get(job.vin());
    if (job.kind() == JobKind.RETRIEVAL
        && vehicle != null
        && vehicle.place() instanceof Place.InBay) {
      Jobs.pickupOf(t, job).ifPresent(pickup -> Jobs.release(t, pickup.id()));
    }
    if (!job.reason().equals(why)) {
      t.fact(new Fact.JobSet(job.in(JobState.WAITING, why)));
    }
    return false;
  }

  private static boolean start(Turn t, Job job, Plan plan) {
    return start(t, job, plan, "to " + plan.to().label());
  }

  /** A relocation says what it is for. */
  private static boolean start(Turn t, Job job, Plan plan, Reason what) {
    return start(t, job, plan, "to " + plan.to().label() + ": " + what.text());
  }

  private static boolean start(Turn t, Job job, Plan plan, String text) {
    Reason why = Reasons.of("running", text, "none");
    Job started = job.started(plan.to(), why);
    t.fact(new Fact.JobSet(started));
    Jobs.overtake(t, started);
    if (plan.to() instanceof Place.AtPortal p) {
      Jobs.pickupOf(t, job).ifPresent(pickup -> retrieving(t, pickup, p.portal()));
    }
    Jobs.intakeOf(t, job).ifPresent(intake -> storing(t, intake));
    Run run = Runner.begin(t, job.id(), plan.steps(), 0);
    t.become(new State.Executing(run), Reasons.of("job", job.id() + " " + why.text(), "none"));
    return true;
  }

  private static void retrieving(Turn t, Pickup pickup, String portal) {
    PortalUse use = t.ledger.portals().get(portal);
    if (use != null && !pickup.id().equals(use.user())) {
      Jobs.release(t, pickup.id());
      t.portal(use.of(pickup.id()));
    }
    if (pickup.state() != PickupState.RETRIEVING && pickup.state() != PickupState.CANCELLING) {
      Reason why = Reasons.of("retrieving", "the car is on its way to portal " + portal, "wait");
      Jobs.pickup(t, pickup.at(portal), PickupState.RETRIEVING, why);
    } else if (!portal.equals(pickup.portal())) {
      t.fact(new Fact.PickupSet(pickup.at(portal)));
    }
  }

  private static void storing(Turn t, Intake intake) {
    if (intake.state() != IntakeState.STORING) {
      Jobs.intake(
          t,
          intake,
          IntakeState.STORING,
          Reasons.of("storing", "the car is on its way to a bay", "wait"));
    }
  }

  /** The portal already kept for the job's pickup, or the first free one that the car passes. */
  private static Optional<Portal> portalFor(Turn t, Job job) {
    Vehicle vehicle = t.ledger.vehicles().get(job.vin());
    return t.layout().portals().stream()
        .filter(p -> vehicle != null && vehicle.heightMm() <= p.maxHeightMm())
        .filter(p -> keptFor(t, p, job.owner()) || free(t, p))
        .min(Comparator.comparing(p -> keptFor(t, p, job.owner()) ? 0 : 1));
  }

  private static boolean keptFor(Turn t, Portal portal, @Nullable String owner) {
    PortalUse use = t.ledger.portals().get(portal.id());
    return owner != null
        && use != null
        && owner.equals(use.user())
        && use.phase() == PortalPhase.SHUT;
  }

  /** Shut, nobody's, without a car by record and by both witnesses, nobody in it. */
  static boolean free(Turn t, Portal portal) {
    PortalUse use = t.ledger.portals().get(portal.id());
    Points.OfPortal p = Witness.portal(t, portal.id());
    return use != null
        && use.phase() == PortalPhase.SHUT
        && use.user() == null
        && !t.ledger.mayHold(new Place.AtPortal(portal.id()))
        && t.inputs().off(p.carFloor())
        && t.inputs().off(p.carBeam())
        && t.inputs().on(p.fieldClear())
        && t.inputs().on(p.outerLocked())
        && t.inputs().on(p.innerLocked());
  }

  static Inventory inventory(Turn t) {
    TreeSet<String> unusable = new TreeSet<>(t.ledger.doubted());
    for (Vehicle v : t.ledger.vehicles().values()) {
      if (v.place() instanceof Place.Quarantined q) {
        for (Place p : q.possible()) {
          if (p instanceof Place.InBay b) {
            unusable.add(b.bay());
          }
        }
      }
    }
    return new Inventory(t.ledger.vehicles(), Collections.unmodifiableSortedSet(unusable));
  }
}
