package tower.simulator.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import tower.app.Wiring;
import tower.config.ConfigReader;
import tower.config.TowerConfig;
import tower.core.Asker;
import tower.core.CodeKey;
import tower.core.Fact;
import tower.core.Problem;
import tower.core.Request;
import tower.core.Result;
import tower.loop.Snapshot;
import tower.model.AxisName;
import tower.model.Place;
import tower.model.Purpose;
import tower.model.Release;
import tower.model.Terms;
import tower.model.Vehicle;
import tower.plan.Planner;
import tower.simulator.VirtualTower;
import tower.simulator.demo.Sources;
import tower.simulator.plant.Axis;
import tower.simulator.plant.Car;
import tower.simulator.world.World;
import tower.store.Batch;
import tower.store.SqliteStore;

/** The smallest tower with one car upstairs, and a database that outlives its processes. */
final class OneCarTower {
  private static final CodeKey KEY =
      new CodeKey("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

  final VirtualTower tower;
  final World world;
  final VirtualMark mark;
  final SqliteStore database;
  final VirtualProcess.Beside beside;
  final Vehicle car =
      new Vehicle(
          "LTWDEMX0000000001",
          "B",
          "M",
          "T",
          "red",
          1500,
          4500,
          1850,
          1500,
          60,
          new Place.InBay("B201"));

  private final TowerConfig config;
  private VirtualProcess process;

  OneCarTower() throws Exception {
    config = ConfigReader.read(Sources.config("towers/tiny-4.toml"));
    tower = new VirtualTower(1, config.layout(), config::drive);
    world = tower.world();
    mark = new VirtualMark(world);
    database = SqliteStore.inMemory(config.layout().towerId(), world.utcMs(), mark);
    database.load();
    database.commit(List.of(new Batch(1, 0, List.of(new Fact.VehicleSet(car)))));
    tower.plant().put(Car.of(car), tower.plant().bay(3));
    StoreFaults disk = new StoreFaults(world.chance("disk"), 2 * World.MS);
    beside = VirtualProcess.Beside.usual(world, disk);
    process = start();
  }

  /** Starts a process, the first or the next one. */
  VirtualProcess start() {
    process =
        VirtualProcess.start(
            tower, config, Wiring.site(config, KEY), database, beside, batches -> {});
    return process;
  }

  Planner planner() {
    return Wiring.site(config, KEY).planner();
  }

  VirtualProcess process() {
    return process;
  }

  /** Somebody presses reset and resume, and confirms that the portal is empty. */
  void makeReady() {
    resume();
    tower.people().confirm(0);
    run(2);
    assertThat(live().state()).isEqualTo("ready");
  }

  /** Somebody presses reset and resume; then homing and, perhaps, a recovery. */
  void resume() {
    run(2);
    tower.people().reset();
    run(2);
    tower.people().resume();
    run(20);
  }

  /** The car is sold, and the lift is on its way to it at full speed. */
  void liftOnItsWay() {
    makeReady();
    Result sold =
        ask(
            new Request.NewPickup(
                car.vin(),
                Purpose.BUY,
                new Release("k", "kid", KEY.hash("k", "CODE1234"), 0, Long.MAX_VALUE / 2, 0),
                Terms.NONE));
    assertThat(sold).isInstanceOf(Result.PickupTaken.class);
    while (lift().position() < 1_500) {
      process.runUntil(world.nanos() + 50 * World.MS);
    }
    assertThat(lift().speed()).isEqualTo(lift().spec().speedMax());
  }

  Axis lift() {
    return tower.plant().carrier().axis(AxisName.LIFT);
  }

  Snapshot.Live live() {
    return process.loop().snapshot().live();
  }

  /** True while it lives. */
  boolean run(int seconds) {
    return process.runUntil(world.nanos() + seconds * World.SECOND);
  }

  Result ask(Request request) {
    CompletableFuture<Result> reply =
        process.loop().submit("k" + world.nanos(), "h", new Asker("shop", ""), request, null);
    process.runUntil(world.nanos() + 500 * World.MS);
    return reply.getNow(new Result.Refused(Problem.TIMED_OUT, "no answer"));
  }

  /** The next process goes on where the last one ended, until the car stands in the portal. */
  void assertGoesOn() {
    resume();
    tower.people().confirm(0);
    for (int i = 0; i < 20 && tower.plant().portals().getFirst().stand().car() == null; i++) {
      run(10);
    }
    run(20);
    assertThat(tower.plant().portals().getFirst().stand().car()).as("it goes on").isNotNull();
    assertThat(tower.plant().violations()).isEmpty();
  }
}
