package tower.api;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tower.core.Problem;
import tower.loop.Snapshot;
import tower.model.AxisReport;
import tower.model.Reason;
import tower.model.Time;

/** Is the process alive, is the tower ready, and if not: why, and what to do. */
final class Health {
  /**
   * One thing that must be well.
   *
   * @param name which
   * @param ok true when it is
   * @param cause what is wrong, null when nothing is
   * @param remedy what to do, null when nothing is wrong
   */
  record Check(String name, boolean ok, @Nullable String cause, @Nullable String remedy) {
    static Check ok(String name) {
      return new Check(name, true, null, null);
    }

    static Check wrong(String name, String cause, String remedy) {
      return new Check(name, false, cause, remedy);
    }
  }

  /** All is well. */
  record View(String status, List<Check> checks) {}

  /** Always the same, and asked for more often than anything else. */
  private static final Reply LIVES = Reply.json(200, new View("ok", List.of(Check.ok("loop"))));

  private final Supplier<Snapshot> snapshots;
  private final Time time;

  Health(Supplier<Snapshot> snapshots, Time time) {
    this.snapshots = snapshots;
    this.time = time;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/livez", Reply.JSON, this::live),
        Route.get("/readyz", Reply.JSON, c -> answer(c, all(snapshots.get()))));
  }

  private Reply live(Call call) {
    Check loop = loop(snapshots.get());
    Query.of(call).refuseIfWrong();
    return loop.ok() ? LIVES : answer(call, List.of(loop));
  }

  private static Reply answer(Call call, List<Check> checks) {
    Query.of(call).refuseIfWrong();
    String wrong =
        checks.stream().filter(c -> !c.ok()).map(Check::name).collect(Collectors.joining(", "));
    return wrong.isEmpty()
        ? Reply.json(200, new View("ok", checks))
        : Problems.reply(
            call.requestId(), Problem.NOT_TAKING, "not well: " + wrong, List.of(), checks);
  }

  private List<Check> all(Snapshot now) {
    List<Check> checks = new ArrayList<>();
    checks.add(loop(now));
    checks.add(tower(now.live()));
    checks.add(disk(now.live().disk()));
    now.live().axes().forEach(a -> checks.add(drive(a)));
    return checks;
  }

  private Check loop(Snapshot now) {
    long ageMs = time.millis() - now.live().publishedMs();
    return ageMs <= ApiLimits.SNAPSHOT_AGE.toMillis()
        ? Check.ok("loop")
        : Check.wrong(
            "loop",
            "the last cycle ended " + ageMs + " ms ago",
            "if it stays, restart the service and keep the log");
  }

  private static Check tower(Snapshot.Live live) {
    if (live.taking()) {
      return Check.ok("tower");
    }
    String state = "the tower is " + live.state() + " in mode " + live.mode();
    List<Reason> reasons = live.reasons();
    return reasons.isEmpty()
        ? Check.wrong("tower", state, "wait; if it stays, read /v1/tower")
        : Check.wrong(
            "tower",
            state + ": " + reasons.stream().map(Reason::text).collect(Collectors.joining("; ")),
            reasons.stream().map(Reason::clearing).distinct().collect(Collectors.joining("; ")));
  }

  private static Check disk(Snapshot.Disk disk) {
    return switch (disk) {
      case OK -> Check.ok("disk");
      case SLOW ->
          Check.wrong(
              "disk",
              "a commit takes too long",
              "look at the disk's health and what else writes to it");
      case FULL -> Check.wrong("disk", "the disk is full", "free space; nothing is lost meanwhile");
      case FAILED ->
          Check.wrong("disk", "a commit failed", "read the log: the process ends and starts anew");
    };
  }

  private static Check drive(AxisReport axis) {
    String name = "drive " + axis.axis().key();
    return switch (axis.link()) {
      case UP -> Check.ok(name);
      // One missed answer is the line's daily life; the third makes it lost.
      case DOUBTFUL -> Check.ok(name);
      case UNPROVEN ->
          Check.wrong(
              name, "its identity is not verified yet", "wait; if it stays, check its power");
      case LOST ->
          Check.wrong(
              name, "it does not answer", "check its power, its address and the RS-485 line");
      case FOREIGN ->
          Check.wrong(
              name,
              "another drive answers, or its node guard is not as configured: " + axis.errorText(),
              "fit the drive that the configuration names, or set its parameters");
    };
  }
}
