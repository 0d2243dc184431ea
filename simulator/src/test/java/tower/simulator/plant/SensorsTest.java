package tower.simulator.plant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tower.gpio.Levels;
import tower.model.Points;
import tower.simulator.Master;
import tower.simulator.TinyTower;
import tower.simulator.VirtualTower;
import tower.simulator.world.World;

class SensorsTest {
  private final VirtualTower tower = TinyTower.of(1);
  private final Plant plant = tower.plant();
  private final Points points = plant.layout().inputs();
  private final Car car = TinyTower.car(1);
  private Master master;

  @BeforeEach
  void power() throws IOException {
    master = new Master(tower);
  }

  private boolean sees(int point) {
    Levels levels = new Levels(points.names().size());
    master.ports().pins().readAll(levels);
    assertThat(levels.valid(point)).isTrue();
    return levels.on(point);
  }

  @Test
  void sensorsCanLie() {
    int bay = points.bays().getFirst();
    plant.sensors().stuck(bay, true);
    assertThat(sees(bay)).isTrue();
    assertThat(plant.sensors().truth(bay)).isFalse();
    plant.sensors().heal(bay);
    assertThat(sees(bay)).isFalse();
    plant.sensors().late(bay, 100 * World.MS);
    assertThat(sees(bay)).isFalse();
    plant.put(car, plant.bay(0));
    assertThat(sees(bay)).isFalse();
    master.run(120 * World.MS);
    assertThat(sees(bay)).isTrue();
    plant.sensors().swap(bay, points.bays().get(1));
    plant.sensors().heal(bay);
    assertThat(sees(bay)).isFalse();
    assertThat(sees(points.bays().get(1))).isTrue();
  }

  @Test
  void aBouncingSensorSettles() {
    int bay = points.bays().getFirst();
    plant.sensors().bounce(bay, 50 * World.MS);
    assertThat(sees(bay)).isFalse();
    plant.put(car, plant.bay(0));
    boolean off = false;
    for (int i = 0; i < 40; i++) {
      off |= !sees(bay);
      master.run(World.MS);
    }
    assertThat(off).isTrue();
    master.run(20 * World.MS);
    for (int i = 0; i < 40; i++) {
      assertThat(sees(bay)).isTrue();
    }
  }

  @Test
  void aSilentChipMakesItsPointsInvalidAndSaysSo() {
    tower.chips().set(1, Chips.Health.SILENT);
    Levels levels = new Levels(points.names().size());
    master.ports().pins().readAll(levels);
    assertThat(levels.valid(points.bays().getFirst())).isFalse();
    assertThat(levels.valid(points.chainA())).isTrue();
    assertThat(master.ports().pins().trouble()).contains("expander1");
    tower.chips().set(1, Chips.Health.WELL);
    assertThat(master.ports().pins().trouble()).isEmpty();
  }

  @Test
  void anEdgeOnTheHeaderWakes() {
    int[] woken = new int[1];
    master.ports().pins().onEdge(() -> woken[0]++);
    int before = woken[0];
    tower.people().eStop();
    assertThat(woken[0]).isEqualTo(before + 1);
    plant.put(car, plant.bay(0));
    assertThat(woken[0]).isEqualTo(before + 1);
  }
}
