package tower.api;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tower.core.Estimate;
import tower.core.Outlook;
import tower.core.Problem;
import tower.core.Result;
import tower.core.Stage;
import tower.model.MaintenanceWindow;
import tower.model.Purpose;
import tower.model.Reason;
import tower.model.Terms;

/** An outlook that says the same of everything but one car. */
final class Foreseen implements Outlook {
  static final Estimate ESTIMATE =
      new Estimate(Stage.WAITING, 1, new Estimate.Ready(99_500, 125_000), null);

  @Override
  public Estimate estimate(String id) {
    return ESTIMATE;
  }

  /** In its time nothing is promised. */
  static final MaintenanceWindow MAINTENANCE =
      new MaintenanceWindow(DayOfWeek.MONDAY, LocalTime.of(2, 0), 120, ZoneId.of("Asia/Shanghai"));

  @Override
  public List<MaintenanceWindow.Span> maintenance() {
    return List.of(MAINTENANCE.at(Instant.ofEpochMilli(utcMs())));
  }

  @Override
  public @Nullable Instant maintainedUntil(Terms terms) {
    MaintenanceWindow.Span next = maintenance().getFirst();
    Long ready = terms.readyAtUtcMs();
    return ready != null && next.covers(Instant.ofEpochMilli(ready))
        ? next.until().toInstant()
        : null;
  }

  @Override
  public Trial dryRun(String vin, Purpose purpose, Terms terms) {
    if (maintainedUntil(terms) != null) {
      return new Trial(new Result.Refused(Problem.MAINTENANCE_WINDOW, "until Monday"), null);
    }
    return vin.equals(Samples.OTHER_VIN)
        ? new Trial(new Result.Refused(Problem.VEHICLE_RESERVED, "by somebody"), null)
        : new Trial(null, ESTIMATE);
  }

  @Override
  public List<InLine> line() {
    return List.of(new InLine("p-0000000077", 0));
  }

  @Override
  public List<Reason> lacks() {
    return List.of();
  }

  @Override
  public Long utcMs() {
    return 1_800_000_000_000L;
  }
}
