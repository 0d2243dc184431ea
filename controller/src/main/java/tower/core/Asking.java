package tower.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tower.model.AxisName;
import tower.model.AxisReport;
import tower.model.AxisSpec;
import tower.model.Link;
import tower.model.Place;
import tower.model.Points;
import tower.model.Reach;
import tower.motion.AxisState;

/**
 * One question to the machine, asked condition by condition; every condition that does not hold
 * leaves its cause, so that a refusal names exactly the inputs that refuse.
 */
final class Asking {
  private static final String LOOK_INTO =
      "look into it; mend its sensor, or put the car where the record has it";

  private static final String BY_HAND = "bring the carrier level with the landing by hand";

  private static final String SWITCH =
      "; the encoder does not have the shuttle at home: see its home switch, or switch its drive off"
          + " and on where it stands there";

  private static final String FLAG =
      "; if it is, see the landing's flag, and turn the key to maintenance and back";

  private final Turn t;
  private final boolean brief;
  private boolean refused;
  private @Nullable List<Verdict.Cause> causes;

  Asking(Turn turn) {
    this(turn, false);
  }

  private Asking(Turn turn, boolean brief) {
    t = turn;
    this.brief = brief;
  }

  /**
   * A question whose no is not explained: for what is asked every cycle and is mostly not yet so.
   */
  static Asking briefly(Turn turn) {
    return new Asking(turn, true);
  }

  Verdict verdict(String interlock) {
    List<Verdict.Cause> found = causes;
    if (found != null) {
      return new Verdict.Blocked(interlock, found);
    }
    return refused ? Verdicts.UNEXPLAINED : Verdict.allowed();
  }

  /** The point must be valid and on. */
  Asking on(int point, String clears) {
    if (!t.inputs().on(point)) {
      refuse(point, clears);
    }
    return this;
  }

  /** The point must be valid and off. */
  Asking off(int point, String clears) {
    if (!t.inputs().off(point)) {
      refuse(point, clears);
    }
    return this;
  }

  /** A fact of the record must hold. */
  Asking record(boolean holds, String what, String clears) {
    if (!holds) {
      cause("record", what, clears);
    }
    return this;
  }

  /** An axis must have done what it was told. */
  Asking done(boolean holds, AxisName axis, String otherwise) {
    if (!holds) {
      axis(axis, t.axis(axis), otherwise, "see the drive");
    }
    return this;
  }

  /**
   * Chain closed on both channels, shaft enclosed, key normal, every drive answering, no trouble.
   *
   * @param strict also refuse while a drive's last answer was doubtful: nothing begins on a doubt,
   *     but what is under way goes on until the bus itself calls the drive unanswered
   */
  Asking machineSafe(boolean strict) {
    Points p = t.layout().inputs();
    on(p.chainA(), "release the emergency stop, shut the doors, reset");
    on(p.chainB(), "release the emergency stop, shut the doors, reset");
    on(p.doorsLocked(), "shut and lock every door of the shaft");
    if (p.serviceLocked() >= 0) {
      on(p.serviceLocked(), "shut and lock the service opening");
    }
    off(p.key(), "turn the key back from maintenance");
    for (AxisReport report : t.seen.axes()) {
      if (report.link() != Link.UP && (strict || report.link() != Link.DOUBTFUL)) {
        String link = report.link().name().toLowerCase(Locale.ROOT);
        axis(report.axis(), report, link, "see the drive and its line");
      }
    }
    if (!t.seen.trouble().isEmpty()) {
      cause("edge", t.seen.trouble(), "as it says");
    }
    return this;
  }

  Asking innerDoorsShut() {
    for (Points.OfPortal p : t.layout().inputs().portals()) {
      on(p.innerClosed(), "close the inner door").on(p.innerLocked(), "close the inner door");
    }
    return this;
  }

  /** Every inner door is shut, or the portal behind it is safe. */
  Asking enclosed() {
    for (int i = 0; i < t.layout().portals().size(); i++) {
      Points.OfPortal p = t.layout().inputs().portals().get(i);
      if (!t.inputs().on(p.innerClosed()) || !t.inputs().on(p.innerLocked())) {
        portalSafe(t.layout().portals().get(i).id());
      }
    }
    return this;
  }

  /**
   * Outer door shut, nobody in the field, and somebody confirmed outside since the last opening.
   */
  Asking portalSafe(String portal) {
    Points.OfPortal p = t.layout().inputs().portals().get(t.layout().portalIndex(portal));
    on(p.outerClosed(), "shut the outer door");
    on(p.outerLocked(), "shut the outer door");
    on(p.fieldClear(), "leave the portal");
    PortalUse use = t.ledger.portals().get(portal);
    boolean shut = use != null && use.phase() == PortalPhase.SHUT;
    if (!shut) {
      cause(
          "record",
          "portal " + portal + " not confirmed empty of people",
          "look into portal " + portal + ", shut it, press confirm outside and let it go");
    }
    return this;
  }

  /**
   * An inner door begins no way on switches that contradict each other: one that is stuck on would
   * say at once that the door has arrived.
   */
  Asking doorPlausible(String portal) {
    Points.OfPortal p = t.layout().inputs().portals().get(t.layout().portalIndex(portal));
    if (t.inputs().on(p.innerClosed())) {
      off(p.innerOpen(), "see the door's switches");
    } else if (t.inputs().on(p.innerLocked())) {
      off(p.innerLocked(), "see the door's switches");
    }
    return this;
  }

  Asking portalSafeAt(Place place) {
    return place instanceof Place.AtPortal p ? portalSafe(p.portal()).innerOpen(p.portal()) : this;
  }

  private Asking innerOpen(String portal) {
    Points.OfPortal p = t.layout().inputs().portals().get(t.layout().portalIndex(portal));
    return on(p.innerOpen(), "open the inner door");
  }

  Asking shuttleHome() {
    return on(t.layout().inputs().shuttleHome(), "bring the shuttle home");
  }

  /**
   * A shuttle that stands out is pulled home only from a landing: a lift that has sunk meanwhile
   * would drag it, and what it bears, through the steel of the place.
   */
  Asking shuttleHomeOrLevel() {
    Points p = t.layout().inputs();
    if (Witness.shuttleHome(t)) {
      return this;
    }
    on(p.carrierLevel(), t.inputs().on(p.shuttleHome()) ? BY_HAND + SWITCH : BY_HAND);
    for (AxisSpec spec : t.layout().axes()) {
      AxisReport report = t.axis(spec.name());
      if (spec.name() == AxisName.SHUTTLE || report == null) {
        continue;
      }
      long gone = t.stance.gone(report);
      if (report.referenced() && !Witness.atSomePlace(t, spec)) {
        axis(spec.name(), report, "level with no place", BY_HAND);
      } else if (gone > t.site.settings().aligned(spec.name())) {
        axis(spec.name(), report, gone + " from where it stood under the shuttle", BY_HAND + FLAG);
      }
    }
    return this;
  }

  /** Axis at rest, brake closed, no torque. */
  Asking braked(AxisName axis) {
    AxisReport report = t.axis(axis);
    boolean there = t.layout().axis(axis).isPresent();
    boolean braked = report != null && AxisState.braked(report);
    if (there && !braked && report != null && report.link() != Link.UP) {
      String link = report.link().name().toLowerCase(Locale.ROOT);
      axis(axis, report, "unknown, its drive " + link, "see the drive and its line");
    } else if (there && !braked) {
      axis(axis, report, "moving or under torque", "wait until it is at rest");
    }
    return this;
  }

  /** Lift and platform at rest. */
  Asking carrierBraked() {
    for (AxisSpec spec : t.layout().axes()) {
      if (spec.name() != AxisName.SHUTTLE) {
        braked(spec.name());
      }
    }
    return this;
  }

  Asking referenced() {
    for (AxisReport report : t.seen.axes()) {
      if (!report.referenced()) {
        axis(report.axis(), report, "unreferenced", "reset and resume: it is homed");
      }
    }
    return this;
  }

  /** Lift and platform at the place, near enough for the shuttle to go out. */
  Asking aligned(Place place) {
    Reach reach = t.layout().reach(place);
    for (AxisSpec spec : t.layout().axes()) {
      if (spec.name() != AxisName.SHUTTLE) {
        within(spec.name(), reach.setpoint(spec.name()), t.site.settings().aligned(spec.name()));
      }
    }
    return this;
  }

  /** The shuttle is out at the place and at rest. */
  Asking shuttleAt(Place place) {
    int window = t.layout().axis(AxisName.SHUTTLE).orElseThrow().windowUnits();
    return within(AxisName.SHUTTLE, t.layout().reach(place).shuttleMm(), window)
        .braked(AxisName.SHUTTLE);
  }

  private Asking within(AxisName axis, int setpoint, int tolerance) {
    AxisReport report = t.axis(axis);
    if (report == null || !AxisState.within(report, setpoint, tolerance)) {
      axis(axis, report, "not at " + setpoint, "move it there");
    }
    return this;
  }

  Asking lifterUp() {
    Points p = t.layout().inputs();
    return on(p.lifterUp(), "raise the lifter").off(p.lifterDown(), "raise the lifter");
  }

  Asking lifterDown() {
    Points p = t.layout().inputs();
    return on(p.lifterDown(), "lower the lifter").off(p.lifterUp(), "lower the lifter");
  }

  Asking lifterAtAnEnd() {
    Points p = t.layout().inputs();
    return t.inputs().on(p.lifterUp()) ? lifterUp() : lifterDown();
  }

  Asking carrierEmpty() {
    Points p = t.layout().inputs();
    return off(p.carrierLoad(), "look at the carrier").off(p.carrierBeam(), "look at the carrier");
  }

  Asking carrierLoaded() {
    Points p = t.layout().inputs();
    return on(p.carrierLoad(), "look at the carrier").on(p.carrierBeam(), "look at the carrier");
  }

  /** The place's own sensors see a car. */
  Asking seenAt(Place place) {
    return sensors(place, true);
  }

  /** The place's own sensors see no car. */
  Asking notSeenAt(Place place) {
    return sensors(place, false);
  }

  /**
   * Nothing weighs on the place's floor. Light barriers are not asked: they cannot tell a car that
   * stands there from the one that hangs over it on the lifter. Both said that the place was empty
   * before the shuttle went out.
   */
  Asking noLoadAt(Place place) {
    return place instanceof Place.AtPortal p
        ? off(Witness.portal(t, p.portal()).carFloor(), LOOK_INTO)
        : this;
  }

  private Asking sensors(Place place, boolean wanted) {
    for (int point : Witness.points(t, place)) {
      sensor(point, wanted);
    }
    return switch (place) {
      case Place.InBay p -> this;
      case Place.AtPortal p -> this;
      case Place.OnCarrier p -> this;
      case Place.Outside p -> record(false, "outside has no sensor", "none");
      case Place.Quarantined p -> record(false, place.label(), "look for the car");
    };
  }

  private void sensor(int point, boolean wanted) {
    if (wanted) {
      on(point, LOOK_INTO);
    } else {
      off(point, LOOK_INTO);
    }
  }

  private void axis(AxisName name, @Nullable AxisReport report, String value, String clears) {
    if (brief) {
      refused = true;
    } else if (report == null) {
      add(new Verdict.Cause(name.key(), "not seen yet", 0, clears));
    } else {
      String text = value + " (" + report.state() + " at " + report.position() + ")";
      add(new Verdict.Cause(name.key(), text, t.stamp.nowMs() - report.polledMs(), clears));
    }
  }

  private void refuse(int point, String clears) {
    if (brief) {
      refused = true;
    } else if (point < 0) {
      cause("a point that this tower lacks", "absent", "add it to the configuration");
    } else {
      String value = !t.inputs().valid(point) ? "unknown" : t.inputs().on(point) ? "on" : "off";
      add(new Verdict.Cause(t.layout().inputs().names().get(point), value, t.ageMs(point), clears));
    }
  }

  private void cause(String input, String value, String clears) {
    if (brief) {
      refused = true;
    } else {
      add(new Verdict.Cause(input, value, 0, clears));
    }
  }

  private void add(Verdict.Cause cause) {
    List<Verdict.Cause> list = causes;
    if (list == null) {
      list = new ArrayList<>(2);
      causes = list;
    }
    list.add(cause);
  }
}
