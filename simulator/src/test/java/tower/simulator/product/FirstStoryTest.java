package tower.simulator.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
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
import tower.core.Site;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Purpose;
import tower.model.Vehicle;
import tower.simulator.VirtualTower;
import tower.simulator.plant.Car;
import tower.simulator.world.World;
import tower.store.Batch;
import tower.store.SqliteStore;

/** The product's main job in virtual time. */
final class FirstStoryTest {
  private static final CodeKey KEY =
      new CodeKey("0123456789abcdef0123".getBytes(java.nio.charset.StandardCharsets.UTF_8));

  @Test
  void aCarComesDownAndIsCollected() throws Exception {
    TowerConfig config =
        ConfigReader.read(
            Path.of("../config/towers/" + System.getProperty("tower", "tiny-4") + ".toml"));
    Site site = Wiring.site(config, KEY);
    VirtualTower tower = new VirtualTower(1, config.layout(), config::drive);
    World world = tower.world();
    SqliteStore database = SqliteStore.inMemory(config.layout().towerId(), world.utcMs());
    Vehicle car = car("WAUZZZ8K9BA000001", config.layout().bays().get(1).id());
    Vehicle other = car("WAUZZZ8K9BA000002", config.layout().bays().get(2).id());
    database.load();
    database.commit(
        List.of(new Batch(1, 0, List.of(new Fact.VehicleSet(car), new Fact.VehicleSet(other)))));
    tower.plant().put(Car.of(car), tower.plant().bay(1));
    tower.plant().put(Car.of(other), tower.plant().bay(2));
    List<String> journal = new ArrayList<>();
    VirtualProcess process =
        VirtualProcess.start(
            tower,
            config,
            site,
            database,
            new StoreFaults(world.chance("store"), 2 * World.MS),
            batches ->
                batches.forEach(b ->
                    b.facts()
                        .forEach(f -> {
                          journal.add(world.nanos() / World.MS + " " + f);
                          System.out.println(journal.getLast());
                        })));
    process.runUntil(2 * World.SECOND);
    tower.people().reset();
    process.runUntil(4 * World.SECOND);
    tower.people().resume();
    process.runUntil(60 * World.SECOND);
    tower.people().confirm(0);
    if (config.layout().portals().size() > 1) tower.people().confirm(1);
    process.runUntil(62 * World.SECOND);
    System.out.println(process.loop().snapshot().live());
    CompletableFuture<Result> reply =
        process
            .loop()
            .submit(
                "k1",
                "h",
                new Request.NewPickup(other.vin(), Purpose.BUY, KEY.hash("k1", "ABCD1234")),
                null);
    long began = System.nanoTime();
    process.runUntil(300 * World.SECOND);
    System.out.println(
        "wall ms "
            + (System.nanoTime() - began) / 1e6
            + " "
            + process.loop().snapshot().live().counts());
    System.out.println(tower.plant().violations());
    Result.PickupTaken taken = (Result.PickupTaken) reply.get();
    String id = taken.pickup().id();
    System.out.println(process.loop().snapshot().live());
    assertThat(process.loop().snapshot().facts().pickups().get(id).state())
        .isEqualTo(PickupState.STAGED);
    reply = process.loop().submit("k2", "h2", new Request.Handover(id, "abcd1234"), null);
    process.runUntil(310 * World.SECOND);
    assertThat(reply.get()).isInstanceOf(Result.HandoverBegun.class);
    assertThat(tower.people().driveOut(0, 5 * World.SECOND)).isTrue();
    process.runUntil(320 * World.SECOND);
    tower.people().confirm(0);
    process.runUntil(340 * World.SECOND);
    assertThat(process.loop().snapshot().facts().pickups().get(id).state())
        .isEqualTo(PickupState.COLLECTED);
    assertThat(tower.plant().violations()).isEmpty();
  }

  static Vehicle car(String vin, String bay) {
    return new Vehicle(
        vin, "Brand", "Model", "Trim", "red", 1500, 4500, 1850, 1500, 60, new Place.InBay(bay));
  }
}
