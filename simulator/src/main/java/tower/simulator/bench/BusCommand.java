package tower.simulator.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tower.app.Exit;
import tower.config.ConfigException;
import tower.config.ConfigReader;
import tower.config.TowerConfig;
import tower.simulator.demo.Sources;

/** The serial line: how much of it the product uses, and how soon a stop is on it. */
@Command(
    name = "bus",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the master on a byte-paced pseudo-terminal against the wire's limit, beside j2mod,"
          + " libmodbus and a loop in C; then the time from an opened safety chain to the last stop"
          + " frame, in two processes under load on the API."
    },
    footer = {"", "Examples:", "  tower-sim bench bus", "  tower-sim bench bus --edges 0 --json"})
final class BusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rounds",
      defaultValue = "7",
      description =
          "Rounds in which the arms take turns (default: ${DEFAULT-VALUE}; 0: no bus figures).")
  private int rounds;

  @Option(
      names = "--arm-ms",
      defaultValue = "2000",
      description = "How long each arm reads in a round (default: ${DEFAULT-VALUE}).")
  private int armMs;

  @Option(
      names = "--baud",
      split = ",",
      defaultValue = "19200,38400,115200",
      description = "Speeds of the line (default: ${DEFAULT-VALUE}).")
  private int[] bauds = {};

  @Option(
      names = "--answer-us",
      defaultValue = "0",
      description = "The drive's own answer time, if it is longer than t3.5 (default: t3.5).")
  private int answerMicros;

  @Option(
      names = "--edges",
      defaultValue = "500",
      description = "Edges of the safety chain to measure (default: ${DEFAULT-VALUE}; 0: none).")
  private int edges;

  @Option(
      names = "--load",
      defaultValue = "200",
      description = "Requests a second on the API meanwhile (default: ${DEFAULT-VALUE}).")
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
    if (speed < 1 || speed > 10 || rounds < 0 || edges < 0 || armMs < 100 || load < 1) {
      throw new ParameterException(
          spec.commandLine(), "one of the options is out of its range; see --help");
    }
    try {
      return measure(config == null ? Sources.config("towers/guangzhou-42.toml") : config);
    } catch (ConfigException | BenchException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return Exit.USAGE;
    }
  }

  private int measure(Path file)
      throws IOException, InterruptedException, ConfigException, BenchException {
    Path folder = Files.createTempDirectory("tower-bench");
    List<Throughput.Result> results = new ArrayList<>();
    if (rounds > 0) {
      TowerConfig tower = ConfigReader.read(file);
      Throughput throughput = new Throughput(tower, folder, this::progress);
      for (int baud : bauds) {
        results.add(throughput.measure(new WireLimit(baud, 10, answerMicros), rounds, armMs));
      }
    }
    EdgeBench.@Nullable Result stops = null;
    if (edges > 0) {
      stops = new EdgeBench(file, folder, speed, load, this::progress).measure(edges);
    }
    print(results, stops);
    return Exit.OK;
  }

  private void progress(String text) {
    System.err.println(text);
  }

  private void print(List<Throughput.Result> results, EdgeBench.@Nullable Result stops) {
    if (!json) {
      System.out.print(ThroughputReport.text(results));
      System.out.print(stops == null ? "" : EdgeReport.text(stops));
      return;
    }
    ObjectNode root =
        JsonNodeFactory.instance.objectNode().put("rounds", rounds).put("armMs", armMs);
    root.set("bus", ThroughputReport.json(results));
    if (stops != null) {
      root.set("stop", EdgeReport.json(stops));
    }
    System.out.println(root.toPrettyString());
  }
}
