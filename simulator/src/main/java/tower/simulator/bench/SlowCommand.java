package tower.simulator.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
import tower.simulator.demo.Sources;

/** Slow and deaf clients beside a car on its way. */
@Command(
    name = "slow",
    mixinStandardHelpOptions = true,
    description = {
      "Attacks a tower at work with slowhttptest in its four modes and with streams that nobody"
          + " reads; clients with loopback addresses of their own go on asking.",
      "Exit 1 when a control deadline was missed, the tower stopped, the car on its way was not"
          + " handed over, or honest clients were not served in time."
    },
    footer = {
      "",
      "Examples:",
      "  tower-sim bench slow",
      "  tower-sim bench slow --mode READ --seconds 5 --plant-speed 10 --json"
    })
final class SlowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--mode",
      description = "Only this mode: ${COMPLETION-CANDIDATES} (default: one after the other).")
  private List<SlowAttack.Mode> modes = new ArrayList<>();

  @Option(
      names = "--seconds",
      defaultValue = "30",
      description = "How long each mode lasts (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--connections",
      defaultValue = "45",
      description = "That the attacker tries to hold, from 127.0.0.1 (default: ${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--deaf",
      defaultValue = "8",
      description = "Event streams that nobody reads (default: ${DEFAULT-VALUE}).")
  private int deaf;

  @Option(
      names = "--plant-speed",
      paramLabel = "1..10",
      defaultValue = "3",
      description = "How many times faster the machine is (default: ${DEFAULT-VALUE}).")
  private int speed;

  @Option(names = "--config", description = "The tower's file (default: guangzhou-42).")
  private @Nullable Path config;

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (seconds < 1 || connections < 1 || deaf < 0 || speed < 1 || speed > 10) {
      throw new ParameterException(
          spec.commandLine(), "one of the options is out of its range; see --help");
    }
    try {
      Path file = config == null ? Sources.config("towers/guangzhou-42.toml") : config;
      Path folder = Files.createTempDirectory("tower-slow");
      List<SlowAttack.Mode> all = modes.isEmpty() ? Arrays.asList(SlowAttack.Mode.values()) : modes;
      SlowBench.Result result =
          new SlowBench(file, folder, speed, System.err::println)
              .measure(all, connections, deaf, seconds);
      System.out.print(
          json ? SlowReport.json(result).toPrettyString() + "\n" : SlowReport.text(result));
      return SlowReport.ok(result) ? Exit.OK : Exit.FAILED;
    } catch (ConfigException | BenchException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return Exit.USAGE;
    }
  }
}
