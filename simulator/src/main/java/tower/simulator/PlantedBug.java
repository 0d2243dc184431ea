package tower.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tower.config.ConfigException;
import tower.simulator.demo.Sources;
import tower.simulator.hunt.Towers;
import tower.simulator.planted.SelfTest;

/** The same command in a process whose product has a planted bug in it. */
final class PlantedBug {
  private static final String OPTION = "--planted";

  /** Set in the process that has the bug already. */
  private static final String HERE = "tower.planted";

  @Option(
      names = OPTION,
      paramLabel = "NAME",
      description = "Do it with one of the self-test's bugs in the product.")
  private @Nullable String name;

  /** True when a bug is asked for that this process does not have. */
  boolean wanted() {
    return name != null && !Boolean.getBoolean(HERE);
  }

  /** A command that runs something again, with the same bug. */
  String again(String command) {
    return name == null ? command : command + " " + OPTION + " " + name;
  }

  /**
   * What an argument names, to be run again with the same bug.
   *
   * @throws ConfigException when it is a file and something is wrong in it
   */
  Given given(CommandSpec spec, String argument, Towers towers) throws ConfigException {
    Given given = Given.of(spec, argument, towers);
    return new Given(given.name(), given.scenario(), again(given.replay()));
  }

  /**
   * Runs the command that was given where the bug is.
   *
   * @return its exit code
   */
  int run(CommandSpec spec) throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("tower-planted");
    try {
      Process process = new ProcessBuilder(command(spec, work)).redirectErrorStream(true).start();
      PrintWriter out = spec.commandLine().getOut();
      try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
        said.lines()
            .forEach(line -> {
              out.println(line);
              out.flush();
            });
        return process.waitFor();
      } finally {
        process.destroy();
      }
    } finally {
      SelfTestCommand.delete(work);
    }
  }

  private List<String> command(CommandSpec spec, Path work) throws IOException {
    SelfTest test = new SelfTest(Sources.root(), work, 1, true);
    String bug = String.valueOf(name);
    if (!test.names().contains(bug) && !bug.equals(SelfTest.CANARY)) {
      throw new ParameterException(
          spec.commandLine(), OPTION + " " + bug + ": there is " + String.join(", ", test.names()));
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx1g", "--enable-native-access=ALL-UNNAMED"));
    command.add("-D" + HERE + "=true");
    command.addAll(List.of("-cp", test.classpathWith(bug), Main.class.getName()));
    command.addAll(spec.commandLine().getParseResult().originalArgs());
    return command;
  }
}
