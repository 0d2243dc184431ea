package tower.core;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.JobKind;
import tower.model.JobState;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Points;
import tower.model.Purpose;
import tower.model.Reason;
import tower.model.Vehicle;

/** What came of a visit to a portal, once its outer door is shut again. */
final class PortalVisit {
  /** What two unlike sensors say of a portal that a car has left. */
  static final String GONE = "floor and beam see no car";

  private PortalVisit() {}

  /**
   * The outer door is shut. Where a car was to leave or to come, two unlike sensors decide what
   * came of the visit, and where one stands on record, whether it still does: who confirms sees
   * that nobody is inside, but a car may have gone since. An empty portal is only looked into.
   *
   * @return false while the two sensors have not settled, or contradict each other
   */
  static boolean settle(Turn t, PortalUse use, boolean confirmed) {
    Pickup leaves = pickup(t, use);
    if (leaves != null && leaves.state() != PickupState.HANDING_OVER) {
      leaves = null;
    }
    Intake comes = intake(t, use);
    if (comes != null && !comes.state().driversPortal()) {
      comes = null;
    }
    Optional<Boolean> car = settled(t, Witness.portal(t, use.portal()));
    Optional<Vehicle> stands =
        t.ledger
            .vehicleAt(new Place.AtPortal(use.portal()))
            .filter(vehicle -> !beingMoved(t, vehicle));
    if ((leaves != null || comes != null || stands.isPresent()) && car.isEmpty()) {
      return false;
    }
    if (comes != null && car.orElse(true) && !Contours.settled(t, use.portal())) {
      return false;
    }
    if (comes != null && !car.orElse(true)) {
      intakeEmpty(t, use);
      PortalPhase phase = confirmed ? PortalPhase.SHUT : PortalPhase.UNCONFIRMED;
      t.portal(new PortalUse(use.portal(), phase, null));
    } else if (!confirmed) {
      t.portal(use.in(PortalPhase.UNCONFIRMED));
    } else if (leaves != null) {
      collected(t, use, leaves, car.orElse(true));
    } else if (comes != null && (letOut(use, comes) || Contours.turnsAway(t, use))) {
      t.portal(use.in(PortalPhase.OPENING));
    } else if (comes != null) {
      received(t, use, comes);
    } else {
      t.portal(use.in(PortalPhase.SHUT));
      if (!car.orElse(true)) {
        stands.ifPresent(
            vehicle -> missing(t, use.portal(), vehicle, GONE + ", confirmed outside"));
      }
    }
    return true;
  }

  /** A refused car behind a door that nobody watched is not pulled in: it was to be let out. */
  private static boolean letOut(PortalUse use, Intake intake) {
    return intake.state() == IntakeState.REFUSED && use.phase() == PortalPhase.UNCONFIRMED;
  }

  /**
   * On the carrier perhaps: the reconcile tells; a job under way finds out by itself. While the
   * machine is brought home it has no car that carrier and shuttle do not show.
   */
  private static boolean beingMoved(Turn t, Vehicle vehicle) {
    Points p = t.layout().inputs();
    Run run = Outputs.run(t.state);
    boolean idle =
        (run == null || run.jobId() == null)
            && Witness.shuttleHome(t)
            && t.ageMs(p.shuttleHome()) >= t.site.settings().settleMs()
            && !settled(t, p.carrierLoad(), p.carrierBeam()).orElse(true);
    return !idle
        && t.ledger.jobs().values().stream()
            .anyMatch(j -> j.state() == JobState.RUNNING && j.vin().equals(vehicle.vin()));
  }

  /** The car was taken out while nobody watched the door: where it is, no sensor can say. */
  static void missing(Turn t, String portal, Vehicle vehicle, String witness) {
    List<Place> possible = List.of(new Place.Outside());
    t.fact(
        new Fact.VehicleMoved(
            vehicle.vin(), vehicle.place(), new Place.Quarantined(possible), witness));
    Reason why =
        Reasons.of(
            "car-missing",
            vehicle.vin() + " stood in portal " + portal + " and is not there any more",
            Jobs.BRING_BACK);
    Jobs.missing(t, vehicle, why);
  }

  private static void collected(Turn t, PortalUse use, Pickup pickup, boolean carStillThere) {
    if (carStillThere) {
      notTaken(t, use, pickup);
      return;
    }
    Place from = new Place.AtPortal(use.portal());
    Vehicle vehicle = t.ledger.vehicles().get(pickup.vin());
    if (vehicle != null && vehicle.place().equals(from)) {
      t.fact(
          new Fact.VehicleMoved(
              pickup.vin(), from, new Place.Outside(), GONE + ", confirmed outside"));
    }
    t.portal(new PortalUse(use.portal(), PortalPhase.SHUT, null));
    if (pickup.purpose().lends()) {
      // It is the tower's all the same, and comes back.
      if (vehicle != null) {
        t.fact(new Fact.VehicleSet(vehicle.at(new Place.Outside())));
      }
      Reason why = Reasons.of("out", "the car is out", "bring it back: announce a return");
      Jobs.pickup(t, pickup, PickupState.OUT, why);
      return;
    }
    Jobs.pickup(
        t, pickup, PickupState.COLLECTED, Reasons.of("collected", "the car has left", "none"));
  }

  /** The car stays, shut in and confirmed: it waits for its customer as before. */
  private static void notTaken(Turn t, PortalUse use, Pickup pickup) {
    t.portal(use.in(PortalPhase.SHUT));
    Reason why =
        Reasons.of(
            "car-not-taken",
            "the door was shut with the car still in portal " + use.portal(),
            "enter the pickup code again");
    Jobs.pickup(t, pickup, PickupState.STAGED, why);
  }

  private static void received(Turn t, PortalUse use, Intake said) {
    Intake intake = said.of(Contours.measured(t, use.portal(), said.vehicle()));
    t.fact(new Fact.VehicleSet(intake.vehicle().at(new Place.AtPortal(use.portal()))));
    t.portal(use.in(PortalPhase.SHUT));
    Reason why = Reasons.of("received", "the car stands in portal " + use.portal(), "wait");
    Jobs.intake(t, intake, IntakeState.RECEIVED, why);
    returned(t, intake);
    Jobs.create(t, JobKind.STORAGE, intake.vehicle().vin(), intake.id(), why);
  }

  /** The loan is over; what came back damaged is offered to nobody until somebody has looked. */
  private static void returned(Turn t, Intake intake) {
    String vin = intake.vehicle().vin();
    t.ledger
        .pickupOf(vin)
        .filter(Pickup::lent)
        .ifPresent(lent -> {
          Reason why = Reasons.of("returned", "back under " + intake.id(), "none");
          Jobs.pickup(t, lent, PickupState.RETURNED, why);
        });
    if (!intake.report().damage().isEmpty()) {
      t.fact(new Fact.VehicleWithheld(vin, true, intake.report().damage()));
    }
  }

  private static void intakeEmpty(Turn t, PortalUse use) {
    Intake intake = intake(t, use);
    if (intake != null && intake.state() == IntakeState.REFUSED) {
      leftAsItCame(t, use, intake);
    } else if (intake != null && intake.state() == IntakeState.ARRIVING) {
      Jobs.intake(
          t,
          intake,
          IntakeState.EXPIRED,
          Reasons.of("not-arrived", "no car was driven in", "ask again"));
    }
  }

  /**
   * One that was received before is on record, and is not any more. One that had been lent is the
   * tower's all the same: its loan has ended, so it is missing until it is announced again.
   */
  private static void leftAsItCame(Turn t, PortalUse use, Intake intake) {
    Vehicle vehicle = t.ledger.vehicles().get(intake.vehicle().vin());
    Place from = new Place.AtPortal(use.portal());
    if (vehicle != null && vehicle.place().equals(from)) {
      Place outside = new Place.Outside();
      Place to =
          intake.purpose() == Purpose.RESTOCK ? outside : new Place.Quarantined(List.of(outside));
      t.fact(new Fact.VehicleMoved(vehicle.vin(), from, to, GONE + ", after it was refused"));
    }
    Reason was = intake.reason();
    Jobs.intake(t, intake, IntakeState.FAILED, Reasons.of(was.code(), was.text(), "none"));
  }

  static Optional<Boolean> settled(Turn t, Points.OfPortal p) {
    return settled(t, p.carFloor(), p.carBeam());
  }

  private static Optional<Boolean> settled(Turn t, int one, int other) {
    int settle = t.site.settings().settleMs();
    return t.ageMs(one) >= settle && t.ageMs(other) >= settle
        ? Witness.both(t, one, other)
        : Optional.empty();
  }

  static @Nullable Pickup pickup(Turn t, PortalUse use) {
    return use.user() == null ? null : t.ledger.pickups().get(use.user());
  }

  static @Nullable Intake intake(Turn t, PortalUse use) {
    return use.user() == null ? null : t.ledger.intakes().get(use.user());
  }
}
