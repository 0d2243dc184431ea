package tower.config;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** What axes and the HTTP interface must be besides well-formed. */
final class AxisChecks {
  private static final Set<Integer> HALF_CAM = Set.of(19, 21);

  private final View tower;
  private final Problems problems;

  private AxisChecks(View tower, Problems problems) {
    this.tower = tower;
    this.problems = problems;
  }

  static void run(View tower, Problems problems) {
    AxisChecks checks = new AxisChecks(tower, problems);
    Map<Integer, String> units = new HashMap<>();
    tower.table("axes").forEach((name, axis) -> checks.axis(name, axis, units));
    View axes = tower.get("axes");
    if (axes.has("turn") && axes.has("traverse")) {
      checks.say(
          axes.get("traverse"), "turn and traverse exclude each other", "remove one of the two");
    }
    checks.waits();
    checks.ways("door");
    checks.ways("lifter");
  }

  private void say(View value, String message, String hint) {
    problems.at(value.document(), value.at(), message, hint);
  }

  private void axis(String name, View axis, Map<Integer, String> units) {
    String unit = name.equals("turn") ? "mdeg" : "mm";
    OptionalInt busUnit = axis.integer("bus_unit");
    String other = busUnit.isPresent() ? units.putIfAbsent(busUnit.getAsInt(), name) : null;
    if (other != null) {
      say(
          axis.get("bus_unit"),
          busUnit.getAsInt() + " is also the unit of axes." + other,
          "every drive on the line has an address of its own");
    }
    travel(axis, unit);
    homing(axis, unit);
    OptionalInt speed = axis.integer("speed_" + unit + "_per_s");
    String homingSpeed = "homing_speed_" + unit + "_per_s";
    if (speed.isPresent() && axis.integer(homingSpeed).orElse(0) > speed.getAsInt()) {
      say(
          axis.get(homingSpeed),
          "is higher than the axis's speed " + speed.getAsInt(),
          "homing runs against a switch: keep it slow");
    }
  }

  private void travel(View axis, String unit) {
    OptionalInt min = axis.integer("travel_min_" + unit);
    OptionalInt max = axis.integer("travel_max_" + unit);
    if (min.isEmpty() || max.isEmpty()) {
      return;
    }
    if (min.getAsInt() >= max.getAsInt()) {
      say(
          axis.get("travel_max_" + unit),
          "is not above travel_min_" + unit + " = " + min.getAsInt(),
          "exchange the two");
    } else if (min.getAsInt() > 0 || max.getAsInt() < 0) {
      say(
          axis.get("travel_" + (min.getAsInt() > 0 ? "min_" : "max_") + unit),
          "the travel " + min.getAsInt() + ".." + max.getAsInt() + " does not contain 0",
          "homing ends at 0, so 0 must lie within the travel");
    }
  }

  /** Method 17 looks for 0 at the lower end: an axis that goes below 0 would pass it by. */
  private void homing(View axis, String unit) {
    OptionalInt min = axis.integer("travel_min_" + unit);
    OptionalInt method = axis.integer("homing_method");
    if (min.isEmpty() || method.isEmpty()) {
      return;
    }
    if (method.getAsInt() == 17 && min.getAsInt() < 0) {
      say(
          axis.get("homing_method"),
          "17 finds 0 at the negative end, but the travel begins at " + min.getAsInt(),
          "use 19 or 21 with a home switch at 0, or let the travel begin at 0");
    }
    if (HALF_CAM.contains(method.getAsInt()) && min.getAsInt() >= 0) {
      say(
          axis.get("homing_method"),
          method.getAsInt()
              + " needs travel on both sides of 0, but it begins at "
              + min.getAsInt(),
          "use 17, or let the travel begin below 0");
    }
  }

  private void waits() {
    View serial = tower.get("serial");
    OptionalInt timeout = serial.integer("timeout_ms");
    if (timeout.isEmpty()) {
      return;
    }
    if (serial.integer("stop_answer_ms").orElse(0) > timeout.getAsInt()) {
      say(
          serial.get("stop_answer_ms"),
          "is longer than timeout_ms = " + timeout.getAsInt(),
          "a stop waits less than any other exchange, or it delays the next drive's stop");
    }
    if (serial.integer("quarantine_ms").orElse(timeout.getAsInt()) < timeout.getAsInt()) {
      say(
          serial.get("quarantine_ms"),
          "is shorter than timeout_ms = " + timeout.getAsInt(),
          "a late answer would fall into the next exchange");
    }
  }

  /** What is believed only after its limit is never believed. */
  private void ways(String what) {
    View timing = tower.get("timing");
    OptionalInt limit = timing.integer(what + "_timeout_ms");
    OptionalInt least = timing.integer(what + "_least_ms");
    if (limit.isPresent() && least.isPresent() && least.getAsInt() >= limit.getAsInt()) {
      say(
          timing.get(what + "_least_ms"),
          "is not below " + what + "_timeout_ms = " + limit.getAsInt(),
          "no way that is shorter counts, and every longer one has failed");
    }
  }
}
