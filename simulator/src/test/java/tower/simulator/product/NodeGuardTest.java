package tower.simulator.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
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
import tower.core.Request;
import tower.core.Result;
import tower.model.AxisName;
import tower.model.AxisSpec;
import tower.model.DriveState;
import tower.model.Place;
import tower.model.Purpose;
import tower.model.Release;
import tower.model.Terms;
import tower.model.Vehicle;
import tower.simulator.VirtualTower;
import tower.simulator.demo.Sources;
import tower.simulator.drive.Cia402;
import tower.simulator.drive.DriveError;
import tower.simulator.plant.Axis;
import tower.simulator.plant.Car;
import tower.simulator.world.World;
import tower.store.Batch;
import tower.store.SqliteStore;

/** The process dies while the lift runs at full speed. What stops the lift, and when, exactly. */
final class NodeGuardTest {
  private static final CodeKey KEY =
      new CodeKey("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
  private static final long STEP = World.MS;

  private VirtualTower tower;
  private VirtualProcess process;
  private Cia402 drive;
  private Axis lift;

  @BeforeEach
  void liftAtFullSpeed() throws Exception {
    TowerConfig config = ConfigReader.read(Sources.config("towers/tiny-4.toml"));
    tower = new VirtualTower(1, config.layout(), config::drive);
    drive = tower.drive(AxisName.LIFT).drive();
    lift = drive.axis();
    SqliteStore database = SqliteStore.inMemory("tiny-4", tower.world().utcMs());
    database.load();
    Vehicle car =
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
    StoreFaults disk = new StoreFaults(tower.world().chance("disk"), 2 * World.MS);
    process =
        VirtualProcess.start(
            tower, config, Wiring.site(config, KEY), database, disk, batches -> {});
    run(2);
    tower.people().reset();
    run(2);
    tower.people().resume();
    run(20);
    tower.people().confirm(0);
    run(2);
    Request order =
        new Request.NewPickup(
            car.vin(),
            Purpose.BUY,
            new Release("k", "kid", KEY.hash("k", "CODE1234"), 0, Long.MAX_VALUE / 2, 0),
            Terms.NONE);
    CompletableFuture<Result> reply =
        process.loop().submit("k", "h", new Asker("shop", ""), order, null);
    while (lift.position() < 1_500) {
      process.runUntil(now() + 50 * World.MS);
    }
    assertThat(reply).isCompletedWithValueMatching(Result.PickupTaken.class::isInstance);
    assertThat(lift.speed()).isEqualTo(lift.spec().speedMax());
  }

  // Without it a relay that sticks would leave a dead board's lift running: two faults, one of
  // them undetected until then.
  @Test
  void withTheRelayWeldedTheNodeGuardAloneStopsTheLift() {
    tower.plant().chain().weldRelay(true);
    long killed = kill();
    long guard = drive.nodeGuardMs() * World.MS;
    assertThat(guard).isEqualTo(500 * World.MS);

    tower.world().sleepUntil(killed + guard - 60 * World.MS);
    assertThat(tower.plant().chain().relay()).as("the relay's coil").isFalse();
    assertThat(lift.speed()).as("but nothing has stopped it").isEqualTo(lift.spec().speedMax());

    long stood = standstill();
    AxisSpec spec = lift.spec();
    long ramp = World.SECOND * spec.speedMax() / (2L * spec.acceleration());
    assertThat(stood).isCloseTo(killed + guard + ramp, within(60 * World.MS));
    tower.world().sleepUntil(stood + lift.traits().brakeCloseNanos() + STEP);
    assertThat(drive.error()).isEqualTo(DriveError.NODE_GUARD);
    assertThat(drive.state()).isEqualTo(DriveState.FAULT);
    assertThat(lift.torque()).isFalse();
    assertThat(lift.braked()).isTrue();
    assertStaysWhereItIs();
  }

  // The usual case beside it: the relay is faster than the node guard and takes the torque away.
  @Test
  void aSoundRelayStopsTheLiftBeforeTheNodeGuard() {
    long killed = kill();

    tower.world().sleepUntil(killed + drive.nodeGuardMs() * World.MS - 60 * World.MS);

    assertThat(lift.torque()).isFalse();
    assertThat(drive.error()).isEqualTo(DriveError.SAFE_TORQUE_OFF);
    standstill();
    assertStaysWhereItIs();
  }

  private void assertStaysWhereItIs() {
    double at = lift.position();
    tower.world().sleepUntil(now() + 10 * World.SECOND);
    assertThat(lift.position()).isEqualTo(at);
    assertThat(tower.plant().violations()).isEmpty();
  }

  private long kill() {
    process.ports().life().cut();
    return now();
  }

  /** When the lift comes to rest, to the millisecond. */
  private long standstill() {
    long limit = now() + 10 * World.SECOND;
    while (lift.moving() && now() < limit) {
      tower.world().sleepUntil(now() + STEP);
    }
    return now();
  }

  private long now() {
    return tower.world().nanos();
  }

  private void run(int seconds) {
    process.runUntil(now() + seconds * World.SECOND);
  }
}
