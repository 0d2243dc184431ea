package tower.core;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tower.model.MaintenanceWindow;
import tower.model.Terms;

/**
 * Planned maintenance is a promise to the shop and never a movement: it keeps new promises for its
 * time out, and what was promised before is kept. No person and no machine waits for it.
 */
final class Maintenance {
  private static final Duration FORESEEN = Duration.ofDays(14);
  private static final int MOST_SPANS = 14;

  private Maintenance() {}

  /** Why nothing with these terms is taken, if that is why. */
  static Optional<Result> refuses(Turn t, Terms terms) {
    OffsetDateTime end = ends(t, terms);
    return end == null
        ? Optional.empty()
        : Optional.of(
            Requests.refused(
                Problem.MAINTENANCE_WINDOW,
                "maintenance is planned until "
                    + DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(end)));
  }

  /** When the maintenance ends that keeps these terms out; null when none does. */
  static @Nullable OffsetDateTime ends(Turn t, Terms terms) {
    List<MaintenanceWindow> windows = t.site.settings().windows();
    Instant wanted = windows.isEmpty() ? null : wanted(t, terms);
    return wanted == null ? null : ends(windows, wanted);
  }

  /**
   * When the car is wanted: an appointment that has passed is one for now. Null for now while
   * nobody knows when that is, so that a board without the time refuses nothing that it could do.
   */
  private static @Nullable Instant wanted(Turn t, Terms terms) {
    Long ready = terms.readyAtUtcMs();
    long now = t.clock.utcMsAt(t.stamp.nowMs());
    if (t.knowsTheTime() && (ready == null || ready <= now)) {
      return Instant.ofEpochMilli(now);
    }
    return ready == null ? null : Instant.ofEpochMilli(ready);
  }

  /** One window may begin before another has ended: the maintenance ends with the last of them. */
  private static @Nullable OffsetDateTime ends(List<MaintenanceWindow> windows, Instant wanted) {
    OffsetDateTime end = null;
    Instant free = wanted;
    boolean later = true;
    for (int i = 0; i < windows.size() && later; i++) {
      later = false;
      for (MaintenanceWindow window : windows) {
        MaintenanceWindow.Span span = window.at(free);
        if (span.covers(free)) {
          end = span.until();
          free = end.toInstant();
          later = true;
        }
      }
    }
    return end;
  }

  /** What is on and what comes next, first to begin first. */
  static List<MaintenanceWindow.Span> ahead(List<MaintenanceWindow> windows, Instant now) {
    List<MaintenanceWindow.Span> spans = new ArrayList<>();
    for (MaintenanceWindow window : windows) {
      MaintenanceWindow.Span span = window.at(now);
      while (span.from().toInstant().isBefore(now.plus(FORESEEN))) {
        spans.add(span);
        span = window.at(span.until().toInstant());
      }
    }
    spans.sort(
        Comparator.comparing((MaintenanceWindow.Span s) -> s.from().toInstant())
            .thenComparing(s -> s.until().toInstant()));
    return List.copyOf(spans.subList(0, Math.min(spans.size(), MOST_SPANS)));
  }
}
