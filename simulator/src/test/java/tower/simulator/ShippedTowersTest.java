package tower.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tower.config.ConfigReader;
import tower.config.TowerConfig;
import tower.gpio.Levels;
import tower.model.AxisName;
import tower.model.AxisSpec;
import tower.model.OutputImage;
import tower.simulator.drive.DriveSlave;
import tower.simulator.plant.Axis;
import tower.simulator.plant.Chips;
import tower.simulator.plant.PlantTraits;
import tower.simulator.plant.Stand;
import tower.simulator.world.World;

/** The shipped towers as steel: every axis finds its zero, every place can be reached. */
class ShippedTowersTest {
  private static TowerConfig config(String name) throws Exception {
    return ConfigReader.read(
        Path.of(System.getProperty("tower.root"), "config", "towers", name + ".toml"));
  }

  private static VirtualTower tower(String name) throws Exception {
    return new VirtualTower(new World(1), config(name), PlantTraits.usual());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny-4", "guangzhou-42"})
  void everyAxisHomesFromAnywhereWithoutTouchingItsEnds(String name) throws Exception {
    VirtualTower tower = tower(name);
    Master master = new Master(tower);
    master.makeReady();
    for (AxisSpec spec : tower.plant().layout().axes()) {
      DriveSlave drive = tower.drive(spec.name());
      Axis axis = drive.drive().axis();
      int rate = spec.name() == AxisName.TURN ? 10 : 1;
      int speed = rate == 10 ? spec.homingSpeed() / 10 : spec.homingSpeed() * 10;
      for (int from : new int[] {spec.travelMin(), spec.travelMax(), 0, 1}) {
        axis.place(from);
        master.home(drive.unit(), spec.homingMethod(), speed);
        assertThat(axis.position()).as(spec.name() + " from " + from).isCloseTo(0, within(0.01));
        master.control(drive.unit(), 0);
        master.run(100 * World.MS);
      }
    }
    assertThat(tower.plant().violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny-4", "guangzhou-42"})
  void atEveryPlaceTheCarrierIsLevelAndTheShuttleMeetsThatStandAlone(String name) throws Exception {
    VirtualTower tower = tower(name);
    for (Stand stand : tower.plant().stands()) {
      for (Axis axis : tower.plant().carrier().axes()) {
        axis.place(tower.plant().layout().reach(stand.place()).setpoint(axis.name()));
      }
      assertThat(tower.plant().carrier().level(10)).isTrue();
      assertThat(tower.plant().carrier().standAtShuttle()).isSameAs(stand);
    }
  }

  /** A dead expander takes its own points and no others, in and out. */
  @ParameterizedTest
  @ValueSource(strings = {"tiny-4", "guangzhou-42"})
  void aSilentChipIsTheChipOfTheConfiguration(String name) throws Exception {
    TowerConfig config = config(name);
    VirtualTower tower = new VirtualTower(new World(1), config, PlantTraits.usual());
    VirtualTower.Ports ports = tower.start();
    Levels levels = new Levels(config.layout().inputs().names().size());
    for (int chip = 1; chip < tower.chips().count(); chip++) {
      String expander = config.gpio().expanders().get(chip - 1).name();
      tower.chips().set(chip, Chips.Health.SILENT);
      ports.pins().readAll(levels);
      for (int point = 0; point < levels.size(); point++) {
        boolean onIt = config.gpio().inputs().get(point).chip().equals(expander);
        assertThat(levels.valid(point)).isEqualTo(!onIt);
      }
      assertThat(ports.pins().trouble()).startsWith(expander + " ");
      int outputs = config.gpio().outputs().size();
      ports.pins().write(new OutputImage(false, (1L << outputs) - 1));
      for (int point = 0; point < outputs; point++) {
        boolean onIt = config.gpio().outputs().get(point).chip().equals(expander);
        assertThat(tower.plant().outputs().on(point)).isEqualTo(!onIt);
      }
      ports.pins().write(OutputImage.OFF);
      tower.chips().set(chip, Chips.Health.WELL);
    }
  }
}
