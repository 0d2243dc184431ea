package tower.simulator.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tower.config.ConfigException;
import tower.simulator.demo.ControllerProcess;
import tower.simulator.demo.DemoRig;

/** What the controller costs in the demo: to start, to keep, under requests. */
final class Footprint {
  private static final long SETTLE_MS = 2_000;
  private static final List<String> FIGURES =
      List.of(
          "tower_cycles_total",
          "tower_cycle_seconds_total",
          "tower_cycle_longest_seconds",
          "tower_cycle_overruns_total",
          "tower_bus_exchanges_total",
          "tower_bus_failures_total",
          "jvm_threads_live_threads");

  private final Path file;
  private final Path folder;
  private final Consumer<String> say;
  private final List<String> production = ControllerProcess.productionFlags();

  Footprint(Path file, Path folder, Consumer<String> say) {
    this.file = file;
    this.folder = folder;
    this.say = say;
  }

  /**
   * Starts of one kind, round by round.
   *
   * @param wallMs from the start of the process to its first good answer to {@code /livez}
   * @param cpuMs processor time until then
   */
  record Starts(Sample wallMs, Sample cpuMs) {}

  /**
   * One kept running.
   *
   * @param startKb resident soon after the start
   * @param loadedKb resident at the end of the load
   * @param peakKb the most there ever was
   * @param threads at the end
   * @param cpuShare processor time under load, as a share of one core
   * @param load what the clients saw
   * @param metrics of the controller at the end
   */
  record Kept(
      long startKb,
      long loadedKb,
      long peakKb,
      long threads,
      double cpuShare,
      JsonNode load,
      Map<String, Double> metrics) {}

  /**
   * All of it.
   *
   * @param floor a Java machine that starts and ends, with the production flags
   * @param own the controller with the production flags
   * @param plain the controller with no flags
   * @param wallRatio own to plain, round by round
   * @param cpuRatio own to plain, round by round
   */
  record Result(
      List<String> flags,
      Starts floor,
      Starts own,
      Starts plain,
      Sample wallRatio,
      Sample cpuRatio,
      Kept kept,
      int seconds,
      int rate) {}

  Result measure(int rounds, int seconds, int rate)
      throws IOException, InterruptedException, ConfigException {
    Path data = Files.createDirectory(folder.resolve("footprint"));
    try (DemoRig rig = DemoRig.start(file, 1, data)) {
      List<Double> floorWall = new ArrayList<>();
      List<Double> floorCpu = new ArrayList<>();
      List<Double> ownWall = new ArrayList<>();
      List<Double> ownCpu = new ArrayList<>();
      List<Double> plainWall = new ArrayList<>();
      List<Double> plainCpu = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        say.accept("footprint: start, round " + (round + 1) + " of " + rounds);
        bare(floorWall, floorCpu);
        started(rig, production, ownWall, ownCpu);
        started(rig, List.of(), plainWall, plainCpu);
      }
      say.accept("footprint: " + seconds + " s of " + rate + " requests a second");
      return new Result(
          production,
          new Starts(Sample.of(floorWall), Sample.of(floorCpu)),
          new Starts(Sample.of(ownWall), Sample.of(ownCpu)),
          new Starts(Sample.of(plainWall), Sample.of(plainCpu)),
          Sample.ratios(ownWall, plainWall),
          Sample.ratios(ownCpu, plainCpu),
          kept(rig, seconds, rate),
          seconds,
          rate);
    }
  }

  /** A Java machine that only starts: what nobody can do without. */
  private void bare(List<Double> wall, List<Double> cpu) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(production);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("tower.simulator.Main", "--version"));
    long begun = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    ProcessFigures figures = new ProcessFigures(process.pid());
    double used = 0;
    while (process.isAlive()) {
      used = Math.max(used, lastCpu(figures, used));
      Thread.sleep(1);
    }
    wall.add((System.nanoTime() - begun) / 1e6);
    cpu.add(used);
  }

  private static double lastCpu(ProcessFigures figures, double before) {
    try {
      return figures.cpuMs();
    } catch (IOException ended) {
      return before;
    }
  }

  private static void started(DemoRig rig, List<String> flags, List<Double> wall, List<Double> cpu)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    try (ControllerProcess controller = rig.launch(flags)) {
      rig.awaitLive(controller);
      wall.add((System.nanoTime() - begun) / 1e6);
      cpu.add((double) new ProcessFigures(controller.pid()).cpuMs());
    }
  }

  private Kept kept(DemoRig rig, int seconds, int rate) throws IOException, InterruptedException {
    try (ControllerProcess controller = rig.launch(production)) {
      rig.awaitLive(controller);
      Thread.sleep(SETTLE_MS);
      ProcessFigures figures = new ProcessFigures(controller.pid());
      long start = figures.rssKb();
      long cpu = figures.cpuMs();
      long begun = System.nanoTime();
      rig.people();
      try (Load clients = new Load(rig, rate)) {
        Thread.sleep(seconds * 1000L);
        JsonNode seen = clients.end();
        return new Kept(
            start,
            figures.rssKb(),
            figures.peakRssKb(),
            figures.threads(),
            (figures.cpuMs() - cpu) * 1e6 / (System.nanoTime() - begun),
            seen,
            Prometheus.figures(rig.metrics(), FIGURES));
      }
    }
  }
}
