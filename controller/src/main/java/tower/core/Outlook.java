package tower.core;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tower.model.MaintenanceWindow;
import tower.model.Purpose;
import tower.model.Reason;
import tower.model.Terms;

/**
 * What can be foreseen from one published state of the tower. It is worked out when somebody asks,
 * on the asker's thread; nothing is changed by it, and nothing of it is a promise of the record.
 */
public interface Outlook {
  /** The estimate of a pickup or intake that is open, by its id; null for one that is not. */
  @Nullable Estimate estimate(String id);

  /** Asks for a car as a pickup would, by the very same decision, and lets nothing come of it. */
  Trial dryRun(String vin, Purpose purpose, Terms terms);

  /** What the machine does and is to do, first to do first. */
  List<InLine> line();

  /** What keeps the shop from being served though the machine is sound: no keys, no time. */
  List<Reason> lacks();

  /**
   * Wall time of the state, UTC ms since 1970; null while the tower does not know what time it is.
   */
  @Nullable Long utcMs();

  /**
   * Planned maintenance of the next 14 days, at most 14, what is on first; none while the tower
   * does not know what time it is.
   */
  List<MaintenanceWindow.Span> maintenance();

  /** When the planned maintenance ends that keeps such a pickup out, null when none does. */
  @Nullable Instant maintainedUntil(Terms terms);

  /**
   * One that waits.
   *
   * @param id its pickup or intake
   * @param position how many jobs come before it
   */
  record InLine(String id, int position) {}

  /**
   * What would have come of a request.
   *
   * @param refused why nothing would have, null when it would have been taken
   * @param estimate of what would have been taken, null when nothing would
   */
  record Trial(Result.@Nullable Refused refused, @Nullable Estimate estimate) {}

  /** Foresees nothing: of a tower that only its record is known of. */
  Outlook NONE =
      new Outlook() {
        private static final Reason WHY = Reasons.NOT_LOOKED;

        @Override
        public @Nullable Estimate estimate(String id) {
          return null;
        }

        @Override
        public Trial dryRun(String vin, Purpose purpose, Terms terms) {
          return new Trial(new Result.Refused(Problem.NOT_TAKING, WHY.text()), null);
        }

        @Override
        public List<InLine> line() {
          return List.of();
        }

        @Override
        public List<Reason> lacks() {
          return List.of();
        }

        @Override
        public @Nullable Long utcMs() {
          return null;
        }

        @Override
        public List<MaintenanceWindow.Span> maintenance() {
          return List.of();
        }

        @Override
        public @Nullable Instant maintainedUntil(Terms terms) {
          return null;
        }
      };
}
