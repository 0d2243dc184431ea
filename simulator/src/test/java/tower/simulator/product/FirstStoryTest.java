package tower.simulator.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tower.app.Wiring;
import tower.config.ConfigReader;
import tower.config.TowerConfig;
import tower.core.Asker;
import tower.core.CodeKey;
import tower.core.Fact;
import tower.core.Ledger;
import tower.core.Request;
import tower.core.Result;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Purpose;
import tower.model.Release;
import tower.model.Terms;
import tower.model.Vehicle;
import tower.simulator.VirtualTower;
import tower.simulator.demo.Sources;
import tower.simulator.plant.Car;
import tower.simulator.world.World;
import tower.store.Batch;
import tower.store.SqliteStore;

/** The product's main job in virtual time: a car comes down, and its buyer drives it away. */
final class FirstStoryTest {
  private static final CodeKey KEY =
      new CodeKey("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

  private VirtualTower tower;
  private VirtualProcess process;

  // Without it nothing says that all rooms together sell a car.
  @ParameterizedTest
  @ValueSource(strings = {"tiny-4", "guangzhou-42"})
  void aCarComesDownAndIsCollected(String name) throws Exception {
    TowerConfig config = ConfigReader.read(Sources.config("towers/" + name + ".toml"));
    tower = new VirtualTower(1, config.layout(), config::drive);
    Vehicle inFront = car("LTWDEMX0000000001", 1);
    Vehicle bought = car("LTWDEMX0000000002", 2);
    start(config, List.of(inFront, bought));
    makeReady();

    String id = buy(bought.vin());
    run(240);
    assertThat(state(id)).isEqualTo(PickupState.STAGED);
    int portal = portalWith(bought.vin());

    handOver(id, portal);
    assertThat(state(id)).isEqualTo(PickupState.COLLECTED);
    assertThat(ledger().vehicles()).containsOnlyKeys(inFront.vin());
    assertThat(tower.plant().car(inFront.vin()).flatMap(tower.plant()::placeOf))
        .contains(ledger().vehicles().get(inFront.vin()).place());
    assertThat(tower.plant().violations()).isEmpty();
  }

  private Vehicle car(String vin, int bay) {
    String id = tower.plant().layout().bays().get(bay).id();
    return new Vehicle(
        vin, "Brand", "Model", "Trim", "red", 1500, 4500, 1850, 1500, 60, new Place.InBay(id));
  }

  private void start(TowerConfig config, List<Vehicle> cars) {
    World world = tower.world();
    SqliteStore database = SqliteStore.inMemory(config.layout().towerId(), world.utcMs());
    database.load();
    List<Fact> stock = cars.stream().<Fact>map(Fact.VehicleSet::new).toList();
    database.commit(List.of(new Batch(1, 0, stock)));
    for (Vehicle car : cars) {
      Place.InBay at = (Place.InBay) car.place();
      tower.plant().put(Car.of(car), tower.plant().bay(config.layout().bayIndex(at.bay())));
    }
    StoreFaults disk = new StoreFaults(world.chance("disk"), 2 * World.MS);
    process =
        VirtualProcess.start(
            tower, config, Wiring.site(config, KEY), database, disk, batches -> {});
  }

  private void makeReady() {
    run(2);
    tower.people().reset();
    run(2);
    tower.people().resume();
    run(56);
    for (int portal = 0; portal < tower.plant().portals().size(); portal++) {
      tower.people().confirm(portal);
    }
    run(2);
    assertThat(process.loop().snapshot().live().state()).isEqualTo("ready");
  }

  private String buy(String vin) {
    Request order =
        new Request.NewPickup(
            vin,
            Purpose.BUY,
            new Release("order", "kid", KEY.hash("order", "ABCD1234"), 0, Long.MAX_VALUE / 2, 0),
            Terms.NONE);
    return ((Result.PickupTaken) ask("order", order)).pickup().id();
  }

  private void handOver(String id, int portal) {
    Result begun = ask("code", new Request.Handover(id, "abcd1234"));
    assertThat(begun).isInstanceOf(Result.HandoverBegun.class);
    run(10);
    assertThat(tower.people().driveOut(portal, 5 * World.SECOND)).isTrue();
    run(10);
    tower.people().confirm(portal);
    run(20);
  }

  private int portalWith(String vin) {
    var portals = tower.plant().portals();
    for (int i = 0; i < portals.size(); i++) {
      Car car = portals.get(i).stand().car();
      if (car != null && car.vin().equals(vin)) {
        return i;
      }
    }
    throw new AssertionError(vin + " stands in no portal");
  }

  private Ledger ledger() {
    return process.loop().snapshot().facts();
  }

  private PickupState state(String id) {
    return ledger().pickups().get(id).state();
  }

  private Result ask(String key, Request request) {
    CompletableFuture<Result> reply =
        process.loop().submit(key, "hash", new Asker("shop", ""), request, null);
    run(1);
    return reply.join();
  }

  private void run(int seconds) {
    process.runUntil(tower.world().nanos() + seconds * World.SECOND);
  }
}
