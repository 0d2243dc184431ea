package tower.simulator.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tower.app.Wiring;
import tower.config.ConfigReader;
import tower.config.TowerConfig;
import tower.core.CodeKey;
import tower.simulator.VirtualTower;
import tower.simulator.demo.Sources;
import tower.simulator.world.Incarnation;
import tower.simulator.world.World;
import tower.store.SqliteStore;

/**
 * What counts as a boundary. Were every poll one, a job would have tens of thousands that are all
 * alike; were a write or a record none, the cut that matters would never be made.
 */
final class BoundariesTest {
  private static final CodeKey KEY =
      new CodeKey("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

  private VirtualTower tower;
  private VirtualProcess process;
  private Incarnation life;

  @BeforeEach
  void aTowerThatLooks() throws Exception {
    TowerConfig config = ConfigReader.read(Sources.config("towers/tiny-4.toml"));
    tower = new VirtualTower(1, config.layout(), config::drive);
    World world = tower.world();
    SqliteStore database = SqliteStore.inMemory(config.layout().towerId(), world.utcMs());
    StoreFaults disk = new StoreFaults(world.chance("disk"), 2 * World.MS);
    process =
        VirtualProcess.start(
            tower, config, Wiring.site(config, KEY), database, disk, batches -> {});
    life = process.ports().life();
    run(5);
  }

  private void run(int seconds) {
    process.runUntil(tower.world().nanos() + seconds * World.SECOND);
  }

  @Test
  void pollsThatRepeatThemselvesCountOnce() {
    long boundaries = life.boundaries();
    long requests = tower.wire().requests();
    run(60);
    assertThat(tower.wire().requests()).isGreaterThan(requests + 1000);
    assertThat(life.boundaries()).isEqualTo(boundaries);
  }

  /** Pressed and released, decided, recorded, committed: each is a place of its own. */
  @Test
  void whatAPersonDoesAndWhatComesOfItCounts() {
    long boundaries = life.boundaries();
    List<Boolean> inFlight = new ArrayList<>();
    life.watch(at -> inFlight.add(process.store().inFlight()));
    tower.people().reset();
    run(2);
    assertThat(life.boundaries()).isGreaterThanOrEqualTo(boundaries + 4);
    assertThat(inFlight).contains(true, false);
    long requests = tower.wire().requests();
    long before = life.boundaries();
    tower.people().resume();
    run(60);
    assertThat(life.boundaries() - before)
        .isBetween(40L, (tower.wire().requests() - requests) / 20);
  }
}
