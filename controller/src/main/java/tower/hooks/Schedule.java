package tower.hooks;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * When an attempt that failed is made again, and when no more: the schedule that Standard Webhooks
 * proposes. Every wait is the endpoint's, however many events wait behind it.
 */
final class Schedule {
  /** The waits after the first, second, ... failure in a row; the last one then stays. */
  static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofDays(1));

  /** An event whose attempts failed over so long a time is given up. */
  static final long GIVEN_UP_MS = Duration.ofDays(3).toMillis();

  private static final long SHORTEST_MS = WAITS.getFirst().toMillis();
  private static final long LONGEST_MS = WAITS.getLast().toMillis();

  /**
   * After a start nobody waits longer: what the wait was for may be over, and who knows the time.
   */
  static final long START_MS = Duration.ofMinutes(5).toMillis();

  /**
   * Waits are longer by up to a tenth, so that the endpoints of many towers do not march in step.
   */
  private static final int JITTER = 10;

  private Schedule() {}

  /**
   * How long to wait.
   *
   * @param failures in a row, at least 1
   * @param chance any random bits
   */
  static long waitMs(int failures, long chance) {
    long wait = WAITS.get(Math.min(failures, WAITS.size()) - 1).toMillis();
    return wait + Math.floorMod(chance, wait / JITTER);
  }

  /**
   * The wait that an endpoint asks for, within the bounds of the schedule; empty when it asks for
   * none that can be understood.
   *
   * @param retryAfter seconds or an HTTP date
   * @param date the endpoint's own clock, so that an HTTP date does not meet the tower's
   * @param utcMs the tower's clock, where the endpoint does not tell its own
   */
  static OptionalLong askedMs(@Nullable String retryAfter, @Nullable String date, long utcMs) {
    if (retryAfter == null) {
      return OptionalLong.empty();
    }
    String text = retryAfter.strip();
    if (text.matches("[0-9]{1,18}")) {
      long seconds = Math.min(Long.parseLong(text), LONGEST_MS);
      return OptionalLong.of(bounded(seconds * 1000));
    }
    OptionalLong until = httpDate(text);
    if (until.isEmpty()) {
      return OptionalLong.empty();
    }
    long now = date == null ? utcMs : httpDate(date.strip()).orElse(utcMs);
    return OptionalLong.of(bounded(until.getAsLong() - now));
  }

  private static OptionalLong httpDate(String text) {
    try {
      return OptionalLong.of(
          Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)).toEpochMilli());
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * What is left of a wait when the process starts. The wall clock may have jumped by years or
   * stand in 1970: it can only shorten the wait, and a start shortens it anyway.
   */
  static long leftMs(long waitMs, long triedUtcMs, long utcMs) {
    long gone = utcMs - triedUtcMs;
    long left = gone < 0 ? waitMs : waitMs - Math.min(gone, waitMs);
    return Math.min(left, START_MS);
  }

  private static long bounded(long ms) {
    return Math.clamp(ms, SHORTEST_MS, LONGEST_MS);
  }
}
