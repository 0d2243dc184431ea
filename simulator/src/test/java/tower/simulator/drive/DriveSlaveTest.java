package tower.simulator.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tower.model.AxisName;
import tower.model.DriveState;
import tower.model.Register;
import tower.simulator.Master;
import tower.simulator.TinyTower;
import tower.simulator.VirtualTower;
import tower.simulator.plant.Axis;
import tower.simulator.world.World;

class DriveSlaveTest {
  private static final int LIFT = TinyTower.LIFT_UNIT;
  private static final int SHUTTLE = TinyTower.SHUTTLE_UNIT;

  private final VirtualTower tower = TinyTower.of(1);
  private final Axis lift = tower.plant().carrier().axis(AxisName.LIFT);
  private final Axis shuttle = tower.plant().carrier().axis(AxisName.SHUTTLE);
  private final Cia402 drive = tower.drive(AxisName.LIFT).drive();
  private Master master;

  @BeforeEach
  void power() throws IOException {
    master = new Master(tower);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /**
   * Golden frame of the manual: two words, high word first; switch on disabled, voltage, remote.
   */
  @Test
  void statuswordComesInTwoWords() throws IOException {
    assertThat(master.ask(1, 3, 0x1B, 0x04, 0, 2))
        .isEqualTo(bytes(1, 3, 4, 0, 0, 0x02, 0x50, 0xFB, 0x6F));
  }

  @Test
  void writesAreAcknowledgedWithAddressAndCount() throws IOException {
    assertThat(master.ask(1, 16, 0x1B, 0x06, 0, 2, 4, 0, 0, 0, 6))
        .startsWith(bytes(1, 16, 0x1B, 0x06, 0, 2))
        .hasSize(8);
    assertThat(master.read(LIFT, Register.MODE)).isEqualTo(6);
  }

  @Test
  void refusalsNameFunctionAddressAndValue() throws IOException {
    assertThat(master.ask(1, 4, 0x1B, 0x04, 0, 2)).startsWith(bytes(1, 0x84, 1)).hasSize(5);
    assertThat(master.ask(1, 3, 0, 1, 0, 2)).startsWith(bytes(1, 0x83, 2));
    assertThat(master.ask(1, 3, 0x1B, 0x0A, 0, 2)).startsWith(bytes(1, 0x83, 2));
    assertThat(master.ask(1, 16, 0x1B, 0x06, 0, 2, 3, 0, 0, 0, 6)).startsWith(bytes(1, 0x90, 3));
    assertThat(master.ask(1, 16, 0x1B, 0x04, 0, 2, 4, 0, 0, 0, 6)).startsWith(bytes(1, 0x90, 3));
  }

  @Test
  void silenceForAnotherUnitAndForABrokenFrame() throws IOException {
    assertThat(master.ask(9, 3, 0x1B, 0x04, 0, 2)).isEmpty();
    master.ports().link().write(bytes(1, 3, 0x1B, 0x04, 0, 2, 0, 0), 8);
    assertThat(master.listen(50 * World.MS)).isEmpty();
  }

  @Test
  void withoutChainAndRelayTheDriveStaysSwitchedOff() throws IOException {
    master.control(LIFT, 6);
    master.control(LIFT, 7);
    master.control(LIFT, 15);
    assertThat(drive.state()).isEqualTo(DriveState.SWITCH_ON_DISABLED);
    assertThat(lift.torque()).isFalse();
  }

  @Test
  void aMoveNeedsAReference() throws IOException {
    master.makeReady();
    master.enable(LIFT);
    master.write(LIFT, Register.TARGET_POSITION, 1000);
    master.control(LIFT, 31);
    assertThat(master.status(LIFT) & 0x2000).isEqualTo(0x2000);
    assertThat(lift.moving()).isFalse();
  }

  @Test
  void homingOnTheLimitSwitchFindsZeroAndAMoveArrivesThere() throws IOException {
    lift.place(1234.5);
    master.makeReady();
    master.home(LIFT, 17);
    assertThat(lift.position()).isCloseTo(0, within(0.01));
    master.start(LIFT, 30_000);
    assertThat(lift.moving()).isTrue();
    master.finish(LIFT);
    assertThat(lift.position()).isCloseTo(3000, within(0.01));
    assertThat(master.read(LIFT, Register.ACTUAL_POSITION)).isEqualTo(30_000);
    assertThat(lift.braked()).isTrue();
    assertThat(lift.torque()).isFalse();
    assertThat(drive.state()).isEqualTo(DriveState.SWITCH_ON_DISABLED);
    assertThat(tower.plant().violations()).isEmpty();
  }

  @Test
  void homingOnTheHomeSwitchComesFromBothSidesAndFromTheEdge() throws IOException {
    master.makeReady();
    for (double from : new double[] {-3000, 2000, 0, 0.5, -0.5, 12}) {
      shuttle.place(from);
      master.home(SHUTTLE, 21);
      assertThat(shuttle.position()).as("from %s", from).isCloseTo(0, within(0.01));
      master.control(SHUTTLE, 0);
      master.run(100 * World.MS);
    }
    assertThat(tower.plant().violations()).isEmpty();
  }

  /** Configured for a cam on the other half, the axis would run into its end: the drive trips. */
  @Test
  void homingTheWrongWayEndsAtTheSteelWithAFault() throws IOException {
    shuttle.place(-3000);
    master.makeReady();
    master.enable(SHUTTLE);
    master.write(SHUTTLE, Register.MODE, 6);
    master.write(SHUTTLE, Register.HOMING_METHOD, 19);
    master.write(SHUTTLE, Register.HOMING_SPEED_FAST, 20_000);
    master.write(SHUTTLE, Register.HOMING_SPEED_SLOW, 200);
    master.control(SHUTTLE, 31);
    for (int i = 0; i < 200; i++) {
      master.status(SHUTTLE);
      master.run(50 * World.MS);
    }
    assertThat(tower.drive(AxisName.SHUTTLE).drive().state()).isEqualTo(DriveState.FAULT);
    assertThat(shuttle.torque()).isFalse();
    assertThat(tower.plant().violations()).isNotEmpty();
  }

  @Test
  void withoutModbusTheNodeGuardStopsAMovingAxis() throws IOException {
    master.makeReady();
    master.home(LIFT, 17);
    master.start(LIFT, 60_000);
    master.run(400 * World.MS);
    assertThat(lift.moving()).isTrue();
    long lastWord = tower.world().nanos() - 400 * World.MS;
    while (lift.moving()) {
      master.run(10 * World.MS);
    }
    double ramp = 1.0 / (2 * 0.3);
    assertThat((tower.world().nanos() - lastWord) * 1e-9).isLessThan(0.5 + ramp);
    master.run(50 * World.MS);
    assertThat(drive.state()).isEqualTo(DriveState.FAULT);
    assertThat(drive.error()).isEqualTo(DriveError.NODE_GUARD);
    assertThat(lift.braked()).isTrue();
    assertThat(lift.torque()).isFalse();
  }

  /** The drive has been to the factory: it runs on without a master. */
  @Test
  void withoutNodeGuardTheAxisRunsOn() throws IOException {
    master.makeReady();
    master.home(LIFT, 17);
    drive.factoryReset();
    assertThat(master.read(LIFT, Register.NODE_GUARD)).isZero();
    master.home(LIFT, 17);
    master.start(LIFT, 60_000);
    master.run(20 * World.SECOND);
    assertThat(lift.position()).isCloseTo(6000, within(0.01));
  }

  @Test
  void quickStopRampsDownAndEnablingAgainMovesNothing() throws IOException {
    master.makeReady();
    master.home(LIFT, 17);
    master.start(LIFT, 60_000);
    master.run(400 * World.MS);
    master.control(LIFT, 2);
    for (int i = 0; i < 60; i++) {
      master.status(LIFT);
      master.run(50 * World.MS);
    }
    assertThat(lift.moving()).isFalse();
    assertThat(drive.state()).isEqualTo(DriveState.QUICK_STOP_ACTIVE);
    assertThat(master.status(LIFT) & 0x2000).isEqualTo(0x2000);
    double at = lift.position();
    master.control(LIFT, 0);
    master.run(100 * World.MS);
    master.enable(LIFT);
    master.run(300 * World.MS);
    assertThat(lift.position()).isEqualTo(at);
  }

  @Test
  void safeTorqueOffWhileEnabledIsAFaultThatOnlyARisingResetClears() throws IOException {
    master.makeReady();
    master.home(LIFT, 17);
    master.start(LIFT, 60_000);
    master.run(400 * World.MS);
    tower.people().eStop();
    assertThat(lift.torque()).isFalse();
    master.run(2 * World.SECOND);
    assertThat(lift.moving()).isFalse();
    assertThat(master.read(LIFT, Register.LAST_ERROR)).isEqualTo(0x1300);
    tower.people().releaseEStop();
    master.makeReady();
    assertThat(drive.state()).isEqualTo(DriveState.FAULT);
    master.control(LIFT, 6);
    assertThat(drive.state()).isEqualTo(DriveState.FAULT);
    master.control(LIFT, 128);
    assertThat(drive.state()).isEqualTo(DriveState.SWITCH_ON_DISABLED);
    assertThat(lift.torque()).isFalse();
  }

  @Test
  void powerCycleLosesTheReferenceUnlessTheEncoderIsAbsolute() throws IOException {
    master.makeReady();
    master.home(LIFT, 17);
    master.control(LIFT, 0);
    master.run(100 * World.MS);
    drive.power(false);
    assertThat(master.ask(1, 3, 0x1B, 0x04, 0, 2)).isEmpty();
    drive.power(true);
    master.run(2 * World.SECOND);
    assertThat(master.status(LIFT) & 0x8000).isZero();
    drive.absoluteEncoder(true);
    master.home(LIFT, 17);
    drive.power(false);
    drive.power(true);
    master.run(2 * World.SECOND);
    assertThat(master.status(LIFT) & 0x8000).isEqualTo(0x8000);
  }

  @Test
  void theEndOfSomebodyElsesOutageDoesNotRestartADriveThatHasPower() throws IOException {
    master.makeReady();
    master.home(LIFT, 17);
    drive.power(true);
    master.run(2 * World.SECOND);
    assertThat(drive.referenced()).isTrue();
    assertThat(master.status(LIFT) & 0x8000).isEqualTo(0x8000);
  }

  @Test
  void aBrakeThatDoesNotLiftTripsTheMove() throws IOException {
    master.makeReady();
    master.home(LIFT, 17);
    master.control(LIFT, 0);
    master.run(100 * World.MS);
    lift.brakeStuck(true);
    master.enable(LIFT);
    master.start(LIFT, 10_000);
    master.run(300 * World.MS);
    assertThat(drive.error()).isEqualTo(DriveError.FOLLOWING);
    assertThat(lift.torque()).isFalse();
    assertThat(lift.position()).isCloseTo(0, within(0.01));
  }

  @Test
  void haltPausesAMoveAndReleasingItGoesOn() throws IOException {
    master.makeReady();
    master.home(LIFT, 17);
    master.start(LIFT, 20_000);
    master.control(LIFT, 15 | 0x100);
    for (int i = 0; i < 30; i++) {
      master.status(LIFT);
      master.run(50 * World.MS);
    }
    assertThat(lift.moving()).isFalse();
    assertThat(lift.position()).isLessThan(2000);
    master.control(LIFT, 15);
    master.finish(LIFT);
    assertThat(lift.position()).isCloseTo(2000, within(0.01));
  }
}
