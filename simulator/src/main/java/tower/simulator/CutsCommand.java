package tower.simulator;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import tower.app.Exit;
import tower.config.ConfigException;
import tower.simulator.cuts.BusyDays;
import tower.simulator.cuts.Case;
import tower.simulator.cuts.CaseReport;
import tower.simulator.cuts.Cut;
import tower.simulator.cuts.Cuts;
import tower.simulator.cuts.Kind;
import tower.simulator.cuts.Tally;
import tower.simulator.demo.Sources;
import tower.simulator.hunt.SeedReport;
import tower.simulator.hunt.Towers;

/** {@code tower-sim cuts}: every nominal job cut short at every boundary, and again. */
@Command(
    name = "cuts",
    description = {
      "Cuts every nominal job short at every boundary: an event that changes what the process",
      "sees or does, a journal record, a bus write. A commit in flight has reached the disk in one",
      "run and has not in another. With --pairs the recovering life is cut again.",
      "Exit 1 when an invariant did not hold."
    },
    mixinStandardHelpOptions = true)
final class CutsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      converter = KindConverter.class,
      description = "Only this nominal job; may be given several times. See --list.")
  private List<Kind> kinds = new ArrayList<>();

  @Option(names = "--list", description = "Name the nominal jobs and end.")
  private boolean list;

  @Option(
      names = "--kill",
      description = "The board dies alone, plant and drives live on, instead of a power cut.")
  private boolean kill;

  @Option(
      names = "--pairs",
      paramLabel = "N|all",
      converter = PairsConverter.class,
      description = "Cut the recovering life too: a sample of N pairs, or all that there are.")
  private long pairs;

  @Option(names = "--seed", paramLabel = "S", description = "Seed of the sample, 1 if not given.")
  private long seed = 1;

  @Option(names = "--every", paramLabel = "N", description = "Only every N-th single cut.")
  private int every = 1;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Runs at a time; as many as there are processors if not given.")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(names = "--first", description = "End with the first run that finds something.")
  private boolean first;

  @Option(names = "--json", description = "The summary as one JSON object on standard output.")
  private boolean json;

  @Option(names = "--journal", description = "With --at: every durable fact, with its time.")
  private boolean journal;

  @Option(
      names = "--load",
      paramLabel = "N",
      description = "N random cuts in busy days of many requests, instead of the nominal jobs.")
  private long load;

  @Option(
      names = "--clients",
      paramLabel = "N",
      description = "With --load: clients who all ask in the same instants, 32 if not given.")
  private int clients = 32;

  @Option(
      names = "--synchronous",
      paramLabel = "full|normal",
      converter = SynchronousConverter.class,
      description = {
        "With --load: full, if not given, syncs every commit as the product does. normal does not:",
        "then acknowledged commands must be found lost, which is the control of this command."
      })
  private Synchronous synchronous = Synchronous.FULL;

  /** SQLite's word for when it syncs. */
  enum Synchronous {
    FULL,
    NORMAL
  }

  @ArgGroup(exclusive = false)
  private @Nullable One one;

  /** One run again. */
  static final class One {
    @Option(
        names = "--at",
        required = true,
        paramLabel = "I",
        description = "One run: the first life ends at its I-th boundary; 0 for no cut.")
    private int at;

    @Option(names = "--lost", description = "What is in flight there does not reach the disk.")
    private boolean lost;

    @Option(
        names = "--then",
        paramLabel = "J",
        description = "The second life ends at its J-th boundary.")
    private int then;

    @Option(names = "--then-lost", description = "What is in flight there is lost, too.")
    private boolean thenLost;
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    check();
    if (list) {
      CutsPrinter.kinds(out);
      return Exit.OK;
    }
    CutsPrinter printer =
        new CutsPrinter(json ? spec.commandLine().getErr() : out, json ? out : null, first);
    Towers towers = towers();
    One again = one;
    if (again != null) {
      return again(again, towers, printer);
    }
    return load > 0 ? load(towers, printer) : all(towers, printer);
  }

  private static Towers towers() throws ConfigException, IOException {
    return Towers.read(Sources.config("towers"));
  }

  private void check() {
    if (jobs < 1 || every < 1 || load < 0 || clients < 0) {
      throw wrong("--jobs and --every are at least 1, --load and --clients are not negative");
    }
    One again = one;
    if (again != null && kinds.size() != 1) {
      throw wrong("--at needs exactly one --kind");
    }
    if (again != null && (again.at < 0 || again.then < 0 || (again.at == 0 && again.then > 0))) {
      throw wrong("--at and --then are numbers of boundaries, the first is 1");
    }
  }

  private ParameterException wrong(String text) {
    return new ParameterException(spec.commandLine(), text);
  }

  private int all(Towers towers, CutsPrinter printer) throws InterruptedException {
    List<Kind> some = kinds.isEmpty() ? Arrays.asList(Kind.values()) : kinds;
    long began = System.nanoTime();
    Tally tally =
        new Cuts(towers, some, kill, jobs).run(new Cuts.Extent(every, pairs, seed), printer);
    printer.summary(tally, System.nanoTime() - began);
    return tally.ok() ? Exit.OK : Exit.FAILED;
  }

  private int again(One again, Towers towers, CutsPrinter printer) {
    List<Cut> cuts = new ArrayList<>();
    if (again.at > 0) {
      cuts.add(new Cut(again.at, again.lost));
    }
    if (again.then > 0) {
      cuts.add(new Cut(again.then, again.thenLost));
    }
    CaseReport report = Cuts.one(new Case(kinds.getFirst(), kill, cuts), towers);
    printer.one(report, journal);
    return report.ok() ? Exit.OK : Exit.FAILED;
  }

  private int load(Towers towers, CutsPrinter printer) throws InterruptedException {
    long began = System.nanoTime();
    boolean syncs = synchronous == Synchronous.FULL;
    BusyDays busy = new BusyDays(towers, clients, syncs, jobs);
    List<SeedReport> days = busy.run(load, seed, printer);
    printer.days(days, clients, busy.tally(), System.nanoTime() - began);
    return busy.tally().whole() && days.stream().allMatch(SeedReport::ok) ? Exit.OK : Exit.FAILED;
  }

  /** Reads SQLite's word. */
  static final class SynchronousConverter implements ITypeConverter<Synchronous> {
    @Override
    public Synchronous convert(String value) {
      return switch (value) {
        case "full" -> Synchronous.FULL;
        case "normal" -> Synchronous.NORMAL;
        default -> throw new TypeConversionException("there is full and normal");
      };
    }
  }

  /** Reads the name of a nominal job. */
  static final class KindConverter implements ITypeConverter<Kind> {
    @Override
    public Kind convert(String value) {
      return Kind.of(value)
          .orElseThrow(() ->
              new TypeConversionException(
                  "there is no nominal job '"
                      + value
                      + "', there is "
                      + Arrays.stream(Kind.values()).map(Kind::key).toList()));
    }
  }

  /** Reads a number, or all. */
  static final class PairsConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String value) {
      if (value.equals("all")) {
        return Cuts.Extent.ALL;
      }
      try {
        return Long.parseUnsignedLong(value);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'" + value + "' is neither a number nor 'all'");
      }
    }
  }
}
