package tower.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import tower.app.Exit;

class MainTest {
  private final StringWriter out = new StringWriter();

  private int run(String... arguments) {
    PrintWriter sink = new PrintWriter(out, true);
    return Main.commandLine().setOut(sink).setErr(sink).execute(arguments);
  }

  @Test
  void helpNamesTheProgramAndSucceeds() {
    assertThat(run("--help")).isEqualTo(Exit.OK);
    assertThat(out.toString()).contains("Usage: tower-sim");
  }

  /** A script that forgot the subcommand must not read success. */
  @Test
  void noSubcommandIsWrongUsage() {
    assertThat(run()).isEqualTo(Exit.USAGE);
  }

  /** Each names what is wrong, and nobody has to read a stack trace. */
  @Test
  void wrongArgumentsAreWrongUsage() {
    List<List<String>> wrong =
        List.of(
            List.of("fuzz", "--seeds", "7..3"),
            List.of("fuzz", "--seeds", "1..2", "--jobs", "0"),
            List.of("fuzz", "--seeds", "1..2", "--towers", "/no/such/folder"),
            List.of("self-test", "--only", "no-such-bug"),
            List.of("self-test", "--seeds", "0"),
            List.of("self-test", "--source", "/no/such/folder"));
    for (List<String> arguments : wrong) {
      out.getBuffer().setLength(0);
      assertThat(run(arguments.toArray(String[]::new))).as("%s", arguments).isEqualTo(Exit.USAGE);
      assertThat(out.toString()).as("%s", arguments).isNotBlank().doesNotContain("\tat ");
    }
  }
}
