package tower.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** What bays and portals must be besides well-formed: reachable, distinct, in sequence. */
final class PlaceChecks {
  private final View tower;
  private final Problems problems;
  private final List<View> places = new ArrayList<>();

  private PlaceChecks(View tower, Problems problems) {
    this.tower = tower;
    this.problems = problems;
    places.addAll(tower.list("bays"));
    places.addAll(tower.list("portals"));
  }

  static void run(View tower, Problems problems) {
    PlaceChecks checks = new PlaceChecks(tower, problems);
    checks.labels();
    checks.reaches();
    checks.levels();
    for (View place : checks.places) {
      checks.setpoints(place);
      checks.side(place);
    }
    for (View bay : tower.list("bays")) {
      checks.sizeClass(bay);
      checks.lane(bay);
    }
    if (tower.has("service_opening")) {
      checks.axisKey(tower.get("service_opening"), "turn", "turn_mdeg", false);
      checks.axisKey(tower.get("service_opening"), "traverse", "traverse_mm", false);
    }
  }

  private void say(View place, String key, String message, String hint) {
    problems.at(place.document(), place.get(key).at(), message, hint);
  }

  private void labels() {
    Map<String, View> seen = new HashMap<>();
    for (View place : places) {
      Optional<String> id = place.text("id");
      View before = id.map(i -> seen.putIfAbsent(i, place)).orElse(null);
      if (before != null) {
        say(place, "id", "\"" + id.orElse("") + "\" is also " + name(before), "rename one of them");
      }
    }
  }

  private void reaches() {
    Map<String, View> seen = new HashMap<>();
    for (View place : places) {
      String reach = laneKey(place) + " depth " + depth(place);
      View before = complete(place) ? seen.putIfAbsent(reach, place) : null;
      if (before != null) {
        problems.at(
            place.document(),
            place.at(),
            "has the same reach as " + name(before),
            "two places cannot be one; at least one setpoint, the side or the depth must differ");
      }
    }
  }

  /** A storey above another one has its setpoints above it, too. */
  private void levels() {
    TreeMap<Integer, View> highest = new TreeMap<>();
    for (View place : places) {
      if (lift(place).isPresent() && place.integer("level").isPresent()) {
        highest.merge(
            place.number("level"), place, (a, b) -> mm(a, "lift_mm") >= mm(b, "lift_mm") ? a : b);
      }
    }
    for (View place : places) {
      Map.Entry<Integer, View> below = highest.lowerEntry(place.integer("level").orElse(0));
      if (below != null
          && lift(place).isPresent()
          && mm(place, "lift_mm") <= mm(below.getValue(), "lift_mm")) {
        say(
            place,
            "lift_mm",
            "level "
                + place.number("level")
                + " at "
                + mm(place, "lift_mm")
                + " mm is not above level "
                + below.getKey()
                + " at "
                + mm(below.getValue(), "lift_mm")
                + " mm ("
                + name(below.getValue())
                + ")",
            "one of the two levels or setpoints is wrong");
      }
    }
  }

  private static OptionalInt lift(View place) {
    return place.integer("lift_mm");
  }

  private static int mm(View place, String key) {
    return place.number(key);
  }

  private void setpoints(View place) {
    within(place, "lift", "lift_mm", "mm");
    within(place, "shuttle", "shuttle_mm", "mm");
    axisKey(place, "turn", "turn_mdeg", true);
    axisKey(place, "traverse", "traverse_mm", true);
    within(place, "turn", "turn_mdeg", "mdeg");
    within(place, "traverse", "traverse_mm", "mm");
  }

  /** A setpoint stands exactly where the tower has its axis. */
  private void axisKey(View place, String axis, String key, boolean needed) {
    boolean hasAxis = tower.get("axes").has(axis);
    if (place.has(key) && !hasAxis) {
      say(place, key, "the tower has no axis " + axis, "remove it, or add [axes." + axis + "]");
    }
    if (!place.has(key) && hasAxis && needed) {
      problems.at(
          place.document(),
          place.at(),
          "missing key `" + key + "`",
          "the tower has an axis " + axis + ": every place needs its setpoint");
    }
  }

  private void within(View place, String axisName, String key, String unit) {
    View axis = tower.get("axes").get(axisName);
    OptionalInt min = axis.integer("travel_min_" + unit);
    OptionalInt max = axis.integer("travel_max_" + unit);
    OptionalInt setpoint = place.integer(key);
    boolean travels = min.isPresent() && max.isPresent() && min.getAsInt() < max.getAsInt();
    if (travels && setpoint.isPresent()) {
      int at = setpoint.getAsInt();
      if (at < min.getAsInt() || at > max.getAsInt()) {
        say(
            place,
            key,
            "setpoint "
                + at
                + " is outside the travel "
                + min.getAsInt()
                + ".."
                + max.getAsInt()
                + " of the "
                + axisName,
            "correct it, or travel_min_"
                + unit
                + " and travel_max_"
                + unit
                + " in [axes."
                + axisName
                + "]");
      }
    }
  }

  private void side(View place) {
    Optional<String> side = place.text("side");
    OptionalInt shuttle = place.integer("shuttle_mm");
    if (side.isPresent() && shuttle.isPresent()) {
      int at = shuttle.getAsInt();
      if (side.get().equals("left") ? at >= 0 : side.get().equals("right") && at <= 0) {
        say(
            place,
            "shuttle_mm",
            "setpoint " + at + " does not lie on the " + side.get(),
            "the shuttle's setpoint is negative to the left and positive to the right");
      }
    }
  }

  private void sizeClass(View bay) {
    Optional<String> name = bay.text("class");
    if (name.isPresent() && !tower.get("classes").has(name.get())) {
      List<String> known = List.copyOf(tower.table("classes").keySet());
      say(
          bay,
          "class",
          "there is no class \"" + name.get() + "\"",
          Nearest.of(name.get(), known)
              .map(near -> "did you mean \"" + near + "\"?")
              .orElse("known are " + String.join(", ", known)));
    }
  }

  /** Behind a lane's front bay, and farther than it: else the shuttle would stop inside a car. */
  private void lane(View bay) {
    if (depth(bay) != 2 || !complete(bay)) {
      return;
    }
    Optional<View> front =
        tower.list("bays").stream()
            .filter(b -> depth(b) == 1 && complete(b) && laneKey(b).equals(laneKey(bay)))
            .findFirst();
    if (front.isEmpty()) {
      say(
          bay,
          "depth",
          "there is no bay of depth 1 in front of this one",
          "add it with the same lift, turn or traverse setpoint and side");
    } else if (Math.abs(mm(front.get(), "shuttle_mm")) >= Math.abs(mm(bay, "shuttle_mm"))) {
      say(
          bay,
          "shuttle_mm",
          "is not farther out than " + name(front.get()) + " in front of it",
          "depth 2 lies behind depth 1");
    }
  }

  private static int depth(View place) {
    return place.integer("depth").orElse(1);
  }

  private boolean complete(View place) {
    return lift(place).isPresent() && place.text("side").isPresent();
  }

  private static String laneKey(View place) {
    return "lift "
        + mm(place, "lift_mm")
        + " turn "
        + mm(place, "turn_mdeg")
        + " traverse "
        + mm(place, "traverse_mm")
        + " "
        + place.text("side").orElse("");
  }

  private static String name(View place) {
    return TomlDocument.path(place.at()) + place.text("id").map(id -> " (" + id + ")").orElse("");
  }
}
