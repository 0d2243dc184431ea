package tower.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tower.model.AxisName;
import tower.model.AxisSpec;
import tower.model.Bay;
import tower.model.Layout;
import tower.model.MaintenanceWindow;
import tower.model.OutputPoints;
import tower.model.Place;
import tower.model.Points;
import tower.model.Portal;
import tower.model.Reach;
import tower.model.Release;
import tower.model.Side;
import tower.model.Vehicle;

/**
 * The smallest tower that has everything awkward: a turning platform, a two-sided shuttle, one lane
 * two cars deep, one low bay, a service opening.
 */
final class TinyTower {
  static final String CODE = "K7QX";
  static final CodeKey KEY = new CodeKey("sixteen bytes and more".getBytes(StandardCharsets.UTF_8));

  /** Short enough that a test need not wait, each different so that no test mistakes one. */
  static final Settings SETTINGS = settings(List.of());

  static final Place.InBay B001 = new Place.InBay("B001");
  static final Place.InBay FRONT = new Place.InBay("B101");
  static final Place.InBay BACK = new Place.InBay("B102");
  static final Place.InBay LOW = new Place.InBay("B201");
  static final Place.AtPortal P1 = new Place.AtPortal("P1");
  static final Place.AtPortal P2 = new Place.AtPortal("P2");
  static final Place.OnCarrier CARRIER = new Place.OnCarrier();

  private TinyTower() {}

  private static Settings settings(List<MaintenanceWindow> windows) {
    return new Settings(
        KEY, 1_000, 10_000, 300, 8_000, 200, 500, 3_000, 60_000, 120_000, 30_000, 2_000, 3, 90, 3,
        5, 100, windows);
  }

  /** A release that no clock refuses. */
  static Release release(String jti, String codeHash) {
    return new Release(jti, "kid", codeHash, 0, Long.MAX_VALUE / 2, 0);
  }

  static Vehicle car(int number, Place place) {
    return car(number, 1_500, place);
  }

  static Vehicle car(int number, int heightMm, Place place) {
    return new Vehicle(
        vin(number), "Brand", "Model", "Trim", "red", heightMm, 4_500, 1_800, 1_500, 80, place);
  }

  static String vin(int number) {
    return String.format(Locale.ROOT, "LVSHCAMB1CE%06d", number);
  }

  static Site site(int portals) {
    return Site.of(layout(portals), SETTINGS);
  }

  /** One with a portal, and maintenance that is planned. */
  static Site maintained(MaintenanceWindow... windows) {
    return Site.of(layout(1), settings(List.of(windows)));
  }

  /** The same with one portal that measures what is driven into it. */
  static Site measuring() {
    Layout plain = layout(1);
    Points p = plain.inputs();
    int n = p.names().size();
    Points.OfPortal q = p.portals().getFirst();
    Points.OfPortal measures =
        new Points.OfPortal(
            q.innerClosed(),
            q.innerLocked(),
            q.innerOpen(),
            q.outerClosed(),
            q.outerLocked(),
            q.outerOpen(),
            q.carFloor(),
            q.carBeam(),
            q.fieldClear(),
            q.confirm(),
            new Points.Contour(n, n + 1, n + 2, n + 3, n + 4));
    List<String> names = new ArrayList<>(p.names());
    names.addAll(List.of("high_class", "too_high", "too_wide", "too_long", "overload"));
    Points points =
        new Points(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, p.bays(), List.of(measures), names);
    return Site.of(
        new Layout("tiny", plain.axes(), plain.bays(), plain.portals(), points, plain.outputs()),
        SETTINGS);
  }

  static Layout layout(int portals) {
    List<AxisSpec> axes =
        List.of(
            new AxisSpec(AxisName.SHUTTLE, 2, -2650, 5050, 750, 400, 19, 150, 3),
            new AxisSpec(AxisName.LIFT, 1, 0, 4900, 500, 300, 17, 100, 3),
            new AxisSpec(AxisName.TURN, 3, 0, 360_000, 30_000, 20_000, 17, 10_000, 50));
    List<Bay> bays =
        List.of(
            bay("B001", 0, 0, 90_000, 1, 2600, 2050),
            bay("B101", 1, 2400, 0, 1, 2600, 2050),
            bay("B102", 1, 2400, 0, 2, 5000, 2050),
            bay("B201", 2, 4800, 0, 1, 2600, 1650));
    List<Portal> doors = new ArrayList<>();
    for (int i = 0; i < portals; i++) {
      doors.add(
          new Portal("P" + (i + 1), new Reach(0, 0, i * 180_000, 0, Side.LEFT, 1, -2600), 2050));
    }
    return new Layout("tiny", axes, bays, doors, inputs(portals), outputs(portals));
  }

  private static Bay bay(
      String id, int level, int liftMm, int turnMdeg, int depth, int shuttleMm, int heightMm) {
    Reach reach = new Reach(level, liftMm, turnMdeg, 0, Side.RIGHT, depth, shuttleMm);
    return new Bay(id, reach, heightMm, 5300, 2100, 2500);
  }

  private static Points inputs(int portals) {
    List<String> names =
        new ArrayList<>(
            List.of(
                "chain_a",
                "chain_b",
                "key",
                "reset",
                "resume",
                "doors_locked",
                "service_locked",
                "shuttle_home",
                "carrier_level",
                "carrier_load",
                "carrier_beam",
                "lifter_up",
                "lifter_down",
                "B001",
                "B101",
                "B102",
                "B201"));
    List<Points.OfPortal> groups = new ArrayList<>();
    for (int i = 1; i <= portals; i++) {
      int n = names.size();
      for (String name :
          List.of(
              "inner_closed",
              "inner_locked",
              "inner_open",
              "outer_closed",
              "outer_locked",
              "outer_open",
              "car_floor",
              "car_beam",
              "field_clear",
              "confirm")) {
        names.add("P" + i + "." + name);
      }
      groups.add(
          new Points.OfPortal(n, n + 1, n + 2, n + 3, n + 4, n + 5, n + 6, n + 7, n + 8, n + 9));
    }
    return new Points(
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, List.of(13, 14, 15, 16), groups, names);
  }

  private static OutputPoints outputs(int portals) {
    List<String> names =
        new ArrayList<>(List.of("lifter_up", "lifter_down", "lamp_alarm", "lamp_resume"));
    List<OutputPoints.OfPortal> groups = new ArrayList<>();
    for (int i = 1; i <= portals; i++) {
      int n = names.size();
      for (String name :
          List.of("inner_open", "inner_close", "outer_open", "outer_close", "go", "stop")) {
        names.add("P" + i + "." + name);
      }
      groups.add(new OutputPoints.OfPortal(n, n + 1, n + 2, n + 3, n + 4, n + 5));
    }
    return new OutputPoints(0, 1, 2, 3, groups, names);
  }
}
