package tower.core;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tower.model.AxisName;
import tower.model.AxisReport;
import tower.model.AxisSpec;
import tower.model.Bay;
import tower.model.DriveState;
import tower.model.Layout;
import tower.model.Link;
import tower.model.MoveProgress;
import tower.model.OutputImage;
import tower.model.OutputPoints;
import tower.model.Place;
import tower.model.Portal;
import tower.model.Reach;

/**
 * The steel of a tiny tower. Its sensors follow from where things are, and it writes down whatever
 * would have broken something.
 */
final class Machine {
  enum Door {
    SHUT,
    BETWEEN,
    OPEN
  }

  enum Lifter {
    DOWN,
    BETWEEN,
    UP
  }

  /** One axis and its drive. */
  static final class Axis {
    int position;
    boolean referenced;
    boolean counted;
    boolean tripped;
    boolean homes;
    int setpoint;
    long moveId;
    MoveProgress progress = MoveProgress.NONE;
    Link link = Link.UP;

    boolean moves() {
      return progress == MoveProgress.UNDER_WAY;
    }

    private void stop(MoveProgress end) {
      if (moves()) {
        progress = end;
      }
    }
  }

  final List<String> violations = new ArrayList<>();
  final Map<AxisName, Axis> axes = new EnumMap<>(AxisName.class);
  final Map<String, Door> inner = new TreeMap<>();
  final Map<String, Door> outer = new TreeMap<>();
  final Set<String> people = new HashSet<>();
  final Set<Integer> pressed = new HashSet<>();
  boolean emergency;
  boolean key;
  Lifter lifter = Lifter.DOWN;
  @Nullable String borne;
  private final Layout layout;
  private final MachineSensors sensors;
  private final Map<String, String> standing = new TreeMap<>();

  Machine(Layout layout) {
    this.layout = layout;
    sensors = new MachineSensors(layout, this);
    for (AxisSpec spec : layout.axes()) {
      axes.put(spec.name(), new Axis());
    }
    for (Portal portal : layout.portals()) {
      inner.put(portal.id(), Door.SHUT);
      outer.put(portal.id(), Door.SHUT);
    }
  }

  Axis axis(AxisName name) {
    return java.util.Objects.requireNonNull(axes.get(name));
  }

  void put(Place place, String vin) {
    if (standing.put(place.label(), vin) != null) {
      violations.add(vin + " was put onto another car in " + place.label());
    }
  }

  @Nullable String take(Place place) {
    return standing.remove(place.label());
  }

  @Nullable String at(Place place) {
    return place instanceof Place.OnCarrier ? borne : standing.get(place.label());
  }

  /** The cars in the tower, by VIN. */
  Set<String> cars() {
    Set<String> cars = new HashSet<>(standing.values());
    if (borne != null) {
      cars.add(borne);
    }
    return cars;
  }

  boolean isHome() {
    return axis(AxisName.SHUTTLE).position == 0;
  }

  /** Emergency stop: the torque is gone, and a drive that had it trips. */
  void emergency(boolean pushed) {
    emergency = pushed;
    if (pushed) {
      trip();
    }
  }

  /** Every drive under torque trips. */
  void trip() {
    for (Axis axis : axes.values()) {
      if (axis.moves()) {
        axis.stop(MoveProgress.FAILED);
        axis.tripped = true;
      }
    }
  }

  /** The drives forget where they are; nothing moves. */
  void powerCut() {
    for (Axis axis : axes.values()) {
      axis.referenced = false;
      axis.counted = false;
      axis.tripped = false;
      axis.progress = MoveProgress.NONE;
      axis.moveId = 0;
    }
  }

  /**
   * The board alone starts anew: the node guards stop the axes, the drives keep their reference.
   */
  void boardDied() {
    axes.values().forEach(a -> a.stop(MoveProgress.NONE));
  }

  void obey(List<Effect> effects) {
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.Move e -> move(e.axis(), e.moveId(), e.setpoint(), false);
        case Effect.Home e -> move(e.axis(), e.moveId(), 0, true);
        case Effect.Stop e -> axes.values().forEach(a -> a.stop(MoveProgress.NONE));
        case Effect.ResetDrives e -> axes.values().forEach(a -> a.tripped = false);
        case Effect.Reply e -> {}
        case Effect.AskPlanner e -> {}
        case Effect.Exit e -> {}
      }
    }
  }

  private void move(AxisName name, long moveId, int setpoint, boolean homes) {
    Axis axis = axis(name);
    boolean shuttle = name == AxisName.SHUTTLE;
    boolean others =
        axes.entrySet().stream().anyMatch(e -> e.getKey() != name && moving(e, shuttle));
    if (others) {
      violations.add(name + " moves while another axis that excludes it does");
    }
    if (!shuttle && axis(AxisName.SHUTTLE).position != 0) {
      violations.add(name + " moves with the shuttle out");
    }
    if (!homes && !axis.referenced) {
      violations.add(name + " moves unreferenced");
    }
    if (lifter == Lifter.BETWEEN) {
      violations.add(name + " moves with the lifter between its ends");
    }
    if (emergency || !enclosed()) {
      violations.add(name + " is moved with the chain open");
    }
    axis.moveId = moveId;
    axis.setpoint = setpoint;
    axis.counted |= axis.referenced;
    axis.homes = homes;
    axis.referenced &= !homes;
    axis.progress = MoveProgress.UNDER_WAY;
  }

  /** Lift and platform may move together, the shuttle only alone. */
  private static boolean moving(Map.Entry<AxisName, Axis> other, boolean shuttle) {
    return other.getValue().moves() && (shuttle || other.getKey() == AxisName.SHUTTLE);
  }

  /** Everything that is under way comes to its end. */
  void arrive(OutputImage out) {
    for (Axis axis : axes.values()) {
      if (axis.moves() && torque(out)) {
        axis.position = axis.setpoint;
        axis.referenced |= axis.homes;
        axis.progress = MoveProgress.DONE;
      }
    }
    OutputPoints points = layout.outputs();
    if (out.on(points.lifterUp())) {
      up();
      lifter = Lifter.UP;
    } else if (out.on(points.lifterDown())) {
      down();
    }
    doors(out, false);
  }

  /** Everything that is under way comes half way. */
  void arriveHalf(OutputImage out) {
    for (Axis axis : axes.values()) {
      if (axis.moves() && torque(out)) {
        axis.position = (axis.position + axis.setpoint) / 2;
      }
    }
    OutputPoints points = layout.outputs();
    if (out.on(points.lifterUp())) {
      up();
      lifter = Lifter.BETWEEN;
    } else if (out.on(points.lifterDown())) {
      lifter = Lifter.BETWEEN;
    }
    doors(out, true);
  }

  private boolean torque(OutputImage out) {
    return out.permit() && !emergency && enclosed();
  }

  private void up() {
    Place place = stand();
    if (lifter == Lifter.DOWN && place != null) {
      borne = standing.remove(place.label());
    }
  }

  private void down() {
    Place place = stand();
    if (borne != null && place == null) {
      violations.add(borne + " was lowered where no stand is");
    } else if (borne != null && place != null) {
      put(place, borne);
      borne = null;
    }
    lifter = Lifter.DOWN;
  }

  /** The stand under the shuttle, null for none. */
  private @Nullable Place stand() {
    for (Bay bay : layout.bays()) {
      if (isAt(bay.reach(), 10)) {
        return new Place.InBay(bay.id());
      }
    }
    for (Portal portal : layout.portals()) {
      if (isAt(portal.reach(), 10)) {
        return new Place.AtPortal(portal.id());
      }
    }
    return null;
  }

  boolean isAt(Reach reach, int window) {
    return layout.axes().stream()
        .allMatch(s -> Math.abs(axis(s.name()).position - reach.setpoint(s.name())) <= window);
  }

  private void doors(OutputImage out, boolean half) {
    for (int i = 0; i < layout.portals().size(); i++) {
      String id = layout.portals().get(i).id();
      OutputPoints.OfPortal p = layout.outputs().portals().get(i);
      door(inner, id, out.on(p.innerOpen()), out.on(p.innerClose()), half);
      door(outer, id, out.on(p.outerOpen()), out.on(p.outerClose()), half);
      if (out.on(p.outerOpen()) && inner.get(id) != Door.SHUT) {
        violations.add("both doors of " + id + " open");
      }
      if (out.on(p.outerClose()) && people.contains(id)) {
        violations.add("the outer door of " + id + " closes onto somebody");
      }
      if (out.on(p.innerOpen()) && (outer.get(id) != Door.SHUT || people.contains(id))) {
        violations.add("the inner door of " + id + " opens to the street or to somebody");
      }
    }
  }

  private static void door(
      Map<String, Door> doors, String id, boolean open, boolean close, boolean half) {
    if (open || close) {
      doors.put(id, half ? Door.BETWEEN : open ? Door.OPEN : Door.SHUT);
    }
  }

  boolean enclosed() {
    return layout.portals().stream()
        .allMatch(p -> inner.get(p.id()) == Door.SHUT || outer.get(p.id()) == Door.SHUT);
  }

  /** What a working sensor of this point says. */
  boolean reads(int point) {
    return sensors.reads(point);
  }

  List<AxisReport> reports(long nowMs) {
    List<AxisReport> reports = new ArrayList<>();
    for (AxisSpec spec : layout.axes()) {
      Axis a = axis(spec.name());
      DriveState state =
          a.tripped
              ? DriveState.FAULT
              : a.moves() ? DriveState.OPERATION_ENABLED : DriveState.SWITCH_ON_DISABLED;
      reports.add(
          new AxisReport(
              spec.name(),
              a.link,
              state,
              a.referenced,
              a.referenced || (a.counted && a.homes),
              a.position,
              !a.moves(),
              a.moveId,
              a.progress,
              nowMs,
              ""));
    }
    return reports;
  }

  @Override
  public String toString() {
    return standing + ", on the carrier " + borne + ", inner " + inner + ", outer " + outer;
  }
}
