package tower.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tower.gpio.Levels;
import tower.model.AxisName;
import tower.model.OutputImage;
import tower.model.Points;
import tower.simulator.Master;
import tower.simulator.TinyTower;
import tower.simulator.VirtualTower;
import tower.simulator.check.Scene;
import tower.simulator.drive.DriveError;
import tower.simulator.plant.Axis;
import tower.simulator.plant.Chips;
import tower.simulator.plant.Plant;
import tower.simulator.scenario.What;
import tower.simulator.world.Chance;
import tower.simulator.world.World;
import tower.store.SqliteStore;

/** A fault that nothing feels would be counted and would prove nothing. */
final class FaultsBiteTest {
  private static final int SHUTTLE = TinyTower.SHUTTLE_UNIT;
  private static final int LIFT = TinyTower.LIFT_UNIT;
  private static final long LASTS = 2 * World.SECOND;

  private final VirtualTower tower = TinyTower.of(1);
  private final Plant plant = tower.plant();
  private final World world = tower.world();
  private final Points points = plant.layout().inputs();
  private SqliteStore database;
  private Ground ground;
  private Master master;

  @BeforeEach
  void power() throws IOException {
    master = new Master(tower);
    database = SqliteStore.inMemory("tiny", world.utcMs());
    Scene scene = new Scene(tower, axis -> TinyTower.lexium(), database);
    ground = new Ground(tower, scene, 400 * World.SECOND);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private FaultGroup sensors() {
    return new SensorFaults(ground);
  }

  /** Begins the fault with other draws until it has begun. */
  private static void begin(FaultGroup group, What what, long lasts) {
    long seed = 0;
    while (!group.begin(what, lasts, new Chance(++seed))) {
      assertThat(seed).as("draws of %s that broke nothing", what.key()).isLessThan(200);
    }
  }

  private List<Boolean> inputs() {
    Levels levels = new Levels(points.names().size());
    master.ports().pins().readAll(levels);
    List<Boolean> all = new ArrayList<>();
    for (int point = 0; point < levels.size(); point++) {
      all.add(levels.valid(point) ? levels.on(point) : null);
    }
    return all;
  }

  /** True when in so many reads some point says something else than its sensor would. */
  private boolean lies(int reads) {
    for (int i = 0; i < reads; i++) {
      for (int point = 0; point < points.names().size(); point++) {
        if (plant.sensors().read(point) != plant.sensors().truth(point)) {
          return true;
        }
      }
      master.run(10 * World.MS);
    }
    return false;
  }

  private void homeAll() throws IOException {
    master.makeReady();
    master.home(SHUTTLE, 21);
    master.control(SHUTTLE, 0);
    master.home(LIFT, 17);
    master.control(LIFT, 0);
    master.run(100 * World.MS);
  }

  /** Lift up or down, all alive. */
  private void travel(int mm) throws IOException {
    master.enable(LIFT);
    master.start(LIFT, mm * 10);
    master.finish(LIFT);
    master.control(LIFT, 0);
    master.run(100 * World.MS);
  }

  @Test
  void sensorsThatAreStuckLieAndAreMended() {
    for (What what : List.of(What.BAY_SENSOR, What.SENSOR_STUCK, What.PAIR_CONTRADICTS)) {
      FaultGroup group = sensors();
      for (long seed = 1; !lies(1) && seed < 100; seed++) {
        group.begin(what, LASTS, new Chance(seed));
      }
      assertThat(lies(1)).as(what.key()).isTrue();
      master.run(30 * World.SECOND);
      assertThat(lies(1)).as(what.key()).isFalse();
    }
  }

  /** Every point gets its turn: with the whole tower broken, an edge shows what each does. */
  private void everySensor(What what) {
    FaultGroup group = sensors();
    for (long seed = 1; seed <= 300; seed++) {
      group.begin(what, LASTS, new Chance(seed));
    }
  }

  @Test
  void sensorsBounceAndAreLateAfterAnEdge() {
    for (What what : List.of(What.SENSOR_BOUNCES, What.SENSOR_LATE)) {
      everySensor(what);
      lies(1);
      plant.put(TinyTower.car(1), plant.bay(1));
      assertThat(lies(20)).as(what.key()).isTrue();
      plant.takeAway(plant.cars().getFirst());
      master.run(30 * World.SECOND);
      assertThat(lies(20)).as(what.key()).isFalse();
    }
  }

  @Test
  void noiseIsReadNowAndThen() {
    everySensor(What.SENSOR_NOISY);
    assertThat(lies(200)).isTrue();
  }

  /** A loose contact is sound while nothing shakes. */
  @Test
  void aLooseContactOpensOnlyWhileSomethingMoves() throws IOException {
    homeAll();
    everySensor(What.SENSOR_LOOSE);
    assertThat(lies(50)).isFalse();
    master.enable(LIFT);
    master.start(LIFT, 30_000);
    assertThat(lies(100)).isTrue();
  }

  @Test
  void swappedBaysAnswerForEachOther() {
    plant.put(TinyTower.car(1), plant.bay(0));
    List<Boolean> before = inputs();
    FaultGroup group = sensors();
    for (long seed = 1; seed < 20 && inputs().equals(before); seed++) {
      group.begin(What.BAYS_SWAPPED, LASTS, new Chance(seed));
    }
    assertThat(inputs()).isNotEqualTo(before);
    assertThat(inputs().stream().filter(Boolean.TRUE::equals).count())
        .isEqualTo(before.stream().filter(Boolean.TRUE::equals).count());
    master.run(30 * World.SECOND);
    assertThat(inputs()).isEqualTo(before);
  }

  @Test
  void anExpanderIsSilent() {
    begin(sensors(), What.EXPANDER, LASTS);
    assertThat(inputs()).containsNull();
    master.run(3 * World.SECOND);
    assertThat(inputs()).doesNotContainNull();
  }

  /** Both witnesses of one fact would be more than any controller can know. */
  @Test
  void twoWitnessesOfOneFactAreNeverBrokenTogether() {
    FaultGroup group = sensors();
    for (long seed = 1; seed <= 500; seed++) {
      group.begin(What.SENSOR_STUCK, LASTS, new Chance(seed));
    }
    int[][] pairs = {
      {points.chainA(), points.chainB()},
      {points.carrierLoad(), points.carrierBeam()},
      {points.lifterUp(), points.lifterDown()},
      {points.portals().getFirst().carFloor(), points.portals().getFirst().carBeam()},
      {points.portals().getFirst().innerClosed(), points.portals().getFirst().innerLocked()}
    };
    for (int[] pair : pairs) {
      boolean one = plant.sensors().faulty(pair[0]);
      assertThat(one && plant.sensors().faulty(pair[1])).isFalse();
      assertThat(one || plant.sensors().faulty(pair[1])).isTrue();
    }
    assertThat(plant.sensors().faulty(points.key())).isFalse();
    assertThat(plant.sensors().read(points.portals().getFirst().fieldClear())).isFalse();
    assertThat(plant.sensors().read(points.resume())).isFalse();
  }

  @Test
  void theEncoderDoesNotSeeTheSlip() throws IOException {
    homeAll();
    Axis lift = plant.carrier().axis(AxisName.LIFT);
    FaultGroup group = new SteelFaults(ground);
    long seed = 0;
    while (Math.abs(lift.encoder() - lift.position()) < 3 && seed < 60) {
      group.begin(What.AXIS_SLIPS, LASTS, new Chance(++seed));
      travel(seed % 2 == 0 ? 500 : 2500);
    }
    assertThat(Math.abs(lift.encoder() - lift.position())).isBetween(3.0, 60.0);
  }

  @Test
  void aDriftGrowsWithTheWay() throws IOException {
    homeAll();
    Axis lift = plant.carrier().axis(AxisName.LIFT);
    FaultGroup group = new SteelFaults(ground);
    for (long seed = 1; seed < 10; seed++) {
      group.begin(What.ENCODER_DRIFTS, 60 * World.SECOND, new Chance(seed));
    }
    travel(1000);
    double first = Math.abs(lift.encoder() - lift.position());
    travel(6000);
    assertThat(first).isPositive();
    assertThat(Math.abs(lift.encoder() - lift.position())).isGreaterThan(2 * first);
  }

  @Test
  void aBrakeThatDoesNotLiftTripsItsDrive() throws IOException {
    homeAll();
    FaultGroup group = new SteelFaults(ground);
    for (long seed = 1; seed < 20; seed++) {
      group.begin(What.BRAKE_STUCK, 60 * World.SECOND, new Chance(seed));
    }
    master.enable(LIFT);
    master.start(LIFT, 30_000);
    master.run(2 * World.SECOND);
    assertThat(tower.drive(AxisName.LIFT).drive().error()).isEqualTo(DriveError.FOLLOWING);
    assertThat(plant.carrier().axis(AxisName.LIFT).position()).isLessThan(1);
  }

  @Test
  void aBrakeThatDoesNotHoldLetsTheLiftSinkForAMoment() throws IOException {
    homeAll();
    travel(3000);
    begin(new SteelFaults(ground), What.BRAKE_SLIPS, LASTS);
    master.run(2 * World.SECOND);
    Axis lift = plant.carrier().axis(AxisName.LIFT);
    assertThat(lift.position()).isBetween(2900.0, 2999.5);
    assertThat(lift.moving()).isFalse();
  }

  @Test
  void aJammedDoorStaysWhereItIs() {
    master.makeReady();
    FaultGroup group = new SteelFaults(ground);
    for (long seed = 1; seed < 20; seed++) {
      group.begin(What.DOOR_JAMMED, 20 * World.SECOND, new Chance(seed));
    }
    master.ports().pins().write(new OutputImage(true, 1L << 6));
    master.run(5 * World.SECOND);
    assertThat(plant.portals().getFirst().outer().open()).isFalse();
    master.run(30 * World.SECOND);
    assertThat(plant.portals().getFirst().outer().open()).isTrue();
  }

  @Test
  void aCarThatStandsAskewIsMissedByTheBeamUntilItIsPutRight() {
    master.makeReady();
    master.ports().pins().write(new OutputImage(true, 1L << 6));
    master.run(5 * World.SECOND);
    begin(new SteelFaults(ground), What.CAR_ASKEW, 10 * World.SECOND);
    tower.people().driveIn(0, TinyTower.car(1), World.SECOND);
    master.run(2 * World.SECOND);
    Points.OfPortal portal = points.portals().getFirst();
    assertThat(plant.sensors().truth(portal.carFloor())).isTrue();
    assertThat(plant.sensors().truth(portal.carBeam())).isFalse();
    master.run(60 * World.SECOND);
    assertThat(plant.sensors().truth(portal.carBeam())).isTrue();
  }

  @Test
  void aSwizzleBreaksSeveralThingsAndMendsThemAll() {
    new Swizzle(ground).begin(What.SWIZZLE, LASTS, new Chance(7));
    master.run(10 * World.SECOND);
    long broken = 0;
    for (int point = 0; point < points.names().size(); point++) {
      broken += plant.sensors().faulty(point) ? 1 : 0;
    }
    for (int chip = 1; chip < tower.chips().count(); chip++) {
      broken += tower.chips().health(chip) == Chips.Health.WELL ? 0 : 1;
    }
    broken += tower.drives().stream().filter(d -> !d.drive().powered()).count();
    assertThat(broken + (tower.wire().plugged() ? 0 : 1)).isPositive();
    master.run(120 * World.SECOND);
    for (int point = 0; point < points.names().size(); point++) {
      assertThat(plant.sensors().faulty(point)).isFalse();
    }
    assertThat(inputs()).doesNotContainNull();
    assertThat(tower.drives()).allMatch(d -> d.drive().powered());
    assertThat(tower.wire().plugged()).isTrue();
  }
}
