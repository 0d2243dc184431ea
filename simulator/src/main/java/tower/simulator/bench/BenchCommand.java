package tower.simulator.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The benchmarks; each is a subcommand. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures the product, with a report and --json.",
    subcommands = {
      BusCommand.class,
      SimulationCommand.class,
      FootprintCommand.class,
      ApiCommand.class,
      SlowCommand.class,
      LoadCommand.class,
      ClientsCommand.class,
      FloorServerCommand.class,
      EstimatesCommand.class,
      HelpCommand.class
    })
public final class BenchCommand {}
