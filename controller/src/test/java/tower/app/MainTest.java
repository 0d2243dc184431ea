package tower.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import tower.access.ClientList;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return quiet(Main.commandLine()).execute(arguments);
  }

  private CommandLine quiet(CommandLine commandLine) {
    return commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
  }

  @Test
  void helpNamesTheProgramAndSucceeds() {
    assertThat(run("--help")).isEqualTo(Exit.OK);
    assertThat(out.toString()).contains("Usage: tower-controller");
  }

  /** A service unit with a missing word must not look like a clean stop. */
  @Test
  void noSubcommandIsWrongUsage() {
    assertThat(run()).isEqualTo(Exit.USAGE);
    assertThat(err.toString()).contains("Usage: tower-controller");
  }

  @Test
  void anUnknownSubcommandIsWrongUsage() {
    assertThat(run("fly")).isEqualTo(Exit.USAGE);
    assertThat(err.toString()).contains("fly");
  }

  /** The second line is the row of the key in the first, and accepted as it stands. */
  @Test
  void aMadeKeyIsThatOfItsRow() {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertThat(run("keygen", "shop", "--may", "shop", "--until", "2027-06-30T00:00:00Z"))
          .isEqualTo(Exit.OK);
    } finally {
      System.setOut(before);
    }
    List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(ClientList.read(lines.get(1)).byKey(lines.get(0), 0).principal().name())
        .isEqualTo("shop");
    assertThat(run("keygen", "shop", "--may", "everything")).isEqualTo(Exit.USAGE);
    assertThat(err.toString()).contains("no role and no scope");
  }

  /** Scripts tell "a check failed" (1) from "the program broke" (3). */
  @Test
  void anUncaughtExceptionIsInternal() {
    CommandLine broken = Exit.codes(new CommandLine(new Broken()));
    assertThat(quiet(broken).execute()).isEqualTo(Exit.INTERNAL);
    assertThat(err.toString()).contains("IllegalStateException");
  }

  @Command(name = "broken")
  private static final class Broken implements Runnable {
    @Override
    public void run() {
      throw new IllegalStateException("a bug");
    }
  }
}
