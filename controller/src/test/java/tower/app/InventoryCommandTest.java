package tower.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tower.config.ConfigReader;
import tower.store.SqliteStore;

class InventoryCommandTest {
  private static final Path CONFIG =
      Path.of(System.getProperty("tower.root"), "config", "towers", "tiny-4.toml");
  private static final String HEADER =
      "vin,brand,model,trim,colour,height_mm,length_mm,width_mm,mass_kg,charge_percent,bay\n";

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void takesInAList() throws Exception {
    assertThat(run(HEADER + car(bay()))).isEqualTo(Exit.OK);
    assertThat(out).asString().startsWith("1 cars taken in from ");
    try (SqliteStore store = SqliteStore.open(folder, tower(), 0)) {
      assertThat(store.load().ledger().vehicles()).hasSize(1);
    }
  }

  @Test
  void wrongListIsShownWithItsPlaceAndChangesNothing() throws Exception {
    assertThat(run(HEADER + car("Z99"))).isEqualTo(Exit.USAGE);
    assertThat(err).asString().contains("cars.csv:2:").contains("no bay \"Z99\"").contains("hint:");
    assertThat(folder.resolve(SqliteStore.FILE)).doesNotExist();
  }

  /** A car that appears in mid-run would be in no snapshot. */
  @Test
  void refusesWhileTheControllerRuns() throws Exception {
    try (SqliteStore running = SqliteStore.open(folder, tower(), 0)) {
      assertThat(running.load().hold()).isNull();
      assertThat(run(HEADER + car(bay()))).isEqualTo(Exit.USAGE);
    }
    assertThat(err).asString().contains("Another process").contains("Stop the other controller");
  }

  private int run(String text) throws Exception {
    Path file = folder.resolve("cars.csv");
    Files.writeString(file, text);
    CommandLine line = new CommandLine(new InventoryCommand());
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(
        "import", file.toString(), "--config", CONFIG.toString(), "--data", folder.toString());
  }

  private static String car(String bay) {
    return "WVWZZZ1JZ3W000001,Nio,ET5,,blue,1490,4000,1800,1500,80," + bay + "\n";
  }

  private static String bay() throws Exception {
    return ConfigReader.read(CONFIG).layout().bays().getFirst().id();
  }

  private static String tower() throws Exception {
    return ConfigReader.read(CONFIG).layout().towerId();
  }
}
