package tower.simulator;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import tower.config.ConfigException;
import tower.simulator.hunt.Towers;
import tower.simulator.scenario.Drawn;
import tower.simulator.scenario.Scenario;
import tower.simulator.scenario.ScenarioFile;

/**
 * A run that a command is given, by its seed or as a scenario's file.
 *
 * @param name of the run, for people
 * @param scenario what happens in it
 * @param replay the command that runs it again
 */
record Given(String name, Scenario scenario, String replay) {
  /**
   * What an argument names.
   *
   * @throws ConfigException when it is a file and something is wrong in it
   */
  static Given of(CommandSpec spec, String argument, Towers towers) throws ConfigException {
    if (argument.matches("\\d{1,18}")) {
      long seed = Long.parseLong(argument);
      return new Given(
          "seed " + seed, Drawn.scenario(seed, towers.names()), RunPrinter.replay(seed));
    }
    Path file = Path.of(argument);
    if (!Files.isRegularFile(file)) {
      throw new ParameterException(
          spec.commandLine(), argument + ": neither a seed nor a scenario's file");
    }
    return new Given(
        String.valueOf(file.getFileName()),
        ScenarioFile.read(file),
        "simulator/tower-sim run " + file);
  }
}
