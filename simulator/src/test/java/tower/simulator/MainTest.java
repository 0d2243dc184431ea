package tower.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tower.app.Exit;
import tower.simulator.scenario.Drawn;
import tower.simulator.scenario.ScenarioFile;
import tower.simulator.scenario.What;

class MainTest {
  private final StringWriter out = new StringWriter();

  @TempDir private Path folder;

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
            List.of("fuzz"),
            List.of("fuzz", "--seeds", "1..2", "--time", "1s"),
            List.of("fuzz", "--seeds", "1..2", "--from", "7"),
            List.of("fuzz", "--time", "15"),
            List.of("fuzz", "--seeds", "1..2", "--report", "/no/such/folder/r.html"),
            List.of("run", "/no/such/file.toml"),
            List.of("run", "1", "--junit", "/no/such/folder/r.xml"),
            List.of("run", "1", "--planted", "no-such-bug"),
            List.of("replay", "x"),
            List.of("report", "1"),
            List.of("shrink", "5"),
            List.of("shrink", "5", "--invariant", "S9"),
            List.of("shrink", "5", "--runs", "0"),
            List.of("self-test", "--only", "no-such-bug"),
            List.of("self-test", "--seeds", "0"),
            List.of("self-test", "--source", "/no/such/folder"),
            List.of("serve", "--speed", "101"),
            List.of("serve", "--port", "65536"),
            List.of("serve", "--tower", "no-such-tower"),
            List.of("serve", "--tower", "/no/such/file.toml"),
            List.of("serve", "--tower", "tiny-4", "--cars", "4"),
            List.of("serve", "--tower", "tiny-4", "--shop-keys", "/dev/null/keys"),
            List.of("serve", "--webhook", "http://shop.example/hook"));
    for (List<String> arguments : wrong) {
      out.getBuffer().setLength(0);
      assertThat(run(arguments.toArray(String[]::new))).as("%s", arguments).isEqualTo(Exit.USAGE);
      assertThat(out.toString()).as("%s", arguments).isNotBlank().doesNotContain("\tat ");
    }
  }

  @Test
  void aScenarioWithAMistakeIsWrongUsageAndShowsWhere() throws Exception {
    Path file =
        Files.writeString(folder.resolve("wrong.toml"), "format = \"scenario/1\"\nsed = 1\n");
    assertThat(run("run", file.toString())).isEqualTo(Exit.USAGE);
    assertThat(out.toString()).contains("wrong.toml:2:1", "did you mean `seed`?");
  }

  @Test
  void aRunIsToldInEveryForm() throws Exception {
    Path scenario =
        Files.writeString(
            folder.resolve("day.toml"), ScenarioFile.text(Drawn.scenario(5, List.of("tiny-4"))));
    Path xml = folder.resolve("day.xml");
    Path html = folder.resolve("day.html");
    assertThat(
            run(
                "run",
                scenario.toString(),
                "--json",
                "--junit",
                xml.toString(),
                "--report",
                html.toString()))
        .isEqualTo(Exit.OK);
    assertThat(out.toString()).contains("\"found\":[]");
    assertThat(xml).content().contains("<testcase name=\"day.toml\"");
    assertThat(html).content().startsWith("<!doctype html>").contains("day.toml");
  }

  @Test
  void aReplayComparesTwoRuns() {
    assertThat(run("replay", "5")).isEqualTo(Exit.OK);
    assertThat(out.toString()).contains("seed 5 ", "the same to the byte");
  }

  @Test
  void freshSeedsAreNamedFirstAndLast() throws Exception {
    Path html = folder.resolve("fuzz.html");
    Path xml = folder.resolve("fuzz.xml");
    int code =
        run(
            "fuzz",
            "--time",
            "1s",
            "--from",
            "5",
            "--jobs",
            "1",
            "--report",
            html.toString(),
            "--junit",
            xml.toString());
    assertThat(code).isEqualTo(Exit.OK);
    assertThat(out.toString())
        .contains("seeds from 5 for 1 s")
        .containsPattern("seeds 5\\.\\.\\d+: 0 of");
    assertThat(html).content().contains("Seeds 5..");
    assertThat(xml).content().contains("<testcase name=\"all seeds\"");
  }

  /** Whoever ends a long hunt still wants to know what it found. */
  @Test
  void anInterruptedHuntTellsWhatItDid() throws Exception {
    AtomicInteger code = new AtomicInteger(-1);
    Thread hunt =
        new Thread(() -> code.set(run("fuzz", "--time", "1h", "--from", "1", "--jobs", "1")));
    hunt.start();
    long patience = System.nanoTime() + 60_000_000_000L;
    while (!out.toString().contains("seeds from 1 ") && System.nanoTime() < patience) {
      Thread.onSpinWait();
    }
    hunt.interrupt();
    hunt.join(60_000);
    assertThat(code).hasValue(Exit.INTERRUPTED);
    assertThat(out.toString()).contains("interrupted; seeds 1..");
  }

  @Test
  void theCatalogueHasEveryFaultAndEveryInvariant() {
    assertThat(run("faults")).isEqualTo(Exit.OK);
    for (What what : What.values()) {
      assertThat(out.toString()).contains(what.key()).contains(what.text());
    }
    assertThat(out.toString()).contains("S9", "EveryCarOnce", "steel");
  }

  /** The command meets a bug, finds it, and makes it small: the canary is found by any run. */
  @Test
  void aPlantedBugIsShrunkToAFewEvents() throws Exception {
    Path small = folder.resolve("small.toml");
    int code = run("shrink", "1", "--planted", "canary", "--runs", "40", "-o", small.toString());
    assertThat(code).as("%s", out).isEqualTo(Exit.OK);
    assertThat(ScenarioFile.read(small).happenings()).hasSizeLessThanOrEqualTo(10);
    assertThat(small).content().contains("# Shrunk from seed 1", "S9");
    assertThat(out.toString()).contains("simulator/tower-sim run " + small + " --planted canary");
    assertThat(run("run", "--planted=canary", small.toString())).isEqualTo(Exit.FAILED);
    assertThat(out.toString())
        .contains("replay: simulator/tower-sim run " + small + " --planted canary");
    assertThat(run("run", small.toString())).as("without the bug").isEqualTo(Exit.OK);
  }
}
