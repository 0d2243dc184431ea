package tower.simulator.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tower.core.Fact;
import tower.model.AxisSpec;
import tower.model.DriveProfile;
import tower.model.Register;
import tower.simulator.VirtualTower;
import tower.simulator.check.Finding;
import tower.simulator.check.Frame;
import tower.simulator.drive.DriveSlave;
import tower.simulator.hunt.Onlooker;
import tower.simulator.hunt.SeedReport;
import tower.simulator.line.LineWatch;
import tower.simulator.report.Happened.Kind;
import tower.simulator.scenario.Scenario;
import tower.simulator.world.TraceWatch;
import tower.simulator.world.World;
import tower.store.Batch;

/** Everything that happens in a run, line by line: the same lines at every run of a seed. */
public final class Chronicle implements Onlooker, TraceWatch, LineWatch {
  private static final int CHAIN = 0x5001;

  private final boolean details;
  private final List<Happened> lines = new ArrayList<>();
  private final Map<Integer, DriveSlave> drives = new HashMap<>();
  private @Nullable World world;
  private @Nullable Words words;
  private long chain = -1;

  /**
   * An empty one.
   *
   * @param details keep what recurs at every cycle, too
   */
  public Chronicle(boolean details) {
    this.details = details;
  }

  /** What happened, in the order of time. */
  public List<Happened> lines() {
    return lines;
  }

  @Override
  public void begins(VirtualTower tower, Scenario scenario) {
    world = tower.world();
    words = new Words(tower.plant().layout(), tower.plant().stands());
    for (DriveSlave drive : tower.drives()) {
      drives.put(drive.drive().axis().spec().busUnit(), drive);
    }
    tower.wire().watch(this);
    tower.world().watch(this);
  }

  @Override
  public void traced(long nanos, int what, long value) {
    if (words == null || (what == CHAIN && value == chain)) {
      return; // every door asks the chain, and mostly it says the same
    }
    if (what == CHAIN) {
      chain = value;
    }
    add(words.of(nanos, what, value));
  }

  private void add(Happened one) {
    if (details || one.kind() != Kind.DETAIL) {
      lines.add(one);
    }
  }

  private void add(Kind kind, String text) {
    add(new Happened(world == null ? 0 : world.nanos(), kind, text));
  }

  @Override
  public void request(long nanos, byte[] bytes, int length) {
    DriveSlave drive = drives.get(bytes[0] & 0xFF);
    if (drive != null && Frame.isWrite(bytes, length)) {
      add(new Happened(nanos, Kind.BUS, written(drive, bytes)));
    }
  }

  private static String written(DriveSlave drive, byte[] bytes) {
    AxisSpec axis = drive.drive().axis().spec();
    DriveProfile profile = drive.profile();
    StringJoiner values = new StringJoiner(", ");
    for (Map.Entry<Register, Integer> one : Frame.of(axis, profile, bytes).values().entrySet()) {
      int value = one.getValue();
      values.add(
          FactWords.key(one.getKey())
              + " "
              + (one.getKey() == Register.CONTROLWORD
                  ? String.format(Locale.ROOT, "0x%04x", value)
                  : String.valueOf(value)));
    }
    return "to " + axis.name().key() + ": " + values;
  }

  @Override
  public void lifeBegan() {
    add(Kind.PROCESS, "a process starts");
  }

  @Override
  public void lifeEnded() {
    add(Kind.PROCESS, "the process is gone");
  }

  @Override
  public void durable(Batch batch) {
    for (Fact fact : batch.facts()) {
      add(Kind.FACT, FactWords.text(fact));
    }
  }

  @Override
  public void over(SeedReport report) {
    for (Finding finding : report.findings()) {
      lines.add(
          new Happened(finding.nanos(), Kind.FINDING, finding.invariant() + ": " + finding.text()));
    }
    lines.sort(Comparator.comparingLong(Happened::nanos)); // stable: same time, same sequence
  }

  /** Number of the first line in which two runs differ, -1 for none. */
  public int differsAt(Chronicle other) {
    int both = Math.min(lines.size(), other.lines.size());
    for (int i = 0; i < both; i++) {
      if (!lines.get(i).equals(other.lines.get(i))) {
        return i;
      }
    }
    return lines.size() == other.lines.size() ? -1 : both;
  }

  /** A line, or that there is none. */
  public String line(int number) {
    return number < lines.size() ? lines.get(number).toString() : "(nothing more)";
  }

  /** The lines about a time, those of some kinds left out: so many before and after it. */
  public List<Happened> around(long nanos, int before, int after) {
    List<Happened> told = lines.stream().filter(l -> l.kind() != Kind.DETAIL).toList();
    int at = 0;
    while (at < told.size() && told.get(at).nanos() <= nanos) {
      at++;
    }
    return told.subList(Math.max(0, at - before), Math.min(told.size(), at + after));
  }
}
