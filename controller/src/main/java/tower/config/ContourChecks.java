package tower.config;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A contour check tells high from low and refuses what no bay takes. Of bays that differ in more
 * than that it could not say which of them a car fits: such a tower would lift what does not.
 */
final class ContourChecks {
  private static final Map<String, String> OF_ALL_BAYS =
      Map.of(
          "too_wide", "max_width_mm",
          "too_long", "max_length_mm",
          "overload", "max_mass_kg");

  private final View tower;
  private final Problems problems;

  private ContourChecks(View tower, Problems problems) {
    this.tower = tower;
    this.problems = problems;
  }

  static void run(View tower, Problems problems) {
    ContourChecks checks = new ContourChecks(tower, problems);
    tower.list("portals").forEach(checks::portal);
  }

  private void portal(View portal) {
    View inputs = portal.get("inputs");
    OF_ALL_BAYS.forEach((input, limit) -> {
      if (inputs.has(input) && values(limit).size() > 1) {
        say(
            inputs,
            input,
            "one switch for classes that differ in " + limit + ": " + values(limit),
            "give every class the same " + limit + ", or leave the input out");
      }
    });
    SortedSet<Integer> heights = values("max_height_mm");
    if (inputs.has("high_class") && heights.size() > 2) {
      say(
          inputs,
          "high_class",
          "one light barrier for more than two heights: " + heights,
          "have two values of max_height_mm at most, or leave the input out");
    }
    if (inputs.has("too_high") && !inputs.has("high_class") && heights.size() > 1) {
      say(
          inputs,
          "too_high",
          "tells nothing of a car between " + heights.first() + " and " + heights.last() + " mm",
          "add high_class, a light barrier at " + heights.first() + " mm");
    }
  }

  private SortedSet<Integer> values(String limit) {
    return tower.table("classes").values().stream()
        .filter(c -> c.integer(limit).isPresent())
        .map(c -> c.number(limit))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void say(View inputs, String key, String message, String hint) {
    problems.at(inputs.document(), inputs.get(key).at(), message, hint);
  }
}
