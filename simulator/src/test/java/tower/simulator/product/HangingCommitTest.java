package tower.simulator.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tower.app.Wiring;
import tower.config.ConfigReader;
import tower.config.TowerConfig;
import tower.core.Asker;
import tower.core.CodeKey;
import tower.core.Fact;
import tower.core.Problem;
import tower.core.Request;
import tower.core.Result;
import tower.core.Site;
import tower.loop.Snapshot;
import tower.model.AxisName;
import tower.model.Place;
import tower.model.Purpose;
import tower.model.Reason;
import tower.model.Release;
import tower.model.Terms;
import tower.model.Vehicle;
import tower.simulator.VirtualTower;
import tower.simulator.demo.Sources;
import tower.simulator.plant.Axis;
import tower.simulator.plant.Car;
import tower.simulator.world.World;
import tower.store.Batch;
import tower.store.SqliteStore;

/** A commit hangs for five seconds while the lift is on its way. */
final class HangingCommitTest {
  private static final CodeKey KEY =
      new CodeKey("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
  private static final long HANG = 5 * World.SECOND;

  private VirtualTower tower;
  private World world;
  private StoreFaults disk;
  private VirtualProcess process;
  private Vehicle car;

  @BeforeEach
  void liftOnItsWay() throws Exception {
    TowerConfig config = ConfigReader.read(Sources.config("towers/tiny-4.toml"));
    Site site = Wiring.site(config, KEY);
    tower = new VirtualTower(1, config.layout(), config::drive);
    world = tower.world();
    SqliteStore database = SqliteStore.inMemory(config.layout().towerId(), world.utcMs());
    database.load();
    car =
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
    database.commit(List.of(new Batch(1, 0, List.of(new Fact.VehicleSet(car)))));
    tower.plant().put(Car.of(car), tower.plant().bay(3));
    disk = new StoreFaults(world.chance("disk"), 2 * World.MS);
    process = VirtualProcess.start(tower, config, site, database, disk, batches -> {});
    run(2);
    tower.people().reset();
    run(2);
    tower.people().resume();
    run(20);
    tower.people().confirm(0);
    run(2);
    assertThat(live().state()).isEqualTo("ready");
    ask(
        new Request.NewPickup(
            car.vin(),
            Purpose.BUY,
            new Release("k", "kid", KEY.hash("k", "CODE1234"), 0, Long.MAX_VALUE / 2, 0),
            Terms.NONE));
    while (lift().position() < 4_000) {
      process.runUntil(world.nanos() + 50 * World.MS);
    }
    disk.hangUntil(world.nanos() + HANG);
  }

  // Without it a slow card could blind the tower, or let it start on what is not yet written.
  @Test
  void theTowerPollsStartsNothingAndSaysWhy() {
    long requests = tower.wire().requests();
    long begun = world.nanos();
    while (lift().moving()) {
      process.runUntil(world.nanos() + 50 * World.MS);
    }
    assertThat(world.nanos() - begun).as("the move ends while the commit hangs").isLessThan(HANG);
    double shuttle = tower.plant().carrier().axis(AxisName.SHUTTLE).position();

    process.runUntil(begun + HANG - World.SECOND);

    assertThat(tower.wire().requests() - requests).as("polls go on").isGreaterThan(200);
    assertThat(tower.plant().carrier().axis(AxisName.SHUTTLE).position()).isEqualTo(shuttle);
    assertThat(tower.plant().anyTorque()).as("nothing new starts").isFalse();
    assertThat(live().disk()).isEqualTo(Snapshot.Disk.SLOW);
    assertThat(live().reasons()).extracting(Reason::code).contains("store-slow");
    assertThat(
            ask(
                new Request.NewPickup(
                    car.vin(),
                    Purpose.BUY,
                    new Release("l", "kid", KEY.hash("l", "CODE1234"), 0, Long.MAX_VALUE / 2, 0),
                    Terms.NONE)))
        .isInstanceOfSatisfying(
            Result.Refused.class, r -> assertThat(r.problem()).isEqualTo(Problem.STORE_SLOW));

    run(8);
    assertThat(live().disk()).isEqualTo(Snapshot.Disk.OK);
    run(120);
    assertThat(tower.plant().portals().getFirst().stand().car()).as("it goes on").isNotNull();
    assertThat(tower.plant().violations()).isEmpty();
  }

  // Without it a stop could wait for the disk.
  @Test
  void aStopWaitsForNothing() {
    process.runUntil(world.nanos() + 200 * World.MS);
    assertThat(lift().torque()).isTrue();
    List<Long> stops = new ArrayList<>();
    tower.wire().watch((nanos, bytes, length) -> note(stops, nanos, bytes, length));
    long edge = world.nanos();

    tower.people().contacts(false, true);
    process.runUntil(world.nanos() + World.SECOND);

    assertThat(stops).as("a quick stop for each of two axes").hasSizeGreaterThanOrEqualTo(2);
    assertThat(stops.get(1) - edge).isBetween(0L, 100 * World.MS);
    assertThat(lift().torque()).isFalse();
    assertThat(live().state()).isEqualTo("faulted");
  }

  /** A write of controlword 2, quick stop; noted with the end of its last bit. */
  private void note(List<Long> stops, long nanos, byte[] bytes, int length) {
    int address = ((bytes[2] & 0xFF) << 8) | (bytes[3] & 0xFF);
    if (bytes[1] == 16 && address == 6914 && bytes[10] == 2) {
      stops.add(nanos + length * tower.wire().byteNanos());
    }
  }

  private Axis lift() {
    return tower.plant().carrier().axis(AxisName.LIFT);
  }

  private Snapshot.Live live() {
    return process.loop().snapshot().live();
  }

  private void run(int seconds) {
    process.runUntil(world.nanos() + seconds * World.SECOND);
  }

  private Result ask(Request request) {
    CompletableFuture<Result> reply =
        process.loop().submit("k" + world.nanos(), "h", new Asker("shop", ""), request, null);
    process.runUntil(world.nanos() + 200 * World.MS);
    return reply.getNow(new Result.Refused(Problem.TIMED_OUT, "no answer"));
  }
}
