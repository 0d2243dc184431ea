package tower.config;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Does the drive that an axis names fit this axis and this line? */
final class DriveFit {
  private final View tower;
  private final Problems problems;

  private DriveFit(View tower, Problems problems) {
    this.tower = tower;
    this.problems = problems;
  }

  /** Compares each axis with its drive's file, as far as both could be read. */
  static void run(View tower, Map<String, View> drives, Problems problems) {
    DriveFit fit = new DriveFit(tower, problems);
    tower
        .table("axes")
        .forEach((name, axis) ->
            axis.text("drive").map(drives::get).ifPresent(drive -> fit.counts(name, axis, drive)));
    drives.values().forEach(fit::guard);
  }

  /** A value that does not fit the drive's registers would be cut to another position. */
  private void counts(String name, View axis, View drive) {
    boolean turns = name.equals("turn");
    String unit = turns ? "mdeg" : "mm";
    String[] ratio =
        drive
            .get("units")
            .node()
            .path(turns ? "units_per_degree" : "units_per_mm")
            .asText()
            .split("/", 2);
    if (!ratio[0].matches("[0-9]{1,7}") || !ratio[ratio.length - 1].matches("[1-9][0-9]{0,6}")) {
      return; // the schema has complained
    }
    long numerator = Long.parseLong(ratio[0]);
    long denominator = ratio.length == 2 ? Long.parseLong(ratio[1]) : 1;
    long per = denominator * (turns ? 1000 : 1);
    boolean one = drive.get("line").integer("words_per_value").orElse(2) == 1;
    long most = one ? Short.MAX_VALUE : Integer.MAX_VALUE;
    for (String key :
        List.of(
            "travel_min_" + unit,
            "travel_max_" + unit,
            "speed_" + unit + "_per_s",
            "acceleration_" + unit + "_per_s2")) {
      OptionalInt value = axis.integer(key);
      long counts = Math.abs((long) value.orElse(0)) * numerator / per;
      if (counts > most) {
        problems.at(
            tower.document(),
            axis.get(key).at(),
            value.getAsInt()
                + " is "
                + counts
                + " counts of its drive, which takes "
                + most
                + " at most",
            "take a drive with two words per value, or coarser units per mm in its file");
      }
    }
  }

  /** After a doubtful answer the line rests; a drive whose guard is shorter than that trips. */
  private void guard(View drive) {
    OptionalInt guard = drive.get("node_guard").integer("value_ms");
    View serial = tower.get("serial");
    OptionalInt quarantine = serial.integer("quarantine_ms");
    OptionalInt timeout = serial.integer("timeout_ms");
    OptionalInt cycle = tower.get("timing").integer("cycle_ms");
    if (guard.isEmpty() || quarantine.isEmpty() || timeout.isEmpty() || cycle.isEmpty()) {
      return;
    }
    int answer = drive.get("line").integer("longest_answer_ms").orElse(0);
    long silence =
        (long) Math.max(quarantine.getAsInt(), answer) + timeout.getAsInt() + 2L * cycle.getAsInt();
    if (guard.getAsInt() <= silence) {
      problems.at(
          drive.document(),
          JsonPointer.compile("/node_guard/value_ms"),
          guard.getAsInt()
              + " ms is shorter than the "
              + silence
              + " ms that one doubtful answer keeps the line silent (time-out, quarantine, two"
              + " cycles)",
          "take more, or less of serial.timeout_ms, serial.quarantine_ms or line.longest_answer_ms");
    }
  }
}
