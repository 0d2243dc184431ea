package tower.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tower.config.ConfigException;
import tower.config.ConfigReader;
import tower.config.TowerConfig;
import tower.drive.WorstReaction;

/** Says whether configuration files may be used, and everything that is wrong where not. */
@Command(
    name = "validate",
    description = "Checks configuration files of towers and drives.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  tower-controller validate config/towers/*.toml"})
final class ValidateCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Tower or drive files.")
  private List<Path> files = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    int code = Exit.OK;
    for (Path file : files) {
      code = Math.max(code, validate(file));
    }
    return code;
  }

  private int validate(Path file) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      if (ConfigReader.isDrive(file)) {
        out.println(file + ": ok\n  " + ConfigReader.checkDrive(file));
        return Exit.OK;
      }
      TowerConfig config = ConfigReader.read(file);
      WorstReaction reaction = Wiring.worstReaction(config);
      if (!reaction.withinLimit()) {
        err.println(file + ": " + reaction.text());
        return Exit.USAGE;
      }
      String summary = ConfigSummary.of(config) + "\n" + reaction.text();
      out.println(file + ": ok\n" + summary.indent(2).stripTrailing());
      return Exit.OK;
    } catch (ConfigException e) {
      int errors = e.errors().size();
      err.println(e.getMessage());
      err.println("\n" + file + ": " + errors + (errors == 1 ? " error" : " errors"));
      return Exit.USAGE;
    }
  }
}
