package tower.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tower.model.AxisName;
import tower.model.Bay;
import tower.model.Layout;
import tower.model.Place;
import tower.model.Register;
import tower.model.Side;

/** Every file that is shipped can be used as it stands. */
class ShippedFilesTest {
  static final Path CONFIG = Path.of(System.getProperty("tower.root"), "config");

  private static List<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(CONFIG.resolve(folder))) {
      return files.sorted().toList();
    }
  }

  static List<Path> towers() throws IOException {
    return files("towers");
  }

  static List<Path> drives() throws IOException {
    return files("drives");
  }

  @ParameterizedTest
  @MethodSource("towers")
  void everyTowerIsRead(Path file) throws ConfigException {
    TowerConfig config = ConfigReader.read(file);
    assertThat(config.layout().towerId() + ".toml").isEqualTo(file.getFileName().toString());
    for (Bay bay : config.layout().bays()) {
      assertThat(config.layout().reach(new Place.InBay(bay.id()))).isEqualTo(bay.reach());
    }
  }

  @ParameterizedTest
  @MethodSource("drives")
  void everyDriveIsRead(Path file) throws ConfigException {
    assertThat(ConfigReader.checkDrive(file)).isNotBlank();
  }

  /** Editors find the schema by the first line. */
  @ParameterizedTest
  @MethodSource({"towers", "drives"})
  void everyFileNamesItsSchemaInTheFirstLine(Path file) throws IOException {
    String first = Files.readAllLines(file).getFirst();
    assertThat(first).startsWith("#:schema ");
    assertThat(file.resolveSibling(first.substring("#:schema ".length()))).isRegularFile();
  }

  @Test
  void guangzhouHasFortyTwoBaysOnFiveLevelsInTwoHeights() throws ConfigException {
    TowerConfig config = ConfigReader.read(CONFIG.resolve("towers/guangzhou-42.toml"));
    Layout layout = config.layout();
    assertThat(layout.bays()).hasSize(42);
    assertThat(layout.portals()).hasSize(2);
    assertThat(config.serviceOpening()).isPresent();
    assertThat(layout.bays().stream().map(b -> b.reach().level()).distinct()).hasSize(5);
    assertThat(layout.bays().stream().map(Bay::maxHeightMm).distinct()).hasSize(2);
    assertThat(layout.axes().stream().map(a -> a.name()))
        .containsExactly(AxisName.SHUTTLE, AxisName.LIFT, AxisName.TURN);
    assertThat(layout.inputs().serviceLocked()).isNotNegative();
    assertThat(config.gpio().expanders()).hasSize(6);
  }

  /** The tests of every key read the one in the other's place. */
  @Test
  void tinyWithMaintenanceIsTinyButForItsWindows() throws IOException, ConfigException {
    Path file = CONFIG.resolve("towers/tiny-4-maintenance.toml");
    assertThat(settings(file))
        .startsWith(
            settings(CONFIG.resolve("towers/tiny-4.toml"))
                .replace("id = \"tiny-4\"", "id = \"tiny-4-maintenance\""));
    assertThat(ConfigReader.read(file).windows()).hasSize(2);
    // The tests and hunts that use the others are run at any time of the week.
    for (Path other : towers()) {
      assertThat(other.equals(file) || ConfigReader.read(other).windows().isEmpty())
          .as(other.toString())
          .isTrue();
    }
  }

  private static String settings(Path file) throws IOException {
    String text = Files.readString(file);
    return text.substring(text.indexOf("format = "));
  }

  @Test
  void tinyHasATwoDeepLaneAndNoTurntable() throws ConfigException {
    Layout layout = ConfigReader.read(CONFIG.resolve("towers/tiny-4.toml")).layout();
    assertThat(layout.bays()).hasSize(4);
    assertThat(layout.axis(AxisName.TURN)).isEmpty();
    Bay deep = layout.bays().stream().filter(b -> b.reach().depth() == 2).findFirst().orElseThrow();
    assertThat(layout.inFront(deep)).hasValueSatisfying(b -> assertThat(b.id()).isEqualTo("B101"));
    assertThat(layout.portals().getFirst().reach().side()).isEqualTo(Side.LEFT);
    assertThat(layout.inputs().serviceLocked()).isEqualTo(-1);
  }

  /** The one ratio of a profile is that of the axis it is for. */
  @Test
  void aDriveCountsTenthsOfAMillimetreOrHundredthsOfADegree() throws ConfigException {
    TowerConfig config = ConfigReader.read(CONFIG.resolve("towers/guangzhou-42.toml"));
    assertThat(config.drive(AxisName.LIFT).unitsPerMmNumerator()).isEqualTo(10);
    assertThat(config.drive(AxisName.TURN).unitsPerMmNumerator()).isEqualTo(100);
    assertThat(config.drive(AxisName.TURN).wireAddress(Register.IDENTITY)).isEqualTo(258);
  }
}
