package tower.core;

import tower.model.AxisName;
import tower.model.Bay;
import tower.model.Job;
import tower.model.Place;
import tower.model.Step;
import tower.model.Vehicle;

/**
 * The named conditions that must hold before a step begins and for as long as it lasts.
 *
 * <p>They protect cars and machine. People are protected by the hard-wired safety chain, which
 * removes torque whether this code runs or not.
 */
public final class Interlocks {
  private Interlocks() {}

  /** May this step begin now? */
  static Verdict before(Turn t, Run run) {
    Asking a = new Asking(t).machineSafe(true);
    return switch (run.step()) {
      case Step.Travel s ->
          travel(Contours.fits(t, a.referenced().carrierBraked().lifterAtAnEnd(), run, s.to()));
      case Step.OpenInner s -> openInner(t, a.referenced(), s);
      case Step.CloseInner s -> closeInner(a.doorPlausible(s.portal()));
      case Step.Extend s -> extend(t, a.referenced(), run, s);
      case Step.Raise s ->
          ours(
                  t,
                  Contours.fits(t, transfer(a, s.from()), run, s.from())
                      .shuttleAt(s.from())
                      .lifterDown()
                      .seenAt(s.from()),
                  run,
                  s.from())
              .record(
                  t.ledger.vehicleAt(new Place.OnCarrier()).isEmpty(),
                  "a car is on the carrier",
                  "look")
              .verdict("raise");
      case Step.Lower s ->
          ours(t, transfer(a, s.onto()).shuttleAt(s.onto()).lifterUp(), run, new Place.OnCarrier())
              .on(t.layout().inputs().carrierLoad(), "look at the carrier")
              .noLoadAt(s.onto())
              .record(
                  !t.ledger.mayHold(s.onto()), s.onto().label() + " may hold a car", "look into it")
              .verdict("lower");
      case Step.Retract s -> transfer(a, s.from()).lifterAtAnEnd().verdict("retract");
      case Step.Home s -> home(a, s, true);
      case Step.LowerHere s -> lowerHere(t, a.shuttleHomeOrLevel(), s.over());
    };
  }

  /** May this step go on? Asked every cycle while it is under way. */
  static Verdict during(Turn t, Run run) {
    Asking a = new Asking(t).machineSafe(false);
    return switch (run.step()) {
      case Step.Travel s -> travel(a);
      case Step.OpenInner s ->
          a.portalSafe(s.portal())
              .shuttleHome()
              .aligned(new Place.AtPortal(s.portal()))
              .carrierBraked()
              .verdict("open-inner");
      case Step.CloseInner s -> closeInner(a);
      case Step.Extend s -> transfer(a, s.to()).verdict("extend");
      case Step.Raise s -> transfer(a, s.from()).braked(AxisName.SHUTTLE).verdict("raise");
      case Step.Lower s -> transfer(a, s.onto()).braked(AxisName.SHUTTLE).verdict("lower");
      case Step.Retract s -> transfer(a, s.from()).verdict("retract");
      case Step.Home s -> home(a, s, false);
      case Step.LowerHere s -> lowerHere(a).verdict("lower-here");
    };
  }

  private static Asking lowerHere(Asking a) {
    return a.enclosed().carrierBraked().braked(AxisName.SHUTTLE);
  }

  /** A car that still hangs on it wholly up comes down onto nothing else, and at home none does. */
  private static Verdict lowerHere(Turn t, Asking a, Place over) {
    lowerHere(a)
        .record(
            !Witness.shuttleAwayFrom(t, over),
            "the shuttle is not over " + over.label(),
            "turn it there by hand");
    if (over instanceof Place.OnCarrier) {
      a.carrierEmpty();
    } else if (LifterDoubt.hangs(t)) {
      a.noLoadAt(over);
    }
    return a.verdict("lower-here");
  }

  /** The lift moves only with the shuttle home and every inner door shut. */
  private static Verdict travel(Asking a) {
    return a.shuttleHome().braked(AxisName.SHUTTLE).innerDoorsShut().verdict("travel");
  }

  private static Verdict openInner(Turn t, Asking a, Step.OpenInner s) {
    return a.portalSafe(s.portal())
        .doorPlausible(s.portal())
        .shuttleHome()
        .carrierBraked()
        .aligned(new Place.AtPortal(s.portal()))
        .on(t.layout().inputs().carrierLevel(), "bring the carrier to the portal's landing")
        .verdict("open-inner");
  }

  private static Verdict closeInner(Asking a) {
    return a.enclosed().shuttleHome().braked(AxisName.SHUTTLE).verdict("close-inner");
  }

  /**
   * The shuttle goes out only aligned, with the lift braked, towards what record and sensor agree
   * on.
   */
  private static Verdict extend(Turn t, Asking a, Run run, Step.Extend s) {
    transfer(a, s.to()).shuttleHome();
    laneFree(t, a, s.to());
    boolean giving = t.ledger.vehicleAt(new Place.OnCarrier()).isPresent();
    if (giving) {
      a.lifterUp().carrierLoaded().notSeenAt(s.to());
      a.record(!t.ledger.mayHold(s.to()), s.to().label() + " may hold a car", "look into it");
      ours(t, a, run, new Place.OnCarrier());
    } else {
      a.lifterDown().carrierEmpty().seenAt(s.to());
      ours(t, a, run, s.to());
    }
    return a.verdict("extend");
  }

  private static void laneFree(Turn t, Asking a, Place place) {
    if (place instanceof Place.InBay p) {
      Bay bay = t.layout().bays().get(t.layout().bayIndex(p.bay()));
      t.layout().inFront(bay).ifPresent(front -> frontFree(t, a, front));
    }
  }

  private static void frontFree(Turn t, Asking a, Bay front) {
    Place place = new Place.InBay(front.id());
    a.notSeenAt(place);
    a.record(!t.ledger.mayHold(place), place.label() + " may hold a car", "relocate it first");
  }

  /**
   * Shuttle work at a place: aligned, lift and platform braked, portal safe and its inner door
   * open.
   */
  private static Asking transfer(Asking a, Place place) {
    return a.aligned(place).carrierBraked().enclosed().portalSafeAt(place);
  }

  /** The record has this job's car at the place. */
  private static Asking ours(Turn t, Asking a, Run run, Place place) {
    Job job = run.jobId() == null ? null : t.ledger.jobs().get(run.jobId());
    Vehicle vehicle = job == null ? null : t.ledger.vehicles().get(job.vin());
    boolean there = vehicle != null && vehicle.place().equals(place);
    return a.record(
        there,
        "this job's car is not at " + place.label(),
        "look; put the car where the record has it");
  }

  private static Verdict home(Asking a, Step.Home s, boolean before) {
    if (s.axis() == AxisName.SHUTTLE) {
      a.enclosed().carrierBraked();
      return (before ? a.lifterAtAnEnd().shuttleHomeOrLevel() : a).verdict("home-shuttle");
    }
    a.shuttleHome().braked(AxisName.SHUTTLE).innerDoorsShut();
    return (before ? a.lifterAtAnEnd() : a).verdict("home-" + s.axis().key());
  }
}
