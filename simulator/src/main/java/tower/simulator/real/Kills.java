package tower.simulator.real;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import tower.config.ConfigException;
import tower.simulator.demo.ControllerProcess.Surroundings;
import tower.simulator.world.Chance;

/** Rounds of one harm, on several towers at a time. */
final class Kills {
  private static final long LAST_WORK_MS = 60_000;

  /** How to hurt it. */
  enum How {
    KILL,
    STOP,
    EIO,
    ENOSPC,
    CLOCK;

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final How how;
  private final int times;
  private final long seed;
  private final Path config;
  private final int speed;
  private final int clients;
  private final int jobs;
  private final Path folder;
  private final Consumer<String> say;

  /**
   * Rounds that have not begun.
   *
   * @param times rounds of all towers together
   * @param config the tower's configuration
   * @param speed how many times faster the machine is
   * @param clients of each tower that ask at the same time
   * @param jobs towers at a time
   * @param folder an empty one, for everything
   */
  Kills(
      How how,
      int times,
      long seed,
      Path config,
      int speed,
      int clients,
      int jobs,
      Path folder,
      Consumer<String> say) {
    this.how = how;
    this.times = times;
    this.seed = seed;
    this.config = config;
    this.speed = speed;
    this.clients = clients;
    this.jobs = Math.min(jobs, times);
    this.folder = folder;
    this.say = say;
  }

  /**
   * What came of it.
   *
   * @param rounds processes that were hurt
   * @param hurtWhile what the tower was doing then
   * @param lives processes that were started
   * @param promised good answers
   * @param kept how often one was asked for again
   * @param repeated requests without an answer that got one from a later process
   * @param transfers times a car changed hands
   * @param collected cars handed over
   * @param rows of the journals
   * @param found how much did not hold
   * @param findings the first of it
   */
  record Result(
      How how,
      int rounds,
      Map<String, Integer> hurtWhile,
      int lives,
      long promised,
      long kept,
      long repeated,
      long transfers,
      long collected,
      long rows,
      double seconds,
      int found,
      List<String> findings) {
    boolean ok() {
      return found == 0;
    }

    String text() {
      return String.format(
          Locale.ROOT,
          "%-6s %d rounds in %.0f s, hurt while %s: %d processes, %,d acknowledged, asked again %,d"
              + " times, %,d unanswered repeated, %,d transfers, %,d cars collected, %,d rows: %s",
          how.key(),
          rounds,
          seconds,
          hurtWhile,
          lives,
          promised,
          kept,
          repeated,
          transfers,
          collected,
          rows,
          ok() ? "nothing lost, nothing twice" : found + " FINDINGS");
    }

    ObjectNode json() {
      ObjectNode json = new ObjectMapper().createObjectNode();
      json.put("how", how.key()).put("rounds", rounds).put("seconds", seconds);
      ObjectNode states = json.putObject("hurtWhile");
      hurtWhile.forEach(states::put);
      json.put("processes", lives).put("acknowledged", promised).put("askedAgain", kept);
      json.put("repeated", repeated).put("transfers", transfers).put("collected", collected);
      json.put("rows", rows).put("found", found);
      findings.forEach(json.putArray("findings")::add);
      return json;
    }
  }

  /** All rounds. */
  Result run() throws IOException, InterruptedException, ConfigException, RealException {
    long begun = System.nanoTime();
    Findings findings = new Findings();
    List<Callable<Result>> towers = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      int number = i;
      int rounds = times / jobs + (i < times % jobs ? 1 : 0);
      towers.add(() -> tower(number, rounds, findings));
    }
    List<Result> results = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(jobs);
    try {
      for (Future<Result> result : threads.invokeAll(towers)) {
        results.add(result.get());
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RealException cause -> throw cause;
        case IOException cause -> throw new IOException(cause.getMessage(), cause);
        case null, default -> throw new IllegalStateException("the simulator itself failed", e);
      }
    } finally {
      threads.shutdownNow();
    }
    return sum(results, (System.nanoTime() - begun) / 1e9, findings);
  }

  private Result tower(int number, int rounds, Findings findings)
      throws IOException, InterruptedException, ConfigException, RealException {
    Chance chance = new Chance(seed).split(how.key() + " " + number);
    Path own = Files.createDirectories(folder.resolve(how.key() + "-" + number));
    boolean clockIsTrue = how != How.CLOCK;
    try (RealTower tower =
        new RealTower(config, speed, clients, own, findings, chance, clockIsTrue)) {
      Harm harm = harm(tower, findings, chance.split("harm"), own);
      while (harm.rounds() < rounds) {
        harm.round();
        say.accept(
            how.key()
                + ": "
                + harm.rounds()
                + " of "
                + rounds
                + ", "
                + findings.count()
                + " found");
      }
      lastWork(tower, findings);
      harm.over();
      return result(tower, harm);
    }
  }

  private Harm harm(RealTower tower, Findings findings, Chance chance, Path own)
      throws IOException, InterruptedException, RealException {
    return switch (how) {
      case KILL -> new Harms.Kill(tower, findings, chance);
      case STOP -> new Harms.Stop(tower, findings, chance);
      case EIO -> new Harms.SyncFails(tower, findings, chance, own);
      case ENOSPC -> new Harms.DiskFull(tower, findings, chance, own);
      case CLOCK -> new Harms.ClockJumps(tower, findings, chance, WallClock.compile(own));
    };
  }

  /** Unhurt: it must come to work, and every promise of the whole run must stand. */
  private static void lastWork(RealTower tower, Findings findings)
      throws IOException, InterruptedException {
    tower.market().rest();
    tower.launch(Surroundings.USUAL);
    if (!tower.awaitAnswers()) {
      findings.found("the last process does not answer");
    } else if (!tower.awaitWork(LAST_WORK_MS)) {
      findings.found("L3: the tower does not come to work: " + tower.state());
    } else {
      tower.promises().askForAll();
    }
    tower.kill();
  }

  private Result result(RealTower tower, Harm harm) {
    return new Result(
        how,
        harm.rounds(),
        harm.hurtWhile(),
        tower.lives(),
        tower.promises().count(),
        tower.promises().kept(),
        tower.market().repeated(),
        tower.account().transfers(),
        tower.market().collected(),
        tower.account().rows(),
        0,
        0,
        List.of());
  }

  private Result sum(List<Result> results, double seconds, Findings findings) {
    TreeMap<String, Integer> states = new TreeMap<>();
    results.forEach(r -> r.hurtWhile().forEach((s, n) -> states.merge(s, n, Integer::sum)));
    return new Result(
        how,
        results.stream().mapToInt(Result::rounds).sum(),
        states,
        results.stream().mapToInt(Result::lives).sum(),
        results.stream().mapToLong(Result::promised).sum(),
        results.stream().mapToLong(Result::kept).sum(),
        results.stream().mapToLong(Result::repeated).sum(),
        results.stream().mapToLong(Result::transfers).sum(),
        results.stream().mapToLong(Result::collected).sum(),
        results.stream().mapToLong(Result::rows).sum(),
        seconds,
        findings.count(),
        findings.texts());
  }
}
