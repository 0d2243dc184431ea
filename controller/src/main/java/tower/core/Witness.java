package tower.core;

import java.util.Optional;
import tower.model.AxisName;
import tower.model.AxisReport;
import tower.model.AxisSpec;
import tower.model.Bay;
import tower.model.MoveProgress;
import tower.model.Place;
import tower.model.Points;
import tower.model.Portal;
import tower.model.Reach;
import tower.model.Step;
import tower.motion.AxisState;

/** What the sensors must say before a step counts as done: never the clock, never "it was sent". */
final class Witness {
  /** Longer than the flag of any home switch, and far from where the shuttle leaves the carrier. */
  private static final int HOME_FLAG_MM = 20;

  private static final String TOO_SOON = "its end switch answers sooner than it can be there";

  private Witness() {}

  /**
   * What still speaks against this step being done; allowed when its witnesses hold.
   *
   * @param explain whether a no must name its causes
   */
  static Verdict after(Turn t, Run run, long moveId, boolean explain) {
    Asking a = explain ? new Asking(t) : Asking.briefly(t);
    Points p = t.layout().inputs();
    return switch (run.step()) {
      case Step.Travel s -> {
        Reach reach = t.layout().reach(s.to());
        for (AxisSpec spec : t.layout().axes()) {
          if (spec.name() != AxisName.SHUTTLE) {
            arrived(t, a, spec, moveId, reach.setpoint(spec.name()));
          }
        }
        yield a.on(p.carrierLevel(), "see the landing's flag").verdict("travel-confirm");
      }
      case Step.OpenInner s ->
          a.on(portal(t, s.portal()).innerOpen(), "see the door")
              .off(portal(t, s.portal()).innerClosed(), "see the door")
              .record(doorHadTime(t, run), TOO_SOON, "wait")
              .verdict("open-inner-confirm");
      case Step.CloseInner s ->
          a.on(portal(t, s.portal()).innerClosed(), "see the door")
              .on(portal(t, s.portal()).innerLocked(), "see the lock")
              .record(doorHadTime(t, run), TOO_SOON, "wait")
              .verdict("close-inner-confirm");
      case Step.Extend s -> {
        arrived(t, a, shuttle(t), moveId, t.layout().reach(s.to()).shuttleMm());
        yield a.off(p.shuttleHome(), "see the home switch").verdict("extend-confirm");
      }
      case Step.Raise s ->
          a.lifterUp()
              .on(p.carrierLoad(), "see the load cells")
              .record(lifterHadTime(t, run), TOO_SOON, "wait")
              .verdict("raise-confirm");
      case Step.Lower s ->
          a.lifterDown()
              .off(p.carrierLoad(), "see the load cells")
              .seenAt(s.onto())
              .record(lifterHadTime(t, run), TOO_SOON, "wait")
              .verdict("lower-confirm");
      case Step.Retract s -> retracted(t, a, run, s, moveId);
      case Step.Home s -> {
        homed(t, a, s.axis(), moveId);
        yield (s.axis() == AxisName.SHUTTLE ? a.shuttleHome() : a).verdict("home-confirm");
      }
      case Step.LowerHere s ->
          a.lifterDown()
              .off(p.carrierLoad(), "see the load cells")
              .record(
                  lowered(t, run), "the lifter has not had the time for its whole way yet", "wait")
              .verdict("lower-here-confirm");
    };
  }

  /**
   * A switch that was on before the lifter began may be stuck: it counts only when the lifter has
   * also had the time for its whole way, which takes less than half of its limit.
   */
  private static boolean lowered(Turn t, Run run) {
    Settings s = t.site.settings();
    int least = Math.max(s.lifterLimitMs() / 2, s.lifterLeastMs());
    return hadTime(t, run, s.lifterLimitMs(), least);
  }

  /**
   * An end switch that sticks, or flickers, the moment before the way begins was not seen in time
   * to be refused: it says "there" while the leaf still stands at the other end.
   */
  private static boolean doorHadTime(Turn t, Run run) {
    Settings s = t.site.settings();
    return hadTime(t, run, s.doorLimitMs(), s.doorLeastMs());
  }

  private static boolean lifterHadTime(Turn t, Run run) {
    Settings s = t.site.settings();
    return hadTime(t, run, s.lifterLimitMs(), s.lifterLeastMs());
  }

  private static boolean hadTime(Turn t, Run run, int limitMs, int leastMs) {
    return run.phase() instanceof Phase.Underway u
        && t.stamp.nowMs() >= u.deadlineMs() - limitMs + leastMs;
  }

  /** True when the encoder, as far as it counts from a reference, has the shuttle elsewhere. */
  static boolean shuttleAwayFrom(Turn t, Place place) {
    AxisReport report = t.axis(AxisName.SHUTTLE);
    boolean home = place instanceof Place.OnCarrier;
    int mm = home ? 0 : t.layout().reach(place).shuttleMm();
    int window = home ? HOME_FLAG_MM : shuttle(t).windowUnits();
    return report != null && report.counted() && Math.abs(report.position() - mm) > window;
  }

  /** Home, and the car is where this transfer should have left it, by two unlike sensors. */
  private static Verdict retracted(Turn t, Asking a, Run run, Step.Retract s, long moveId) {
    arrived(t, a, shuttle(t), moveId, 0);
    a.shuttleHome();
    if (run.before() instanceof Step.Raise) {
      a.carrierLoaded().notSeenAt(s.from());
    } else {
      a.carrierEmpty().seenAt(s.from());
    }
    return a.verdict("retract-confirm");
  }

  private static void arrived(Turn t, Asking a, AxisSpec spec, long moveId, int setpoint) {
    AxisReport report = t.axis(spec.name());
    boolean there = report != null && AxisState.arrived(spec, report, moveId, setpoint);
    a.done(there, spec.name(), "has not arrived");
  }

  private static void homed(Turn t, Asking a, AxisName axis, long moveId) {
    AxisReport report = t.axis(axis);
    boolean done =
        report != null
            && report.moveId() == moveId
            && report.progress() == MoveProgress.DONE
            && report.referenced()
            && AxisState.braked(report);
    a.done(done, axis, "is not homed");
  }

  /** What the sensors say of everything a transfer touches, for the journal. */
  static String text(Turn t) {
    Points p = t.layout().inputs();
    StringBuilder text = new StringBuilder(96);
    for (AxisReport report : t.seen.axes()) {
      text.append(report.axis().key()).append('=').append(report.position()).append(' ');
    }
    append(t, text, "shuttle_home", p.shuttleHome());
    append(t, text, "load", p.carrierLoad());
    append(t, text, "beam", p.carrierBeam());
    append(t, text, "up", p.lifterUp());
    append(t, text, "down", p.lifterDown());
    return text.toString();
  }

  private static void append(Turn t, StringBuilder text, String name, int point) {
    String value = t.inputs().on(point) ? "1" : t.inputs().off(point) ? "0" : "?";
    text.append(name).append('=').append(value).append(' ');
  }

  /** The points that see a car at a place; none where nothing can. */
  static int[] points(Turn t, Place place) {
    Points points = t.layout().inputs();
    return switch (place) {
      case Place.InBay p -> new int[] {points.bays().get(t.layout().bayIndex(p.bay()))};
      case Place.AtPortal p -> {
        Points.OfPortal portal = points.portals().get(t.layout().portalIndex(p.portal()));
        yield new int[] {portal.carFloor(), portal.carBeam()};
      }
      case Place.OnCarrier p -> new int[] {points.carrierLoad(), points.carrierBeam()};
      case Place.Outside p -> new int[0];
      case Place.Quarantined p -> new int[0];
    };
  }

  /** Car seen by two unlike sensors, or by none; empty when they contradict each other. */
  static Optional<Boolean> both(Turn t, int one, int other) {
    if (t.inputs().on(one) && t.inputs().on(other)) {
      return Optional.of(true);
    }
    return t.inputs().off(one) && t.inputs().off(other) ? Optional.of(false) : Optional.empty();
  }

  /** The shuttle is home by its switch, and by its encoder as far as that knows. */
  static boolean shuttleHome(Turn t) {
    AxisReport report = t.axis(AxisName.SHUTTLE);
    boolean away = report != null && report.counted() && Math.abs(report.position()) > HOME_FLAG_MM;
    return t.inputs().on(t.layout().inputs().shuttleHome()) && !away;
  }

  /** True when the axis stands where a bay or a portal is, near enough for the shuttle. */
  static boolean atSomePlace(Turn t, AxisSpec spec) {
    for (Bay bay : t.layout().bays()) {
      if (near(t, spec, bay.reach())) {
        return true;
      }
    }
    for (Portal portal : t.layout().portals()) {
      if (near(t, spec, portal.reach())) {
        return true;
      }
    }
    return false;
  }

  private static boolean near(Turn t, AxisSpec spec, Reach reach) {
    AxisReport report = t.axis(spec.name());
    int tolerance = t.site.settings().aligned(spec.name());
    return report != null && AxisState.within(report, reach.setpoint(spec.name()), tolerance);
  }

  static Points.OfPortal portal(Turn t, String id) {
    return t.layout().inputs().portals().get(t.layout().portalIndex(id));
  }

  private static AxisSpec shuttle(Turn t) {
    return t.layout().axis(AxisName.SHUTTLE).orElseThrow();
  }
}
