package tower.simulator.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tower.gpio.Levels;
import tower.model.AxisName;
import tower.model.OutputImage;
import tower.model.Place;
import tower.model.Points;
import tower.simulator.Master;
import tower.simulator.TinyTower;
import tower.simulator.VirtualTower;
import tower.simulator.plant.Violation.Kind;
import tower.simulator.world.World;

class PlantTest {
  private static final int SHUTTLE = TinyTower.SHUTTLE_UNIT;
  private static final int LIFT = TinyTower.LIFT_UNIT;
  private static final int RAISE = 0;
  private static final int LOWER = 1;
  private static final int OPEN_INNER = 4;
  private static final int CLOSE_INNER = 5;
  private static final int OPEN_OUTER = 6;
  private static final int CLOSE_OUTER = 7;

  private final VirtualTower tower = TinyTower.of(1);
  private final Plant plant = tower.plant();
  private final PortalSteel portal = plant.portals().getFirst();
  private final Points points = plant.layout().inputs();
  private final Points.OfPortal atPortal = points.portals().getFirst();
  private final Car car = TinyTower.car(1);
  private final Axis shuttle = plant.carrier().axis(AxisName.SHUTTLE);
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

  private void outputs(int... on) {
    OutputImage image = new OutputImage(true, 0);
    for (int point : on) {
      image = image.plus(point);
    }
    master.ports().pins().write(image);
  }

  private void hold(int output, long seconds) {
    outputs(output);
    master.run(seconds * World.SECOND);
    outputs();
  }

  private void go(int unit, int mm) throws IOException {
    master.enable(unit);
    master.start(unit, mm * 10);
    master.finish(unit);
  }

  private void homeAll() throws IOException {
    master.makeReady();
    master.home(SHUTTLE, 21);
    master.control(SHUTTLE, 0);
    master.home(LIFT, 17);
    master.control(LIFT, 0);
    master.run(100 * World.MS);
  }

  private List<Kind> violations() {
    return plant.violations().stream().map(Violation::kind).toList();
  }

  /** A car comes down, sensor by sensor, as the steel has it. */
  @Test
  void aCarIsTakenFromItsBayAndGivenToThePortal() throws IOException {
    plant.put(car, plant.bay(2));
    int bay = points.bays().get(2);
    homeAll();
    assertThat(sees(bay)).isTrue();
    go(LIFT, 3000);
    assertThat(sees(points.carrierLevel())).isTrue();
    assertThat(sees(points.shuttleHome())).isTrue();
    go(SHUTTLE, 3000);
    assertThat(sees(points.shuttleHome())).isFalse();
    hold(RAISE, 3);
    assertThat(sees(points.lifterUp())).isTrue();
    assertThat(sees(points.carrierLoad())).isTrue();
    assertThat(sees(points.carrierBeam())).isFalse();
    assertThat(sees(bay)).isTrue();
    assertThat(plant.placeOf(car)).contains(new Place.OnCarrier());
    go(SHUTTLE, 0);
    assertThat(sees(points.carrierBeam())).isTrue();
    assertThat(sees(bay)).isFalse();
    go(LIFT, 0);
    hold(OPEN_INNER, 4);
    assertThat(sees(atPortal.innerOpen())).isTrue();
    go(SHUTTLE, 3000);
    assertThat(sees(atPortal.carFloor())).isFalse();
    assertThat(sees(atPortal.carBeam())).isTrue();
    hold(LOWER, 3);
    assertThat(sees(atPortal.carFloor())).isTrue();
    assertThat(sees(points.carrierLoad())).isFalse();
    go(SHUTTLE, 0);
    hold(CLOSE_INNER, 4);
    assertThat(sees(atPortal.innerLocked())).isTrue();
    assertThat(plant.placeOf(car)).contains(new Place.AtPortal("P1"));
    assertThat(violations()).isEmpty();
  }

  @Test
  void aCustomerDrivesOutThroughTheOpenDoorOnly() {
    plant.put(car, portal.stand());
    master.heartbeat();
    assertThat(tower.people().driveOut(0, 10 * World.SECOND)).isFalse();
    hold(OPEN_OUTER, 4);
    tower.people().enter(0);
    assertThat(sees(atPortal.fieldClear())).isFalse();
    assertThat(tower.people().driveOut(0, 10 * World.SECOND)).isTrue();
    master.run(6 * World.SECOND);
    assertThat(sees(atPortal.carFloor())).isFalse();
    assertThat(sees(atPortal.carBeam())).isTrue();
    master.run(5 * World.SECOND);
    assertThat(sees(atPortal.carBeam())).isFalse();
    assertThat(plant.placeOf(car)).contains(new Place.Outside());
    tower.people().leave(0);
    assertThat(sees(atPortal.fieldClear())).isTrue();
    tower.people().confirm(0);
    assertThat(sees(atPortal.confirm())).isTrue();
    master.run(World.SECOND);
    assertThat(sees(atPortal.confirm())).isFalse();
    assertThat(violations()).isEmpty();
  }

  @Test
  void aDoorThatClosesOnACarIsSeen() {
    master.heartbeat();
    hold(OPEN_OUTER, 4);
    assertThat(tower.people().driveIn(0, car, 10 * World.SECOND)).isTrue();
    master.run(World.SECOND);
    hold(CLOSE_OUTER, 1);
    assertThat(violations()).containsExactly(Kind.DOOR_ON_CAR);
  }

  @Test
  void aDoorUnlocksThenOpensAndLocksAfterClosing() {
    master.heartbeat();
    outputs(OPEN_OUTER);
    master.run(100 * World.MS);
    assertThat(sees(atPortal.outerLocked())).isTrue();
    master.run(150 * World.MS);
    assertThat(sees(atPortal.outerLocked())).isFalse();
    assertThat(sees(atPortal.outerClosed())).isFalse();
    master.run(3 * World.SECOND);
    assertThat(sees(atPortal.outerOpen())).isTrue();
    outputs(CLOSE_OUTER);
    master.run(1500 * World.MS);
    outputs();
    master.run(World.SECOND);
    assertThat(portal.outer().opening()).isBetween(0.45, 0.55);
    outputs(CLOSE_OUTER);
    master.run(1550 * World.MS);
    assertThat(sees(atPortal.outerClosed())).isTrue();
    assertThat(sees(atPortal.outerLocked())).isFalse();
    master.run(200 * World.MS);
    assertThat(sees(atPortal.outerLocked())).isTrue();
  }

  @Test
  void bothDoorsOfAPortalOpenOpensTheChain() {
    master.makeReady();
    hold(OPEN_OUTER, 4);
    assertThat(sees(points.doorsLocked())).isTrue();
    assertThat(plant.chain().torqueAllowed()).isTrue();
    hold(OPEN_INNER, 1);
    assertThat(sees(points.doorsLocked())).isFalse();
    assertThat(sees(points.chainA())).isFalse();
    assertThat(plant.chain().latched()).isTrue();
    assertThat(plant.chain().torqueAllowed()).isFalse();
  }

  @Test
  void theLatchNeedsAPressOfResetWithTheChainClosed() {
    master.heartbeat();
    master.ports().pins().permit(true);
    assertThat(plant.chain().torqueAllowed()).isFalse();
    tower.people().eStop();
    tower.people().reset();
    master.run(100 * World.MS);
    tower.people().releaseEStop();
    master.run(World.SECOND);
    assertThat(plant.chain().torqueAllowed()).isFalse();
    tower.people().reset();
    master.run(World.SECOND);
    assertThat(plant.chain().torqueAllowed()).isTrue();
    tower.people().contacts(true, false);
    assertThat(sees(points.chainA())).isTrue();
    assertThat(sees(points.chainB())).isFalse();
    assertThat(plant.chain().torqueAllowed()).isFalse();
  }

  /** The process dies: its outputs stay on, but the relay behind them drops. */
  @Test
  void withoutHeartbeatTheRelayDropsAndWithItTorqueLifterAndDoors() throws IOException {
    plant.put(car, plant.bay(2));
    homeAll();
    go(LIFT, 3000);
    go(SHUTTLE, 3000);
    master.enable(SHUTTLE);
    outputs(RAISE, OPEN_OUTER);
    master.run(200 * World.MS);
    assertThat(plant.carrier().lifter().moving()).isTrue();
    master.ports().life().cut();
    tower.world().sleepUntil(tower.world().nanos() + 310 * World.MS);
    assertThat(plant.chain().relay()).isFalse();
    assertThat(shuttle.torque()).isFalse();
    assertThat(plant.carrier().lifter().moving()).isFalse();
    double opening = portal.outer().opening();
    tower.world().sleepUntil(tower.world().nanos() + World.SECOND);
    assertThat(portal.outer().opening()).isEqualTo(opening);
  }

  @Test
  void theLiftMayNotMoveWithTheShuttleOut() throws IOException {
    homeAll();
    go(LIFT, 3000);
    go(SHUTTLE, 3000);
    go(LIFT, 3100);
    assertThat(violations()).containsExactly(Kind.CARRIER_MOVED_SHUTTLE_OUT);
  }

  @Test
  void theShuttleMayNotGoOutWhereNoPlaceIs() throws IOException {
    homeAll();
    go(LIFT, 1500);
    assertThat(sees(points.carrierLevel())).isFalse();
    go(SHUTTLE, 3000);
    assertThat(violations()).containsExactly(Kind.SHUTTLE_INTO_STEEL);
  }

  @Test
  void theShuttleMayNotGoThroughAClosedInnerDoor() throws IOException {
    homeAll();
    go(SHUTTLE, 3000);
    assertThat(violations()).containsExactly(Kind.SHUTTLE_INTO_STEEL);
  }

  @Test
  void aCarIsNotPushedIntoAnother() throws IOException {
    plant.put(car, plant.bay(1));
    plant.put(TinyTower.car(2), plant.bay(2));
    homeAll();
    go(LIFT, 3000);
    go(SHUTTLE, -3000);
    hold(RAISE, 3);
    go(SHUTTLE, 0);
    go(SHUTTLE, 3000);
    assertThat(violations()).containsExactly(Kind.CAR_INTO_CAR);
    hold(LOWER, 3);
    assertThat(violations()).containsExactly(Kind.CAR_INTO_CAR, Kind.CAR_DROPPED);
    assertThat(car.state()).isEqualTo(Car.State.DROPPED);
  }

  /** Two deep: the lowered shuttle passes under the car in front, a car on it does not. */
  @Test
  void theShuttlePassesUnderTheCarInFront() throws IOException {
    plant.put(car, plant.bay(2));
    plant.put(TinyTower.car(2), plant.bay(3));
    homeAll();
    go(LIFT, 3000);
    go(SHUTTLE, 6000);
    assertThat(violations()).isEmpty();
    hold(RAISE, 3);
    go(SHUTTLE, 0);
    assertThat(violations()).containsExactly(Kind.CAR_INTO_CAR);
  }

  @Test
  void aCarLoweredBetweenItsPlacesHasFallen() throws IOException {
    plant.put(car, plant.bay(2));
    homeAll();
    go(LIFT, 3000);
    go(SHUTTLE, 3000);
    hold(RAISE, 3);
    go(SHUTTLE, 1500);
    hold(LOWER, 3);
    assertThat(violations()).containsExactly(Kind.CAR_DROPPED);
  }

  @Test
  void aTallCarDoesNotFitALowBay() throws IOException {
    Car tall = new Car("LTVTSTCAR00000009", 2100, 4500, 1800, 1600);
    plant.put(tall, plant.carrier().stand());
    homeAll();
    hold(RAISE, 3);
    go(LIFT, 3000);
    go(SHUTTLE, 3000);
    assertThat(violations()).containsExactly(Kind.CAR_DOES_NOT_FIT);
  }

  @Test
  void aSlippingBrakeLetsTheLoadSinkAndTheEncoderSeesIt() throws IOException {
    homeAll();
    go(LIFT, 3000);
    Axis lift = plant.carrier().axis(AxisName.LIFT);
    lift.brakeSlip(-20);
    master.run(World.SECOND);
    assertThat(lift.position()).isBetween(2979.0, 2982.0);
    assertThat(lift.encoder()).isCloseTo(lift.position(), within(1e-6));
    assertThat(sees(points.carrierLevel())).isFalse();
    lift.brakeSlip(0);
    master.run(World.SECOND);
    assertThat(lift.moving()).isFalse();
  }

  @Test
  void aSlippingRopeIsSeenByTheLevelSwitchAndNotByTheEncoder() throws IOException {
    homeAll();
    Axis lift = plant.carrier().axis(AxisName.LIFT);
    lift.slipPerUnit(0.01);
    go(LIFT, 3000);
    assertThat(Math.round(lift.encoder())).isEqualTo(3000);
    assertThat(Math.round(lift.position())).isEqualTo(2970);
    assertThat(sees(points.carrierLevel())).isFalse();
  }

  @Test
  void powerReturnsWithNothingMovingAndNothingOn() throws IOException {
    homeAll();
    master.enable(LIFT);
    master.start(LIFT, 60_000);
    master.run(World.SECOND);
    tower.powerCut(master.ports(), World.SECOND);
    assertThat(plant.anyTorque()).isFalse();
    tower.world().sleepUntil(tower.world().nanos() + 5 * World.SECOND);
    double at = plant.carrier().axis(AxisName.LIFT).position();
    master = new Master(tower);
    master.run(World.SECOND);
    assertThat(plant.carrier().axis(AxisName.LIFT).position()).isEqualTo(at);
    assertThat(plant.anyTorque()).isFalse();
    assertThat(plant.chain().latched()).isTrue();
    assertThat(master.status(LIFT) & 0x8000).isZero();
  }
}
