package tower.core;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.Job;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Points;
import tower.model.Portal;
import tower.model.Reason;
import tower.model.Vehicle;

/**
 * The portals' lives. A portal belongs to its user until that user has confirmed outside and two
 * unlike sensors agree; only then may the carrier have it back.
 */
final class PortalKeeper {
  /** So long clear, the field was clear before the press, whichever input is debounced longer. */
  private static final int FIELD_CLEAR_MS = 100;

  private PortalKeeper() {}

  /**
   * One look at every portal.
   *
   * @param moving true while the tower's state permits motion; doors move only then
   */
  static void observe(Turn t, boolean moving) {
    for (Portal portal : t.layout().portals()) {
      PortalUse use = t.ledger.portals().get(portal.id());
      if (use == null) {
        // Never used: it belongs to nobody until somebody has looked into it.
        t.portal(new PortalUse(portal.id(), PortalPhase.UNCONFIRMED, null));
        continue;
      }
      if (moving) {
        run(t, use);
      } else {
        waits(t, use);
      }
      Contours.tellIfItStays(t, use);
      switch (use.phase()) {
        case SHUT -> shut(t, portal, use, moving);
        case OPENING -> opening(t, use, moving);
        case OPEN -> open(t, use, moving);
        case CLOSING -> closing(t, use, moving);
        case UNCONFIRMED -> unconfirmed(t, use);
      }
    }
    if (Mode.of(t.state).takesHandover() && Dispatch.storeReason(t).isEmpty()) {
      invite(t);
    }
  }

  /** A door that may not move is not late either. */
  private static void waits(Turn t, PortalUse use) {
    PortalRun run = t.portals.get(use.portal());
    boolean moves = use.phase() == PortalPhase.OPENING || use.phase() == PortalPhase.CLOSING;
    if (moves && run != null) {
      t.portalRun(use.portal(), run.from(t.stamp.nowMs()));
    }
  }

  /**
   * A door that was forced, or that could not be seen for a while: nobody knows who is inside. At a
   * start nothing has been seen yet, so what happened while no process lived is not trusted either.
   */
  private static void shut(Turn t, Portal portal, PortalUse use, boolean moving) {
    Points.OfPortal p = Witness.portal(t, portal.id());
    if (!t.inputs().on(p.outerClosed()) || !t.inputs().on(p.outerLocked())) {
      t.portal(use.in(PortalPhase.UNCONFIRMED));
      return;
    }
    stagedTooLong(t, use, moving);
  }

  private static void stagedTooLong(Turn t, PortalUse use, boolean moving) {
    Pickup pickup = use.user() == null ? null : t.ledger.pickups().get(use.user());
    if (moving && pickup != null && pickup.state() == PickupState.STAGED) {
      PortalRun run = run(t, use);
      // Fetched before its appointment, it waits for that too.
      long early = pickup.terms().readyAtUtcMs() == null ? 0 : t.site.settings().leadMs();
      if (t.stamp.nowMs() - run.sinceMs() > t.site.settings().stagedLimitMs() + early) {
        Jobs.bringBack(
            t,
            pickup,
            Reasons.of(Jobs.NOT_COLLECTED, "nobody collected the car in time", "order it again"));
      }
    }
  }

  private static void opening(Turn t, PortalUse use, boolean moving) {
    Points.OfPortal p = Witness.portal(t, use.portal());
    if (t.inputs().off(p.innerClosed()) || t.inputs().off(p.innerLocked())) {
      // The street's door never opens behind an open inner one: a person must look.
      t.portal(use.in(PortalPhase.UNCONFIRMED));
    } else if (t.inputs().on(p.outerOpen())) {
      t.portal(use.in(PortalPhase.OPEN));
    } else if (!moving
        || t.stamp.nowMs() - run(t, use).sinceMs() > t.site.settings().doorLimitMs() * 2L) {
      // Stopped on its way, it does not go on by itself, hours later perhaps and with nobody there.
      t.portal(use.in(PortalPhase.UNCONFIRMED));
    }
  }

  /** Waits for the user: car gone or car in by both witnesses, nobody inside, confirmed outside. */
  private static void open(Turn t, PortalUse use, boolean moving) {
    Points.OfPortal p = Witness.portal(t, use.portal());
    boolean shut = t.inputs().on(p.outerClosed()) && t.inputs().on(p.outerLocked());
    if (shut || (!moving && t.inputs().off(p.outerOpen()))) {
      // Shut by hand, or pushed to while nobody watched: it does not open again by itself.
      t.portal(use.in(PortalPhase.UNCONFIRMED));
      return;
    }
    Optional<Boolean> car = PortalVisit.settled(t, p);
    boolean clear = t.inputs().on(p.fieldClear());
    gotOut(t, use, car, clear);
    if (confirmed(t, use, p) && car.isPresent() && acceptable(t, use, car.get())) {
      if (!car.get() || !Contours.turnsAway(t, use)) {
        close(t, use, true);
      }
      return;
    }
    if (car.orElse(false) && clear) {
      Contours.lookAlone(t, use, run(t, use));
    }
    boolean nobodyCame =
        PortalVisit.intake(t, use) != null && car.isPresent() && !car.get() && clear;
    if (nobodyCame && openTooLong(t, use)) {
      close(t, use, false);
    }
  }

  /**
   * An intake ends with a car in and its driver out, or with the driver giving up. A pickup ends
   * with the car gone, and so does an intake whose car was refused: whoever is seen beside the car
   * then is about to get in. One that nobody takes may stay behind a shut door, but only after a
   * while: whoever still sits in it is seen by no sensor.
   */
  private static boolean acceptable(Turn t, PortalUse use, boolean car) {
    Intake intake = PortalVisit.intake(t, use);
    boolean comes = intake == null || intake.state() != IntakeState.REFUSED;
    boolean nobodyInIt = comes && PortalVisit.pickup(t, use) == null && run(t, use).gotOut();
    return !car || nobodyInIt || openTooLong(t, use);
  }

  /** Somebody was seen beside the standing car: its driver no longer sits in it. */
  private static void gotOut(Turn t, PortalUse use, Optional<Boolean> car, boolean clear) {
    PortalRun run = run(t, use);
    boolean standing = car.orElse(false);
    if (standing && !clear && !run.gotOut()) {
      t.portalRun(use.portal(), run.withDriverOut());
    }
  }

  private static boolean openTooLong(Turn t, PortalUse use) {
    return t.stamp.nowMs() - run(t, use).sinceMs() > t.site.settings().arrivalLimitMs();
  }

  private static void close(Turn t, PortalUse use, boolean confirmed) {
    t.portal(use.in(PortalPhase.CLOSING));
    PortalRun run = run(t, use);
    t.portalRun(use.portal(), new PortalRun(run.sinceMs(), run.seq(), confirmed, run.gotOut()));
  }

  private static void closing(Turn t, PortalUse use, boolean moving) {
    Points.OfPortal p = Witness.portal(t, use.portal());
    PortalRun run = run(t, use);
    boolean carComes = t.rose(p.carFloor()) || t.rose(p.carBeam());
    boolean shut = t.inputs().on(p.outerClosed()) && t.inputs().on(p.outerLocked());
    if (!watched(t, p) || forced(t, p) || (carComes && wasShut(t, p))) {
      // Confirmed before nobody looked, bolted and forced, or a car that is there behind a shut
      // door all at once: who is inside nobody knows.
      t.portal(use.in(PortalPhase.UNCONFIRMED));
    } else if (t.inputs().off(p.fieldClear()) || carComes) {
      // Without a visitor the door stands still: nobody's turn must not become an open portal.
      t.portal(use.in(visited(t, use) ? PortalPhase.OPENING : PortalPhase.UNCONFIRMED));
    } else if (shut
        && t.inputs().on(p.fieldClear())
        && PortalVisit.settle(t, use, run.confirmed())) {
      return;
    } else if (moving && t.stamp.nowMs() - run.sinceMs() > t.site.settings().doorLimitMs() * 2L) {
      t.portal(use.in(PortalPhase.UNCONFIRMED));
    }
  }

  /**
   * It was bolted or in its frame, and is not any more: while it closes it comes, it never goes.
   */
  private static boolean forced(Turn t, Points.OfPortal p) {
    return t.fell(p.outerLocked()) || t.fell(p.outerClosed());
  }

  /**
   * Somebody outside has pressed the button, in this phase, and let it go. Who presses while
   * somebody is still in the field has not looked, whoever has left it when the button is let go;
   * and whoever looked before the door moved has not seen who came in by it since.
   */
  private static boolean confirmed(Turn t, PortalUse use, Points.OfPortal p) {
    long clearMs = t.inputs().changedMs(p.fieldClear()) + FIELD_CLEAR_MS;
    long movedMs =
        Math.max(t.inputs().changedMs(p.outerClosed()), t.inputs().changedMs(p.outerLocked()));
    long askedMs = Math.max(run(t, use).sinceMs(), Math.max(clearMs, movedMs));
    return t.inputs().on(p.fieldClear()) && Press.letGo(t, p.confirm(), askedMs);
  }

  /** Shut for so long that nobody who slipped in at the last moment is only seen now. */
  private static boolean wasShut(Turn t, Points.OfPortal p) {
    int settle = t.site.settings().settleMs();
    return t.inputs().on(p.outerLocked()) && t.ageMs(p.outerLocked()) >= settle;
  }

  /** Door and field can be seen. */
  private static boolean watched(Turn t, Points.OfPortal p) {
    return t.inputs().valid(p.outerClosed())
        && t.inputs().valid(p.outerLocked())
        && t.inputs().valid(p.fieldClear());
  }

  /** A car is being handed over here, or awaited. */
  private static boolean visited(Turn t, PortalUse use) {
    Pickup leaves = PortalVisit.pickup(t, use);
    Intake comes = PortalVisit.intake(t, use);
    return (leaves != null && leaves.state() == PickupState.HANDING_OVER)
        || (comes != null && comes.state().driversPortal());
  }

  /** Somebody has looked into the portal and says so from outside. */
  private static void unconfirmed(Turn t, PortalUse use) {
    Points.OfPortal p = Witness.portal(t, use.portal());
    boolean shut = t.inputs().on(p.outerClosed()) && t.inputs().on(p.outerLocked());
    if (!confirmed(t, use, p)) {
      return;
    }
    if (!shut || !PortalVisit.settle(t, use, true)) {
      close(t, use, true);
    }
  }

  /** The oldest queued intake gets a free portal, if a bay waits for its car. */
  private static void invite(Turn t) {
    Intake intake = oldestQueued(t);
    if (intake == null) {
      return;
    }
    for (Portal portal : t.layout().portals()) {
      boolean passes = intake.vehicle().heightMm() <= portal.maxHeightMm();
      if (passes
          && Dispatch.free(t, portal)
          && !olderWaits(t, portal, intake)
          && Capacity.lets(t, intake.vehicle())) {
        t.portal(new PortalUse(portal.id(), PortalPhase.OPENING, intake.id()));
        Reason why =
            Reasons.of(
                "arriving", "portal " + portal.id() + " opens", "drive in, leave, confirm outside");
        Jobs.intake(t, intake.at(portal.id()), IntakeState.ARRIVING, why);
        return;
      }
    }
  }

  /** Ids rise with time, so the first is the oldest. */
  private static @Nullable Intake oldestQueued(Turn t) {
    for (Intake intake : t.ledger.intakes().values()) {
      if (intake.state() == IntakeState.QUEUED) {
        return intake;
      }
    }
    return null;
  }

  /** A car that has waited longer for this portal gets it first. */
  private static boolean olderWaits(Turn t, Portal portal, Intake intake) {
    for (Job job : Dispatch.waiting(t.ledger)) {
      Vehicle vehicle = t.ledger.vehicles().get(job.vin());
      if (job.reason().code().equals(Dispatch.NO_FREE_PORTAL)
          && Jobs.older(job.id(), intake.id())
          && vehicle != null
          && vehicle.heightMm() <= portal.maxHeightMm()) {
        return true;
      }
    }
    return false;
  }

  static PortalRun run(Turn t, PortalUse use) {
    PortalRun run = t.portals.get(use.portal());
    if (run == null) {
      run = PortalRun.begun(t.stamp.nowMs(), t.ledger.seq());
      t.portalRun(use.portal(), run);
    }
    return run;
  }
}
