package tower.config;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What maintenance windows must be besides well-formed: in a known zone, and not all the week. */
final class WindowChecks {
  private static final int DAY_MINUTES = 24 * 60;
  private static final int WEEK_MINUTES = 7 * DAY_MINUTES;

  /** The IANA's, as Java knows them; an offset such as {@code UTC+8} is none. */
  private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

  private final Problems problems;
  private final List<Hours> hours = new ArrayList<>();

  /**
   * A window in its zone's week.
   *
   * @param begins minutes from Monday, 0 o'clock
   */
  private record Hours(View window, String zone, int begins, int minutes) {
    boolean overlaps(Hours other) {
      int after = Math.floorMod(other.begins - begins, WEEK_MINUTES);
      int before = Math.floorMod(begins - other.begins, WEEK_MINUTES);
      return zone.equals(other.zone) && (after < minutes || before < other.minutes);
    }
  }

  private WindowChecks(Problems problems) {
    this.problems = problems;
  }

  static void run(View tower, Problems problems) {
    WindowChecks checks = new WindowChecks(problems);
    for (View window : tower.list("maintenance_windows")) {
      checks.zone(window);
      hours(window).ifPresent(checks::apart);
    }
    if (checks.hours.stream().mapToInt(Hours::minutes).sum() >= WEEK_MINUTES) {
      checks.say(
          tower.get("maintenance_windows"),
          "take a week or more together, so that hardly a car would ever be promised",
          "leave hours in which cars can be picked up");
    }
  }

  private void say(View at, String message, String hint) {
    problems.at(at.document(), at.at(), message, hint);
  }

  private void zone(View window) {
    Optional<String> zone = window.text("zone").filter(z -> !ZONES.contains(z));
    if (zone.isPresent()) {
      say(
          window.get("zone"),
          "there is no time zone \"" + zone.get() + "\"",
          Nearest.of(zone.get(), ZONES)
              .map(near -> "did you mean \"" + near + "\"?")
              .orElse("use a name of the IANA's list, such as \"Asia/Shanghai\""));
    }
  }

  private void apart(Hours window) {
    hours.stream()
        .filter(window::overlaps)
        .findFirst()
        .ifPresent(other ->
            say(
                window.window(),
                "overlaps " + TomlDocument.path(other.window().at()),
                "join them, or let one begin when the other has ended"));
    hours.add(window);
  }

  /** Empty for one that the schema has complained of. */
  private static Optional<Hours> hours(View window) {
    Optional<String> zone = window.text("zone");
    Optional<String> day = window.text("day").filter(WindowChecks::isDay);
    Optional<LocalTime> from = window.text("from").flatMap(WindowChecks::time);
    int minutes = window.number("minutes");
    boolean lasts = minutes > 0 && minutes <= DAY_MINUTES;
    if (zone.isEmpty() || day.isEmpty() || from.isEmpty() || !lasts) {
      return Optional.empty();
    }
    int midnight = (day(day.get()).getValue() - 1) * DAY_MINUTES;
    int begins = midnight + from.get().toSecondOfDay() / 60;
    return Optional.of(new Hours(window, zone.get(), begins, minutes));
  }

  /** A day as the file has it, in small letters. */
  static DayOfWeek day(String text) {
    return DayOfWeek.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static boolean isDay(String text) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().toLowerCase(Locale.ROOT).equals(text)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<LocalTime> time(String text) {
    try {
      return Optional.of(LocalTime.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
