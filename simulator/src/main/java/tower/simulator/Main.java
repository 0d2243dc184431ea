package tower.simulator;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import tower.app.Exit;
import tower.config.ConfigException;
import tower.simulator.bench.BenchCommand;
import tower.simulator.demo.DemoCommand;
import tower.simulator.demo.DemoController;
import tower.simulator.real.CrashStatesCommand;
import tower.simulator.real.CrashWorkload;
import tower.simulator.real.KillsCommand;
import tower.simulator.serve.ServeCommand;
import tower.simulator.storefront.ShopCommand;

/** The command line of the simulator; every subcommand is a class of its own. */
@Command(
    name = "tower-sim",
    description = "Runs the controller against a simulated tower.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      BenchCommand.class,
      CrashStatesCommand.class,
      CrashWorkload.class,
      CutsCommand.class,
      DemoCommand.class,
      DemoController.class,
      FuzzCommand.class,
      FaultsCommand.class,
      VoucherCommand.class,
      KillsCommand.class,
      ReplayCommand.class,
      ReportCommand.class,
      RunCommand.class,
      SelfTestCommand.class,
      ServeCommand.class,
      ShopCommand.class,
      ShrinkCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Main {
  /** Where webhooks fail all the time, and what comes of it is told in other ways. */
  private static final Set<String> HUNTS =
      Set.of("fuzz", "run", "replay", "report", "shrink", "self-test");

  private Main() {}

  public static void main(String[] arguments) {
    if (arguments.length > 0 && HUNTS.contains(arguments[0])) {
      System.setProperty("tinylog.level@tower.hooks", "error");
    }
    System.exit(run(arguments));
  }

  /** An error that nobody expects must not read as 1, something that was found. */
  private static int run(String... arguments) {
    try {
      return commandLine().execute(arguments);
    } catch (Error broken) {
      broken.printStackTrace();
      return Exit.INTERNAL;
    }
  }

  static CommandLine commandLine() {
    return Exit.codes(new CommandLine(new Main()))
        .setExecutionExceptionHandler((failure, line, parsed) -> {
          if (failure instanceof ConfigException config) {
            line.getErr().println(config.getMessage());
            return Exit.USAGE;
          }
          throw failure;
        });
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      @Nullable String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"tower-sim " + (version == null ? "(not packaged)" : version)};
    }
  }
}
