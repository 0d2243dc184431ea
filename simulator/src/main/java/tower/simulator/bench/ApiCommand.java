package tower.simulator.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tower.app.Exit;
import tower.config.ConfigException;
import tower.simulator.demo.ControllerProcess.Surroundings;
import tower.simulator.demo.Sources;

/** What the shop's contract costs, and what it costs the machine. */
@Command(
    name = "api",
    mixinStandardHelpOptions = true,
    description =
        "Counts syncs of acknowledged commands, measures commands and reads beside bare servers, and"
            + " the time from an opened safety chain to the last stop frame under load and with a"
            + " disk that is slow to sync.",
    footer = {
      "",
      "Exit code 1: a goal was missed, or was not judged because the floor moved.",
      "",
      "Examples:",
      "  tower-sim bench api",
      "  tower-sim bench api --edges 0 --json"
    })
final class ApiCommand implements Callable<Integer> {
  private static final int SLOW_SYNC_MICROS = 250_000;

  /** So many requests a second meanwhile: the disk takes few commands then. */
  private static final int SLOW_SYNC_LOAD = 50;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rounds",
      defaultValue = "7",
      description = "Rounds in which the arms take turns (default: ${DEFAULT-VALUE}; 0: none).")
  private int rounds;

  @Option(
      names = "--arm-ms",
      defaultValue = "3000",
      description = "How long each arm asks in a round (default: ${DEFAULT-VALUE}).")
  private int armMs;

  @Option(
      names = "--commands",
      defaultValue = "1000",
      description = "Commands of one client whose syncs are counted (default: ${DEFAULT-VALUE}).")
  private int commands;

  @Option(
      names = "--edges",
      defaultValue = "200",
      description = "Edges of the safety chain of each kind (default: ${DEFAULT-VALUE}; 0: none).")
  private int edges;

  @Option(
      names = "--load",
      defaultValue = "500",
      description = "Requests a second while edges are measured (default: ${DEFAULT-VALUE}).")
  private int load;

  @Option(
      names = "--plant-speed",
      paramLabel = "1..10",
      defaultValue = "3",
      description =
          "How many times faster the machine is while edges are measured (default: ${DEFAULT-VALUE}).")
  private int speed;

  @Option(names = "--config", description = "The tower's file (default: guangzhou-42).")
  private @Nullable Path config;

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rounds < 0 || armMs < 100 || commands < 1 || edges < 0 || load < 1) {
      throw wrong("one of the options is out of its range; see --help");
    }
    if (speed < 1 || speed > 10) {
      throw wrong("--plant-speed: 1..10");
    }
    try {
      return measure(config == null ? Sources.config("towers/guangzhou-42.toml") : config);
    } catch (ConfigException | BenchException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return Exit.USAGE;
    }
  }

  private ParameterException wrong(String text) {
    return new ParameterException(spec.commandLine(), text);
  }

  private int measure(Path file)
      throws IOException, InterruptedException, ConfigException, BenchException {
    Path folder = Files.createTempDirectory("tower-bench");
    ApiBench.@Nullable Result result = null;
    if (rounds > 0) {
      result = new ApiBench(file, folder, System.err::println).measure(rounds, armMs, commands);
    }
    Map<String, EdgeBench.Result> stops = new LinkedHashMap<>();
    if (edges > 0) {
      stops.put(
          load + " requests a second",
          edges(file, Files.createDirectory(folder.resolve("loaded")), load, 0));
      stops.put(
          "each sync takes 250 ms longer",
          edges(
              file,
              Files.createDirectory(folder.resolve("slow")),
              SLOW_SYNC_LOAD,
              SLOW_SYNC_MICROS));
    }
    List<String> missed = ApiReport.missed(result, stops);
    print(result, stops, missed);
    return missed.isEmpty() ? Exit.OK : Exit.FAILED;
  }

  private EdgeBench.Result edges(Path file, Path folder, int perSecond, int syncMicros)
      throws IOException, InterruptedException, ConfigException, BenchException {
    EdgeBench bench = new EdgeBench(file, folder, speed, perSecond, System.err::println);
    try (SyncShim shim = new SyncShim(SyncShim.compile(folder), folder.resolve("syncs"))) {
      shim.slower(syncMicros);
      Surroundings surroundings = shim.surroundings();
      EdgeBench.Result result = bench.measure(edges, surroundings);
      if (shim.count() == 0) {
        throw new IOException("the shim saw no sync: nothing was slowed down");
      }
      return result;
    }
  }

  private void print(
      ApiBench.@Nullable Result result, Map<String, EdgeBench.Result> stops, List<String> missed) {
    if (!json) {
      System.out.print(result == null ? "" : ApiReport.text(result));
      stops.forEach(
          (name, stop) -> System.out.print("\nWhile " + name + "\n" + EdgeReport.text(stop)));
      System.out.println();
      missed.forEach(what -> System.out.println("MISSED: " + what));
      System.out.print(missed.isEmpty() ? "every goal was reached\n" : "");
      return;
    }
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    if (result != null) {
      root.set("api", ApiReport.json(result));
    }
    ObjectNode edge = root.putObject("stops");
    stops.forEach((name, stop) -> edge.set(name, EdgeReport.json(stop)));
    missed.forEach(root.putArray("missed")::add);
    System.out.println(root.toPrettyString());
  }
}
