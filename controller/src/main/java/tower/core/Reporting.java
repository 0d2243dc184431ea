package tower.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.Job;
import tower.model.Place;
import tower.model.Points;
import tower.model.Portal;
import tower.model.Reason;
import tower.model.Vehicle;

/** Why the tower does not work, or not fully: for the API, the pages and the journal's readers. */
public final class Reporting {
  /** A contradiction of two sensors that lasts longer is worth telling. */
  private static final long LONG_MS = 5_000;

  private static final long DOOR_STARTS_MS = 3_000;

  /** What clears a wait for resume. */
  static final String RESUME = "let resume alone for a second, press it and let it go";

  private Reporting() {}

  /** Every reason, the most important first; empty when all is well. */
  public static List<Reason> reasons(Site site, TowerState tower, Stamp now) {
    List<Reason> reasons = new ArrayList<>();
    ofState(tower.state()).ifPresent(reasons::add);
    barred(new Turn(site, tower, now), reasons);
    shaftOpen(new Turn(site, tower, now), reasons);
    Dispatch.storeReason(new Turn(site, tower, now)).ifPresent(reasons::add);
    Run run = Outputs.run(tower.state());
    if (run != null && run.phase() instanceof Phase.Blocked blocked) {
      reasons.add(blocked.reason());
    }
    for (Job job : Dispatch.waiting(tower.ledger())) {
      reasons.add(job.reason());
    }
    for (String bay : tower.ledger().doubted()) {
      reasons.add(
          Reasons.of(
              "bay-doubted",
              "the sensor of bay " + bay + " contradicts the record",
              "look into the bay; mend the sensor, or put the car where the record has it"));
    }
    reasons.addAll(portals(site, tower, now));
    Capacity.lacking(new Turn(site, tower, now)).ifPresent(reasons::add);
    Optional<Vehicle> carried = tower.ledger().vehicleAt(new Place.OnCarrier());
    if (carried.isPresent() && Mode.of(tower.state()).control() != Mode.Control.AUTOMATIC) {
      reasons.add(
          Reasons.of(
              "car-on-carrier", carried.get().vin() + " is on the carrier", "reset and resume"));
    }
    for (Vehicle vehicle : tower.ledger().vehicles().values()) {
      if (vehicle.place() instanceof Place.Quarantined) {
        reasons.add(Jobs.unknownPlace(vehicle.vin(), vehicle));
      }
      if (Reconcile.orphan(tower.ledger(), vehicle)) {
        reasons.add(leftInPortal(tower.ledger(), vehicle));
      }
    }
    return reasons.stream().distinct().toList();
  }

  /** Whoever is about to press resume learns what it would end with, and sees to that first. */
  private static void barred(Turn t, List<Reason> reasons) {
    Reason bar = t.state instanceof State.AwaitingResume ? Recovery.barred(t) : null;
    if (bar != null) {
      reasons.add(bar);
    }
  }

  /**
   * The hard-wired chain says only that something is open; the doors' own switches say which. With
   * the shuttle out an inner door stays as it is: it is rightly open, or would be pushed onto it.
   */
  private static void shaftOpen(Turn t, List<Reason> reasons) {
    Points points = t.layout().inputs();
    for (Portal portal : t.layout().portals()) {
      Points.OfPortal p = Witness.portal(t, portal.id());
      boolean inner = t.inputs().off(p.innerClosed()) || t.inputs().off(p.innerLocked());
      boolean outer = t.inputs().off(p.outerClosed()) || t.inputs().off(p.outerLocked());
      if (inner && outer) {
        String also = Witness.shuttleHome(t) ? ", or push its inner door shut" : "";
        reasons.add(
            Reasons.of(
                "shaft-open",
                "neither door of portal " + portal.id() + " is shut and locked",
                "keep people out of portal " + portal.id() + ", shut its outer door" + also));
      }
    }
    if (points.serviceLocked() >= 0 && t.inputs().off(points.serviceLocked())) {
      reasons.add(
          Reasons.of(
              "shaft-open",
              "the service opening is not shut and locked",
              "shut and lock the service opening"));
    }
  }

  /** Portals that wait for somebody, or stand idle because of what their sensors say. */
  private static List<Reason> portals(Site site, TowerState tower, Stamp now) {
    List<Reason> reasons = new ArrayList<>();
    Turn t = new Turn(site, tower, now);
    for (PortalUse use : tower.ledger().portals().values()) {
      PortalRun run = tower.portals().get(use.portal());
      long ms = run == null ? 0 : now.nowMs() - run.sinceMs();
      if (use.phase() == PortalPhase.UNCONFIRMED) {
        reasons.add(
            Reasons.of(
                "portal-unconfirmed",
                "nobody has confirmed that portal " + use.portal() + " is empty of people",
                "look into portal "
                    + use.portal()
                    + ", shut it, press confirm outside and let it go"));
      }
      Optional<Reason> refused = refused(t, use);
      refused.ifPresent(reasons::add);
      boolean open = use.phase() == PortalPhase.OPEN && refused.isEmpty();
      if (open && ms > site.settings().arrivalLimitMs()) {
        reasons.add(
            Reasons.of(
                "portal-open-too-long",
                "portal " + use.portal() + " is open for " + ms / 1000 + " s",
                "see to its visitor; when nobody is in the portal or in a car there, press confirm outside and"
                    + " let it go: the door shuts, and a car that was not taken waits for its code again"));
      }
      driver(t, use, run, ms).ifPresent(reasons::add);
      if (stands(t, use, ms)) {
        reasons.add(
            Reasons.of(
                "door-stands",
                "the outer door of portal " + use.portal() + " was told to shut and stands open",
                "see the door and its operator; keep people away from it"));
      }
      sensors(t, use).ifPresent(reasons::add);
    }
    return reasons;
  }

  private static Reason leftInPortal(Ledger ledger, Vehicle vehicle) {
    String text = vehicle.vin() + " stands in " + vehicle.place().label() + " and was not stored";
    return ledger
        .intakeOf(vehicle.vin())
        .filter(intake -> intake.state() == IntakeState.ON_HOLD)
        .map(Intake::reason)
        .map(why -> Reasons.of("left-in-portal", text + ": " + why.text(), why.clearing()))
        .orElseGet(() ->
            Reasons.of("left-in-portal", text, "look why, then press reset: it is tried again"));
  }

  /** A car that no bay takes holds its portal until it has been driven out. */
  private static Optional<Reason> refused(Turn t, PortalUse use) {
    Intake intake = PortalVisit.intake(t, use);
    return intake == null || intake.state() != IntakeState.REFUSED
        ? Optional.empty()
        : Optional.of(
            Reasons.of(
                Contours.stays(intake) ? "refused-car-stays" : "refused-car",
                "portal "
                    + use.portal()
                    + " waits for a refused car to be driven out: "
                    + intake.reason().text(),
                intake.reason().clearing()));
  }

  /**
   * A driver who presses confirm in vain must be told why; after a restart nobody has been seen.
   */
  private static Optional<Reason> driver(
      Turn t, PortalUse use, @Nullable PortalRun run, long openMs) {
    Points.OfPortal p = Witness.portal(t, use.portal());
    boolean comes = use.user() != null && t.ledger.intakes().containsKey(use.user());
    boolean standing =
        openMs >= LONG_MS && t.ageMs(p.carFloor()) >= LONG_MS && t.inputs().on(p.carFloor());
    boolean waits = use.phase() == PortalPhase.OPEN && comes && standing;
    return waits && (run == null || !run.gotOut())
        ? Optional.of(
            Reasons.of(
                "driver-not-seen",
                "nobody was seen beside the car in portal " + use.portal(),
                "get out, or walk to the car and out again; then press confirm outside and let it go"))
        : Optional.empty();
  }

  /** A door that is told to shut leaves its open end within a second or two. */
  private static boolean stands(Turn t, PortalUse use, long ms) {
    return use.phase() == PortalPhase.CLOSING
        && ms > DOOR_STARTS_MS
        && Mode.of(t.state).permit()
        && t.inputs().on(Witness.portal(t, use.portal()).outerOpen());
  }

  /** Its door has long been shut, but its sensors do not say what stands there. */
  private static Optional<Reason> restless(Turn t, PortalUse use) {
    Points.OfPortal p = Witness.portal(t, use.portal());
    long shutMs = Math.min(t.ageMs(p.outerClosed()), t.ageMs(p.outerLocked()));
    boolean shut = t.inputs().on(p.outerClosed()) && t.inputs().on(p.outerLocked());
    boolean asked = use.phase() == PortalPhase.CLOSING || use.phase() == PortalPhase.UNCONFIRMED;
    return asked && shut && shutMs >= LONG_MS
        ? Optional.of(
            Reasons.of(
                "portal-restless",
                "floor or light barrier of portal " + use.portal() + " does not come to rest",
                "look into portal " + use.portal() + " and mend the sensor"))
        : Optional.empty();
  }

  /** While the inner door is shut no car hangs in the portal, and both sensors must agree. */
  private static Optional<Reason> sensors(Turn t, PortalUse use) {
    Points.OfPortal p = Witness.portal(t, use.portal());
    boolean lasting = Math.min(t.ageMs(p.carFloor()), t.ageMs(p.carBeam())) >= LONG_MS;
    if (!t.inputs().on(p.innerLocked())) {
      return Optional.empty();
    }
    if (!lasting) {
      return restless(t, use);
    }
    Optional<Boolean> car = Witness.both(t, p.carFloor(), p.carBeam());
    if (car.isEmpty()) {
      return Optional.of(
          Reasons.of(
              "portal-contradiction",
              "floor and light barrier of portal " + use.portal() + " contradict each other",
              "look into portal " + use.portal() + " and mend the sensor"));
    }
    boolean stranger =
        car.get() && use.user() == null && !t.ledger.mayHold(new Place.AtPortal(use.portal()));
    return stranger
        ? Optional.of(
            Reasons.of(
                "portal-occupied",
                "portal " + use.portal() + " sees a car that the record does not have there",
                "look into portal " + use.portal() + " and have the car driven out"))
        : Optional.empty();
  }

  /** True when a commit takes longer than it should. */
  public static boolean commitSlow(Site site, TowerState tower, Stamp now) {
    return tower.pendingSinceMs() != TowerState.NONE_WAITS
        && now.nowMs() - tower.pendingSinceMs() >= site.settings().commitSlowMs();
  }

  /** The job under way, null for none. */
  public static @Nullable String jobId(TowerState tower) {
    Run run = Outputs.run(tower.state());
    return run == null ? null : run.jobId();
  }

  private static Optional<Reason> ofState(State state) {
    return switch (state) {
      case State.Looking s -> Optional.of(s.reason());
      case State.AwaitingResume s ->
          Optional.of(Reasons.of("resume-awaited", "everything can be seen", RESUME));
      case State.Faulted s -> Optional.of(s.reason());
      case State.Held s -> Optional.of(s.reason());
      case State.Manual s ->
          Optional.of(Reasons.of("key", "a technician has the key in maintenance", "turn it back"));
      case State.Homing s -> Optional.of(Reasons.of("homing", run(s.run()), "wait"));
      case State.Recovering s ->
          Optional.of(Reasons.of("recovering", "it compares record and sensors", "wait"));
      case State.Ready s -> Optional.empty();
      case State.Executing s -> Optional.empty();
    };
  }

  private static String run(Run run) {
    return run.step().label();
  }
}
