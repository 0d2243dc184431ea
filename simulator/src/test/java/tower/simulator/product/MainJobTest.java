package tower.simulator.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tower.app.Wiring;
import tower.config.ConfigReader;
import tower.config.TowerConfig;
import tower.core.CodeKey;
import tower.core.Fact;
import tower.core.Request;
import tower.core.Result;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Purpose;
import tower.model.Vehicle;
import tower.simulator.VirtualTower;
import tower.simulator.demo.Sources;
import tower.simulator.plant.Car;
import tower.simulator.world.World;
import tower.store.Batch;
import tower.store.SqliteStore;

/** The main job in virtual time: a car comes down from behind another one and is collected. */
final class MainJobTest {
  private static final CodeKey KEY =
      new CodeKey("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

  private VirtualTower tower;
  private VirtualProcess process;

  @Test
  void carFromTheBackOfALaneComesDownAndIsCollected() throws Exception {
    Vehicle front = car("WAUZZZ8K9BA000001", "B101");
    Vehicle back = car("WAUZZZ8K9BA000002", "B102");
    begin(front, back);
    tower.people().reset();
    run(2);
    tower.people().resume();
    run(60);
    tower.people().confirm(0);
    run(2);

    Result.PickupTaken taken =
        (Result.PickupTaken)
            asked("k1", new Request.NewPickup(back.vin(), Purpose.BUY, KEY.hash("k1", "ABCD1234")));
    String id = taken.pickup().id();
    run(240);
    assertThat(state(id)).isEqualTo(PickupState.STAGED);

    assertThat(asked("k2", new Request.Handover(id, "abcd1234")))
        .isInstanceOf(Result.HandoverBegun.class);
    run(10);
    assertThat(tower.people().driveOut(0, 5 * World.SECOND)).isTrue();
    run(10);
    tower.people().confirm(0);
    run(20);

    assertThat(state(id)).isEqualTo(PickupState.COLLECTED);
    assertThat(tower.plant().car(back.vin()).orElseThrow().state()).isEqualTo(Car.State.OUTSIDE);
    assertThat(tower.plant().violations()).isEmpty();
  }

  private void begin(Vehicle... cars) throws Exception {
    TowerConfig config = ConfigReader.read(Sources.config("towers/tiny-4.toml"));
    tower = new VirtualTower(1, config.layout(), config::drive);
    World world = tower.world();
    SqliteStore database = SqliteStore.inMemory(config.layout().towerId(), world.utcMs());
    database.load();
    for (int i = 0; i < cars.length; i++) {
      database.commit(List.of(new Batch(i + 1, 0, List.of(new Fact.VehicleSet(cars[i])))));
      tower.plant().put(Car.of(cars[i]), tower.plant().bay(i + 1));
    }
    StoreFaults disk = new StoreFaults(world.chance("disk"), 2 * World.MS);
    process =
        VirtualProcess.start(
            tower, config, Wiring.site(config, KEY), database, disk, batches -> {});
    run(2);
  }

  private Result asked(String key, Request request) {
    CompletableFuture<Result> reply = process.loop().submit(key, "hash of " + key, request, null);
    run(1);
    return reply.join();
  }

  private PickupState state(String id) {
    return process.loop().snapshot().facts().pickups().get(id).state();
  }

  private void run(int seconds) {
    process.runUntil(tower.world().nanos() + seconds * World.SECOND);
  }

  private static Vehicle car(String vin, String bay) {
    return new Vehicle(
        vin, "Brand", "Model", "Trim", "red", 1500, 4500, 1850, 1500, 60, new Place.InBay(bay));
  }
}
