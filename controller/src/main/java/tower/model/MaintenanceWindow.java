package tower.model;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;

/**
 * Hours of every week in which the machine is planned to be maintained. They begin at a time of day
 * and last so long as a watch has it, whatever the zone's clocks are put to meanwhile: work that
 * takes two hours takes two hours.
 *
 * @param day the day on which it begins
 * @param from when it begins; where the clocks leave that time out as much later as they leave out,
 *     where they have it twice the first time
 * @param minutes how long it lasts, 15..1440
 * @param zone whose time of day it is
 */
public record MaintenanceWindow(DayOfWeek day, LocalTime from, int minutes, ZoneId zone) {
  private static final int LEAST_MINUTES = 15;
  private static final int MOST_MINUTES = 24 * 60;

  public MaintenanceWindow {
    Check.that(
        minutes >= LEAST_MINUTES && minutes <= MOST_MINUTES,
        "a maintenance window of %d minutes",
        minutes);
  }

  /**
   * One week's.
   *
   * @param from its first instant, with the offset of the window's zone
   * @param until its first instant no more
   */
  public record Span(OffsetDateTime from, OffsetDateTime until) {
    /** True when the instant lies in it. */
    public boolean covers(Instant instant) {
      return !instant.isBefore(from.toInstant()) && instant.isBefore(until.toInstant());
    }
  }

  /** The span that covers an instant, or else the next. */
  public Span at(Instant instant) {
    LocalDate today = instant.atZone(zone).toLocalDate();
    // Today's, or the latest before: it may last until today, and an older one does not.
    LocalDate date = today.with(TemporalAdjusters.previousOrSame(day));
    Span span = on(date);
    while (!span.until().toInstant().isAfter(instant)) {
      date = date.plusWeeks(1);
      span = on(date);
    }
    return span;
  }

  private Span on(LocalDate date) {
    ZonedDateTime begins = ZonedDateTime.of(date, from, zone);
    return new Span(begins.toOffsetDateTime(), begins.plusMinutes(minutes).toOffsetDateTime());
  }
}
