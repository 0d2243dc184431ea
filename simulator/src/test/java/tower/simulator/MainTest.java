package tower.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
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
}
