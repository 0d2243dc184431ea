package tower.api;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import tower.access.Principal;
import tower.access.RefusalLog;
import tower.core.Asker;
import tower.core.Fact;
import tower.core.Problem;
import tower.core.Request;
import tower.core.Result;
import tower.loop.Commands;
import tower.model.Time;

/**
 * Writes into the journal whom this room has turned away. What the tower itself was asked and
 * granted is there already, with the name of who asked.
 */
final class Audit {
  /** The journal's name for this room as the one who asks. */
  private static final String BY = "api";

  private final Commands commands;
  private final Time time;
  private final RefusalLog log = new RefusalLog();

  /** One row or list of rows on its way at a time: a flood takes one place of the inbox. */
  private final AtomicBoolean writing = new AtomicBoolean();

  private final AtomicLong number = new AtomicLong();

  Audit(Commands commands, Time time) {
    this.commands = commands;
    this.time = time;
  }

  /** Somebody was refused something. */
  void refused(Principal who, RefusalLog.About about, Problem problem) {
    log.note(who.name(), about, problem.code(), time.utcMs());
    write();
  }

  /** Writes what is due; what the tower does not take now is kept. */
  void write() {
    if (!writing.compareAndSet(false, true)) {
      return;
    }
    List<RefusalLog.Row> due = log.due(time.millis());
    if (due.isEmpty()) {
      writing.set(false);
      return;
    }
    List<Fact.TurnedAway> rows = due.stream().map(Audit::fact).toList();
    var _ =
        commands
            .submit(
                "refusals-" + number.incrementAndGet(),
                "",
                new Asker(BY, ""),
                new Request.NoteRefusals(rows),
                null)
            .whenComplete((result, failure) -> {
              if (!(result instanceof Result.RefusalsNoted)) {
                log.putBack(due);
              }
              writing.set(false);
            });
  }

  private static Fact.TurnedAway fact(RefusalLog.Row row) {
    RefusalLog.About about = row.about();
    return new Fact.TurnedAway(
        row.who(),
        about.from(),
        about.what(),
        about.subject(),
        about.vin(),
        row.code(),
        row.times(),
        row.firstUtcMs(),
        row.lastUtcMs());
  }
}
