package tower.simulator.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tower.config.TowerConfig;
import tower.core.Fact;
import tower.core.PortalPhase;
import tower.core.PortalUse;
import tower.model.Job;
import tower.model.Place;
import tower.model.Step;
import tower.simulator.check.JournalFold;
import tower.simulator.demo.DemoPlant;
import tower.simulator.plant.Car;
import tower.simulator.plant.Plant;
import tower.store.JournalRow;
import tower.store.Loaded;
import tower.store.SqliteStore;
import tower.store.StoreException;

/**
 * The steel against the journal, each time the process is dead: every car where the record has it,
 * and every transfer planned, for a job that runs, and made once.
 */
final class Account {
  private static final List<String> FILES =
      List.of(SqliteStore.FILE, SqliteStore.FILE + "-wal", "tower.seq");
  private static final int PAGE = 1_000;

  private final TowerConfig config;
  private final DemoPlant demo;
  private final SteelWatch steel;
  private final Findings findings;
  private final boolean clockIsTrue;
  private final JournalFold record = new JournalFold();
  private final List<SteelWatch.Transfer> pending = new ArrayList<>();
  private final Set<String> done = new HashSet<>();
  private Consumer<Fact> watch = fact -> {};
  private long seq;
  private long transfers;
  private int violations;
  private final Map<String, Integer> reasons = new TreeMap<>();
  private long oldestUtcMs = Long.MAX_VALUE;
  private long newestUtcMs = Long.MIN_VALUE;

  /**
   * An account that begins with the first row.
   *
   * @param clockIsTrue false when the process saw another wall clock than we do: then its rows do
   *     not say what the intent was when a car changed hands
   */
  Account(
      TowerConfig config,
      DemoPlant demo,
      SteelWatch steel,
      Findings findings,
      boolean clockIsTrue) {
    this.config = config;
    this.demo = demo;
    this.steel = steel;
    this.findings = findings;
    this.clockIsTrue = clockIsTrue;
  }

  /** Cars that changed hands so far. */
  long transfers() {
    return transfers;
  }

  /** Rows of the journal so far. */
  long rows() {
    return seq;
  }

  /**
   * Looks at everything, while no process lives and nothing moves. The files are copied first: to
   * open them would mend what the next start must find.
   *
   * @param scratch an empty folder's path; it is made and emptied here
   */
  void settle(Path folder, Path scratch) throws IOException {
    Files.createDirectories(scratch);
    for (String file : FILES) {
      copy(folder.resolve(file), scratch.resolve(file));
    }
    pending.addAll(steel.take());
    try (SqliteStore copy =
        SqliteStore.open(scratch, config.layout().towerId(), System.currentTimeMillis())) {
      Loaded loaded = copy.load();
      if (loaded.hold() != null) {
        findings.found("S29: the tower would hold: " + loaded.hold().text());
      }
      read(copy);
    } catch (StoreException e) {
      findings.found("S29: the files cannot be opened: " + e.text());
    }
    pending.forEach(t -> findings.found("S14: " + text(t) + ", nothing in the journal says so"));
    pending.clear();
    demo.real().run(this::compare);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.deleteIfExists(to);
    try {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException e) {
      // There is no log after a process that ended in good order.
    }
  }

  private void read(SqliteStore copy) {
    for (List<JournalRow> page = copy.journal(seq, PAGE);
        !page.isEmpty();
        page = copy.journal(seq, PAGE)) {
      for (JournalRow row : page) {
        if (clockIsTrue) {
          transfersBefore(row.utcMs());
        }
        record.apply(row.fact());
        note(row);
        if (!clockIsTrue) {
          transferOf(row.fact());
        }
      }
    }
    if (clockIsTrue) {
      transfersBefore(Long.MAX_VALUE);
    }
  }

  /** Lets somebody see every fact, once. */
  void watch(Consumer<Fact> also) {
    watch = also;
  }

  private void note(JournalRow row) {
    seq = row.seq();
    watch.accept(row.fact());
    oldestUtcMs = Math.min(oldestUtcMs, row.utcMs());
    newestUtcMs = Math.max(newestUtcMs, row.utcMs());
    if (row.fact() instanceof Fact.StateChanged changed) {
      reasons.merge(changed.reason().code(), 1, Integer::sum);
    }
  }

  /** How often the tower's state changed for a reason of that code. */
  int changesFor(String code) {
    return reasons.getOrDefault(code, 0);
  }

  /** From the oldest to the newest wall time in the journal, ms. */
  long wallTimeSpanMs() {
    return newestUtcMs - oldestUtcMs;
  }

  /** What happened before a row was written is judged by the rows before it. */
  private void transfersBefore(long utcMs) {
    while (!pending.isEmpty() && pending.getFirst().utcMs() < utcMs) {
      judge(pending.removeFirst());
    }
  }

  /** Without a common clock: an intent accounts for the next transfer that fits it. */
  private void transferOf(Fact fact) {
    if (fact instanceof Fact.StepIntended
        && !pending.isEmpty()
        && planned(pending.getFirst(), record.openStep())) {
      judge(pending.removeFirst());
    }
  }

  private static String text(SteelWatch.Transfer t) {
    return t.vin() + (t.taken() ? " was taken from " : " was set down at ") + t.place().label();
  }

  private static boolean planned(SteelWatch.Transfer t, @Nullable Step step) {
    return t.taken()
        ? step instanceof Step.Raise raise && raise.from().equals(t.place())
        : step instanceof Step.Lower lower && lower.onto().equals(t.place());
  }

  private void judge(SteelWatch.Transfer t) {
    transfers++;
    Fact.StepIntended open = record.open();
    Step step = open == null ? null : open.step();
    if (!t.taken() && step instanceof Step.LowerHere) {
      // Recovery lowers what hangs over a stand; it belongs to no job.
      return;
    }
    if (open == null || open.jobId() == null || !planned(t, step)) {
      findings.found("S14: " + text(t) + ", open was " + (step == null ? "no step" : step.label()));
      return;
    }
    Job job = record.jobs().get(open.jobId());
    if (job == null || !job.vin().equals(t.vin())) {
      findings.found("S14: " + text(t) + " for " + open.jobId() + ", which is not its job");
    }
    String transfer = open.jobId() + "/" + record.plansOf(open.jobId()) + "/" + open.number();
    if (!done.add(transfer)) {
      findings.found("S14: " + text(t) + " a second time for step " + transfer);
    }
  }

  private void compare() {
    Plant plant = demo.tower().plant();
    for (Car car : plant.cars()) {
      Place recorded = record.places().get(car.vin());
      Optional<Place> real = plant.placeOf(car);
      if (car.state() == Car.State.DROPPED || !agree(car, recorded, real)) {
        findings.found(
            "S9: "
                + car.vin()
                + " is "
                + real.map(Place::label).orElse("in a door, or has fallen")
                + ", recorded "
                + (recorded == null ? "outside" : recorded.label()));
      }
    }
    for (String vin : record.places().keySet()) {
      if (plant.car(vin).isEmpty()) {
        findings.found("S9: " + vin + " is recorded, but there is no such car");
      }
    }
    plant.violations().stream().skip(violations).forEach(v -> findings.found("the steel saw " + v));
    violations = plant.violations().size();
  }

  private boolean agree(Car car, @Nullable Place recorded, Optional<Place> real) {
    if (recorded == null) {
      return real.map(p -> p instanceof Place.Outside || usedByPeople(p)).orElse(true);
    }
    if (real.isEmpty()) {
      return car.stand() != null && recorded.equals(car.stand().place()) && usedByPeople(recorded);
    }
    Place at = real.get();
    return at.equals(recorded)
        || (recorded instanceof Place.Quarantined q && q.possible().contains(at))
        || (at instanceof Place.Outside && usedByPeople(recorded))
        || changesHands(car, recorded, at);
  }

  /** A portal belongs to its user until the visit is settled. */
  private boolean usedByPeople(Place place) {
    if (!(place instanceof Place.AtPortal at)) {
      return false;
    }
    PortalUse use = record.portals().get(at.portal());
    return use != null && use.phase() != PortalPhase.SHUT;
  }

  /**
   * Between a transfer and its confirmation the record is behind; until the sensors were compared
   * after a start, it may be one transfer of the running job behind.
   */
  private boolean changesHands(Car car, Place recorded, Place at) {
    Step step = record.openStep();
    boolean taken =
        at instanceof Place.OnCarrier
            && step instanceof Step.Raise raise
            && recorded.equals(raise.from());
    boolean given =
        recorded instanceof Place.OnCarrier
            && step instanceof Step.Lower lower
            && at.equals(lower.onto());
    if (taken || given) {
      return true;
    }
    Job job = record.running();
    boolean ours = job != null && job.vin().equals(car.vin());
    boolean carrier = at instanceof Place.OnCarrier || recorded instanceof Place.OnCarrier;
    return ours && carrier && !record.settled();
  }

  /** Cars that are in quarantine. */
  long quarantined() {
    return record.places().values().stream().filter(p -> p instanceof Place.Quarantined).count();
  }
}
