package tower.simulator.report;

import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tower.simulator.VirtualTower;
import tower.simulator.check.Frame;
import tower.simulator.hunt.Onlooker;
import tower.simulator.hunt.SeedReport;
import tower.simulator.line.LineWatch;
import tower.simulator.scenario.Scenario;

/** What became of the exchanges on the line: answered, spoilt in which way, or not answered. */
final class Exchanges implements Onlooker, LineWatch {
  private final TreeMap<String, Long> counts = new TreeMap<>();
  private long reads;
  private long writes;
  private long silent;
  private boolean open;
  private boolean write;
  private boolean answered;
  private @Nullable String spoilt;

  /** How many, by outcome. */
  SortedMap<String, Long> counts() {
    return counts;
  }

  @Override
  public void begins(VirtualTower tower, Scenario scenario) {
    tower.wire().watch(this);
    tower
        .world()
        .watch((nanos, what, value) -> {
          if (what == Words.SPOILT) {
            spoilt = Words.lineFault(value);
          }
        });
  }

  @Override
  public void request(long nanos, byte[] bytes, int length) {
    close();
    open = true;
    write = Frame.isWrite(bytes, length);
  }

  @Override
  public void reply(long nanos, byte[] bytes, int length) {
    answered = true;
  }

  /** What had no reply when the next request went out has none. */
  private void close() {
    if (!open) {
      return;
    }
    if (spoilt != null) {
      counts.merge("spoilt: " + spoilt, 1L, Long::sum);
    } else if (!answered) {
      silent++;
    } else if (write) {
      writes++;
    } else {
      reads++;
    }
    open = false;
    answered = false;
    spoilt = null;
  }

  @Override
  public void over(SeedReport report) {
    close();
    counts.put("reads answered", reads);
    counts.put("writes answered", writes);
    counts.put("no answer", silent);
  }
}
