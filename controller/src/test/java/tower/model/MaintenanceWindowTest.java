package tower.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which hours of a week are meant, whatever the clocks are put to. */
class MaintenanceWindowTest {
  private static final MaintenanceWindow MONDAYS =
      window(DayOfWeek.MONDAY, "02:00", 120, "Asia/Shanghai");

  private static MaintenanceWindow window(DayOfWeek day, String from, int minutes, String zone) {
    return new MaintenanceWindow(day, LocalTime.parse(from), minutes, ZoneId.of(zone));
  }

  /** As the API writes it. */
  private static String at(MaintenanceWindow window, String instant) {
    MaintenanceWindow.Span span = window.at(OffsetDateTime.parse(instant).toInstant());
    return span.from() + " " + span.until();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-29T12:00:00Z, the Sunday before",
    "2026-11-23T04:00:00+08:00, the end of the one before",
    "2026-11-30T01:59:59.999+08:00, a moment before",
    "2026-11-30T02:00:00+08:00, its beginning",
    "2026-11-30T03:59:59.999+08:00, its last moment"
  })
  void theSpanIsTheOneThatIsOnOrTheNext(String instant, String what) {
    assertThat(at(MONDAYS, instant))
        .as(what)
        .isEqualTo("2026-11-30T02:00+08:00 2026-11-30T04:00+08:00");
  }

  @Test
  void itsEndIsNotInIt() {
    Instant end = Instant.parse("2026-11-29T20:00:00Z");
    assertThat(MONDAYS.at(end).from()).isEqualTo(OffsetDateTime.parse("2026-12-07T02:00+08:00"));
    assertThat(MONDAYS.at(end).covers(end)).isFalse();
    MaintenanceWindow.Span before = MONDAYS.at(end.minusMillis(1));
    assertThat(before.covers(end.minusMillis(1))).isTrue();
    assertThat(before.covers(end)).isFalse();
    assertThat(before.covers(Instant.parse("2026-11-29T18:00:00Z"))).isTrue();
    assertThat(before.covers(Instant.parse("2026-11-29T17:59:59.999Z"))).isFalse();
  }

  /** A window of Sunday evening is on while the Monday of its zone has begun. */
  @Test
  void oneThatLastsIntoTheNextDayIsOnThen() {
    MaintenanceWindow night = window(DayOfWeek.SUNDAY, "23:30", 1440, "Asia/Shanghai");
    assertThat(at(night, "2026-11-30T23:29:59+08:00"))
        .isEqualTo("2026-11-29T23:30+08:00 2026-11-30T23:30+08:00");
    assertThat(at(night, "2026-11-30T23:30:00+08:00"))
        .isEqualTo("2026-12-06T23:30+08:00 2026-12-07T23:30+08:00");
  }

  /** The tower's Monday is not the shop's. */
  @Test
  void theDayIsThatOfTheZone() {
    MaintenanceWindow here = window(DayOfWeek.MONDAY, "00:30", 60, "Pacific/Auckland");
    assertThat(at(here, "2026-11-29T11:45:00Z"))
        .isEqualTo("2026-11-30T00:30+13:00 2026-11-30T01:30+13:00");
  }

  /** In Berlin the clocks go from 2 to 3 on 2026-03-29 and from 3 to 2 on 2026-10-25. */
  @ParameterizedTest
  @CsvSource({
    // Left out: as much later as is left out, and as long as ever.
    "02:30, 2026-03-29T00:00:00Z, 2026-03-29T03:30+02:00, 2026-03-29T04:30+02:00",
    // Put forward meanwhile.
    "01:30, 2026-03-29T00:00:00Z, 2026-03-29T01:30+01:00, 2026-03-29T03:30+02:00",
    // There twice: the first time.
    "02:30, 2026-10-25T00:00:00Z, 2026-10-25T02:30+02:00, 2026-10-25T02:30+01:00",
    // Put back meanwhile.
    "01:30, 2026-10-24T23:00:00Z, 2026-10-25T01:30+02:00, 2026-10-25T02:30+02:00",
    // The weeks before and after as ever.
    "02:30, 2026-10-31T23:00:00Z, 2026-11-01T02:30+01:00, 2026-11-01T03:30+01:00"
  })
  void itLastsAsLongAsAWatchHasIt(String from, String instant, String begins, String ends) {
    MaintenanceWindow window = window(DayOfWeek.SUNDAY, from, 60, "Europe/Berlin");
    assertThat(at(window, instant)).isEqualTo(begins + " " + ends);
    MaintenanceWindow.Span span = window.at(Instant.parse(instant));
    assertThat(Duration.between(span.from(), span.until())).isEqualTo(Duration.ofMinutes(60));
  }

  /** Between half past two for the first time and the second it is on, at any of these instants. */
  @Test
  void anHourThatIsThereTwiceIsInItOnce() {
    MaintenanceWindow window = window(DayOfWeek.SUNDAY, "02:30", 60, "Europe/Berlin");
    Instant begins = Instant.parse("2026-10-25T00:30:00Z");
    for (int minute = 0; minute < 60; minute++) {
      Instant now = begins.plusSeconds(60L * minute);
      assertThat(window.at(now).covers(now)).as(now.toString()).isTrue();
    }
    Instant second = Instant.parse("2026-10-25T01:30:00Z");
    assertThat(window.at(second).from()).hasToString("2026-11-01T02:30+01:00");
  }

  /** Samoa had no 30 December 2011, a Friday: its clocks were put forward by a day. */
  @Test
  void aDayThatIsLeftOutIsTheNext() {
    MaintenanceWindow fridays = window(DayOfWeek.FRIDAY, "03:00", 60, "Pacific/Apia");
    assertThat(at(fridays, "2011-12-30T08:00:00Z"))
        .isEqualTo("2011-12-31T03:00+14:00 2011-12-31T04:00+14:00");
    assertThat(at(fridays, "2011-12-30T13:30:00Z")).startsWith("2011-12-31T03:00+14:00");
    assertThat(at(fridays, "2011-12-30T14:00:00Z")).startsWith("2012-01-06T03:00+14:00");
  }

  /** Found by any instant, it is the same span, and the spans of one window never meet. */
  @Test
  void spansFollowEachOtherThroughTheYears() {
    for (String zone : new String[] {"Asia/Shanghai", "Europe/Berlin", "America/New_York"}) {
      MaintenanceWindow window = window(DayOfWeek.SUNDAY, "02:15", 1440, zone);
      MaintenanceWindow.Span span = window.at(Instant.parse("2024-01-01T00:00:00Z"));
      for (int week = 0; week < 300; week++) {
        MaintenanceWindow.Span next = window.at(span.until().toInstant());
        assertThat(next.from()).isAfter(span.until());
        assertThat(Duration.between(span.from(), next.from()))
            .isBetween(Duration.ofHours(167), Duration.ofHours(169));
        assertThat(window.at(next.from().toInstant())).isEqualTo(next);
        assertThat(window.at(next.until().toInstant().minusMillis(1))).isEqualTo(next);
        assertThat(window.at(next.from().toInstant().minusMillis(1))).isEqualTo(next);
        span = next;
      }
    }
  }

  @Test
  void itLastsFromAQuarterOfAnHourToADay() {
    assertThatThrownBy(() -> window(DayOfWeek.MONDAY, "02:00", 14, "UTC"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> window(DayOfWeek.MONDAY, "02:00", 1441, "UTC"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
