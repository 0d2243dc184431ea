package tower.simulator.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tower.app.Exit;
import tower.config.ConfigException;
import tower.simulator.demo.Sources;

/** What the controller's process costs with its production flags. */
@Command(
    name = "footprint",
    mixinStandardHelpOptions = true,
    description =
        "Starts the controller of the demo again and again, then keeps one under load: time to"
            + " /livez, resident memory, cycle times and overruns.",
    footer = {
      "",
      "Examples:",
      "  tower-sim bench footprint",
      "  tower-sim bench footprint --seconds 600 --json"
    })
final class FootprintCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rounds",
      defaultValue = "7",
      description = "Starts of each kind, in turn (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "How long one is kept under load (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--load",
      defaultValue = "50",
      description = "Requests a second on the API meanwhile (default: ${DEFAULT-VALUE}).")
  private int load;

  @Option(names = "--config", description = "The tower's file (default: guangzhou-42).")
  private @Nullable Path config;

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rounds < 1 || seconds < 1 || load < 1) {
      throw new ParameterException(
          spec.commandLine(), "rounds, seconds and load must be at least 1");
    }
    try {
      Path file = config == null ? Sources.config("towers/guangzhou-42.toml") : config;
      Footprint footprint =
          new Footprint(file, Files.createTempDirectory("tower-bench"), System.err::println);
      Footprint.Result result = footprint.measure(rounds, seconds, load);
      System.out.print(
          json
              ? FootprintReport.json(result).toPrettyString() + "\n"
              : FootprintReport.text(result));
      return Exit.OK;
    } catch (ConfigException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return Exit.USAGE;
    }
  }
}
