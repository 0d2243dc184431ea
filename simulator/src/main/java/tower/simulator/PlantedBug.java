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
import tower.simulator.demo.Sources;
import tower.simulator.planted.SelfTest;

/** The same command in a process whose product has a planted bug in it. */
final class PlantedBug {
  private static final String OPTION = "--planted";

  @Option(
      names = OPTION,
      paramLabel = "NAME",
      description = "Do it with one of the self-test's bugs in the product.")
  private @Nullable String name;

  /** True when a bug is asked for. */
  boolean wanted() {
    return name != null;
  }

  /**
   * Runs the command that was given, without this option, where the bug is.
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
    SelfTest test = new SelfTest(Sources.root(), work, 1);
    String bug = String.valueOf(name);
    if (!test.names().contains(bug) && !bug.equals(SelfTest.CANARY)) {
      throw new ParameterException(
          spec.commandLine(), OPTION + " " + bug + ": there is " + String.join(", ", test.names()));
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx1g", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", test.classpathWith(bug), Main.class.getName()));
    command.addAll(without(spec.commandLine().getParseResult().originalArgs()));
    return command;
  }

  private static List<String> without(List<String> arguments) {
    List<String> rest = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).equals(OPTION)) {
        i++;
      } else if (!arguments.get(i).startsWith(OPTION + "=")) {
        rest.add(arguments.get(i));
      }
    }
    return rest;
  }
}
