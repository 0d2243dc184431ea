package tower.drive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tower.model.AxisName;
import tower.model.AxisReport;
import tower.model.DriveState;
import tower.model.Link;
import tower.model.MoveProgress;

class DriveBusTest {
  @Test
  void everyDriveIsProvenBeforeItIsUp() {
    BusRig rig = new BusRig();
    assertThat(rig.bus.trouble()).contains("not open");
    rig.cycles(10);
    for (AxisReport report : rig.bus.reports()) {
      assertThat(report.link()).isEqualTo(Link.UP);
      assertThat(report.state()).isEqualTo(DriveState.SWITCH_ON_DISABLED);
      assertThat(report.standstill()).isTrue();
      assertThat(report.errorText()).isEmpty();
    }
    assertThat(rig.bus.trouble()).isEmpty();
    assertThat(rig.line.sent).allMatch(s -> s.function() == 3);
    assertThat(rig.count(s -> s.register() == FakeDrive.IDENTITY)).isEqualTo(3);
    assertThat(rig.count(s -> s.register() == FakeDrive.NODE_GUARD)).isEqualTo(3);
  }

  @Test
  void nodeGuardIsSetOnceAtConnectAndReadBack() {
    BusRig rig = new BusRig();
    rig.lift.put(FakeDrive.NODE_GUARD, 0);
    rig.cycles(12);
    assertThat(rig.lift.get(FakeDrive.NODE_GUARD)).isEqualTo(500);
    assertThat(rig.report(AxisName.LIFT).link()).isEqualTo(Link.UP);
    assertThat(rig.count(s -> s.unit() == 1 && s.register() == FakeDrive.NODE_GUARD)).isEqualTo(3);
  }

  @Test
  void anotherIdentityIsForeignAndNothingMoves() {
    BusRig rig = new BusRig();
    rig.shuttle.put(FakeDrive.IDENTITY, 77);
    rig.lift.homed(0);
    rig.cycles(30);
    AxisReport shuttle = rig.report(AxisName.SHUTTLE);
    assertThat(shuttle.link()).isEqualTo(Link.FOREIGN);
    assertThat(shuttle.errorText()).contains("identity reads 77 and not 32");
    // Motion only while every drive's guard was read back as set.
    rig.bus.move(1, AxisName.LIFT, 1000);
    rig.cycles(5);
    assertThat(rig.report(AxisName.LIFT).progress()).isEqualTo(MoveProgress.FAILED);
    assertThat(rig.report(AxisName.LIFT).errorText()).contains("SHUTTLE", "FOREIGN");
    assertThat(rig.count(s -> s.function() == 16)).isZero();
  }

  @Test
  void moveArrivesBrakedAndInFewCycles() {
    BusRig rig = BusRig.ready();
    rig.bus.move(7, AxisName.LIFT, 1000);
    int started = rig.until(rig.lift::moving);
    int travelled = rig.until(() -> !rig.lift.moving());
    int ended = rig.until(() -> rig.report(AxisName.LIFT).progress() == MoveProgress.DONE);
    AxisReport report = rig.report(AxisName.LIFT);
    assertThat(report.moveId()).isEqualTo(7);
    assertThat(report.position()).isEqualTo(1000);
    assertThat(report.state()).isEqualTo(DriveState.READY_TO_SWITCH_ON);
    assertThat(rig.lift.enabled()).isFalse();
    assertThat(started).isLessThanOrEqualTo(8);
    assertThat(travelled).isBetween(18, 24);
    assertThat(ended).isLessThanOrEqualTo(4);
    assertThat(rig.line.sent).noneMatch(s -> s.function() == 6);
    // Later moves know the mode, the accelerations and the first power state.
    rig.bus.move(8, AxisName.LIFT, 0);
    assertThat(rig.until(rig.lift::moving)).isLessThanOrEqualTo(6);
    rig.until(() -> rig.report(AxisName.LIFT).progress() == MoveProgress.DONE);
  }

  @Test
  void atMostOneExchangeOfASequenceIsSentInACycle() {
    BusRig rig = BusRig.ready();
    rig.bus.move(7, AxisName.LIFT, 1000);
    while (rig.report(AxisName.LIFT).progress() == MoveProgress.UNDER_WAY) {
      rig.line.sent.clear();
      rig.cycle();
      assertThat(rig.count(s -> s.unit() == 1)).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void turnSpeaksMillidegreesAndItsDriveCounts() {
    BusRig rig = BusRig.ready();
    rig.bus.move(1, AxisName.TURN, -90_000);
    rig.until(() -> rig.report(AxisName.TURN).progress() == MoveProgress.DONE);
    assertThat(rig.turn.counts()).isEqualTo(-9_000);
    assertThat(rig.report(AxisName.TURN).position()).isEqualTo(-90_000);
  }

  @Test
  void homingFindsTheReference() {
    BusRig rig = new BusRig();
    rig.cycles(12);
    assertThat(rig.report(AxisName.LIFT).referenced()).isFalse();
    rig.bus.home(3, AxisName.LIFT);
    rig.until(() -> rig.report(AxisName.LIFT).progress() == MoveProgress.DONE);
    assertThat(rig.report(AxisName.LIFT).referenced()).isTrue();
    assertThat(rig.report(AxisName.LIFT).position()).isZero();
    assertThat(rig.lift.get(6936)).isEqualTo(17);
    assertThat(rig.lift.get(10248)).isEqualTo(1000);
    assertThat(rig.lift.get(10250)).isEqualTo(200);
    assertThat(rig.lift.enabled()).isFalse();
    // The start bit must stay for the whole homing: taking it back interrupts it.
    assertThat(rig.count(s -> s.controls(31))).isEqualTo(1);
  }

  /** A homing takes the reference away; until the drive is lost it counts from the old one. */
  @Test
  void interruptedHomingLeavesTheCount() {
    BusRig rig = BusRig.ready();
    rig.bus.home(3, AxisName.LIFT);
    rig.until(rig.lift::moving);
    rig.bus.stop("the chain has opened");
    rig.cycles(12);
    assertThat(rig.report(AxisName.LIFT).referenced()).isFalse();
    assertThat(rig.report(AxisName.LIFT).counted()).isTrue();
    rig.line.unplugged = true;
    rig.until(() -> rig.report(AxisName.LIFT).link() == Link.LOST);
    rig.line.unplugged = false;
    rig.until(() -> rig.report(AxisName.LIFT).link() == Link.UP);
    assertThat(rig.report(AxisName.LIFT).counted()).isFalse();
  }

  /** Whoever loses his reference without a homing has forgotten it. */
  @Test
  void referenceThatIsLostOtherwiseIsNoCount() {
    BusRig rig = BusRig.ready();
    assertThat(rig.report(AxisName.LIFT).counted()).isTrue();
    rig.bus.move(3, AxisName.LIFT, 2_400);
    rig.until(() -> rig.report(AxisName.LIFT).progress() == MoveProgress.DONE);
    rig.lift.loseReference();
    rig.cycles(2);
    assertThat(rig.report(AxisName.LIFT).counted()).isFalse();
  }

  @Test
  void bitsOfAnEarlierHomingDoNotCount() {
    BusRig rig = new BusRig();
    rig.cycles(12);
    rig.bus.home(3, AxisName.LIFT);
    rig.until(() -> rig.report(AxisName.LIFT).progress() == MoveProgress.DONE);
    rig.lift.slowMs = 120;
    rig.bus.home(4, AxisName.LIFT);
    rig.until(rig.lift::moving);
    assertThat(rig.report(AxisName.LIFT).progress()).isEqualTo(MoveProgress.UNDER_WAY);
    rig.until(() -> rig.report(AxisName.LIFT).progress() == MoveProgress.DONE);
    assertThat(rig.report(AxisName.LIFT).moveId()).isEqualTo(4);
  }

  @Test
  void impossibleOrdersFailWithTheirReasonAndSendNothing() {
    BusRig rig = BusRig.ready();
    rig.bus.move(1, AxisName.LIFT, 20_001);
    assertRefused(rig, "20001 is outside its travel 0..20000");
    rig = new BusRig();
    rig.cycles(12);
    rig.line.sent.clear();
    rig.bus.move(1, AxisName.LIFT, 100);
    assertRefused(rig, "not referenced");
    rig = BusRig.ready();
    rig.lift.trip(0x1300);
    rig.cycles(2);
    rig.bus.move(1, AxisName.LIFT, 100);
    assertRefused(rig, "in fault");
    rig = new BusRig();
    rig.bus.move(1, AxisName.LIFT, 100);
    assertRefused(rig, "UNPROVEN");
  }

  private static void assertRefused(BusRig rig, String why) {
    assertThat(rig.report(AxisName.LIFT).progress()).isEqualTo(MoveProgress.FAILED);
    assertThat(rig.report(AxisName.LIFT).errorText()).contains(why);
    rig.cycles(3);
    assertThat(rig.count(s -> s.function() == 16)).isZero();
  }

  @Test
  void lostNodeGuardForbidsTheMoveUntilAPersonResets() {
    BusRig rig = BusRig.ready();
    rig.lift.put(FakeDrive.NODE_GUARD, 0);
    rig.bus.move(1, AxisName.LIFT, 1000);
    rig.cycles(40);
    assertThat(rig.report(AxisName.LIFT).progress()).isEqualTo(MoveProgress.FAILED);
    assertThat(rig.report(AxisName.LIFT).errorText()).contains("node guard reads 0 ms");
    assertThat(rig.report(AxisName.LIFT).link()).isEqualTo(Link.FOREIGN);
    assertThat(rig.count(s -> s.function() == 16)).isZero();
    rig.bus.resetFaults();
    rig.cycles(40);
    assertThat(rig.report(AxisName.LIFT).link()).isEqualTo(Link.UP);
    assertThat(rig.lift.get(FakeDrive.NODE_GUARD)).isEqualTo(500);
  }

  @Test
  void nodeGuardThatDoesNotStayIsForeign() {
    BusRig rig = new BusRig();
    rig.lift.put(FakeDrive.NODE_GUARD, 0);
    rig.line.always(
        s -> s.writes(FakeDrive.NODE_GUARD),
        (l, q, r, at) -> {
          rig.lift.put(FakeDrive.NODE_GUARD, 0);
          l.arrive(at, r);
        });
    rig.cycles(20);
    assertThat(rig.report(AxisName.LIFT).link()).isEqualTo(Link.FOREIGN);
  }

  @Test
  void tripInMidMoveFailsWithTheDrivesOwnNumber() {
    BusRig rig = BusRig.ready();
    rig.bus.move(1, AxisName.LIFT, 5000);
    rig.until(rig.lift::moving);
    rig.cycles(5);
    rig.lift.trip(0x1300);
    rig.cycles(3);
    assertThat(rig.report(AxisName.LIFT).progress()).isEqualTo(MoveProgress.FAILED);
    assertThat(rig.report(AxisName.LIFT).errorText()).contains("last error 0x1300");
    assertThat(rig.report(AxisName.LIFT).state()).isEqualTo(DriveState.FAULT);
    rig.bus.resetFaults();
    rig.cycles(6);
    assertThat(rig.report(AxisName.LIFT).state()).isEqualTo(DriveState.SWITCH_ON_DISABLED);
    assertThat(rig.report(AxisName.LIFT).errorText()).isEmpty();
    assertThat(rig.count(s -> s.controls(128))).isEqualTo(1);
    assertThat(rig.lift.moving()).isFalse();
  }

  // A drive that was replaced or rebooted has forgotten what it once confirmed; without it such a
  // drive would trip at every move, however often a person resets.
  @Test
  void resetWritesAnewWhatTheDriveHasForgotten() {
    BusRig rig = BusRig.ready();
    rig.bus.move(1, AxisName.LIFT, 1000);
    rig.until(() -> rig.report(AxisName.LIFT).progress() == MoveProgress.DONE);
    int acceleration = rig.lift.get(FakeDrive.ACCELERATION);
    assertThat(acceleration).isPositive();

    rig.lift.put(FakeDrive.ACCELERATION, 0);
    rig.lift.trip(0x1300);
    rig.cycles(3);
    rig.bus.resetFaults();
    rig.cycles(6);
    rig.bus.move(2, AxisName.LIFT, 2000);
    rig.until(() -> rig.report(AxisName.LIFT).progress() == MoveProgress.DONE);

    assertThat(rig.lift.get(FakeDrive.ACCELERATION)).isEqualTo(acceleration);
  }

  @Test
  void blockedAxisFailsInTimeAndIsStopped() {
    BusRig rig = BusRig.ready();
    rig.lift.blocked = true;
    rig.bus.move(1, AxisName.LIFT, 1000);
    rig.until(() -> rig.report(AxisName.LIFT).progress() == MoveProgress.FAILED);
    assertThat(rig.report(AxisName.LIFT).errorText()).contains("not in position in time");
    rig.cycles(10);
    assertThat(rig.lift.enabled()).isFalse();
  }

  // Target reached is the drive's opinion; the position must agree with it.
  @Test
  void targetReachedElsewhereIsNotInPosition() {
    BusRig rig = BusRig.ready();
    rig.lift.shortBy = 50;
    rig.bus.move(1, AxisName.LIFT, 1000);
    rig.until(() -> rig.report(AxisName.LIFT).progress() != MoveProgress.UNDER_WAY);
    assertThat(rig.report(AxisName.LIFT).progress()).isEqualTo(MoveProgress.FAILED);
  }

  @Test
  void motionErrorEndsTheMove() {
    BusRig rig = BusRig.ready();
    rig.bus.move(1, AxisName.LIFT, 5000);
    rig.until(rig.lift::moving);
    rig.lift.reportMotionError();
    rig.cycles(2);
    assertThat(rig.report(AxisName.LIFT).progress()).isEqualTo(MoveProgress.FAILED);
    rig.cycles(10);
    assertThat(rig.lift.enabled()).isFalse();
  }

  @Test
  void refusedStartNamesTheException() {
    BusRig rig = BusRig.ready();
    rig.line.once(s -> s.controls(7), Faults.exception(3));
    rig.bus.move(1, AxisName.LIFT, 5000);
    rig.cycles(10);
    assertThat(rig.report(AxisName.LIFT).progress()).isEqualTo(MoveProgress.FAILED);
    assertThat(rig.report(AxisName.LIFT).errorText()).contains("exception 3 (illegal data value)");
  }

  @Test
  void axisLeftEnabledByAnEarlierLifeIsStopped() {
    BusRig rig = new BusRig();
    rig.lift.homed(0);
    for (int word : new int[] {6, 7, 15}) {
      rig.lift.write(FakeDrive.CONTROLWORD + 1, word);
    }
    rig.cycles(20);
    assertThat(rig.lift.enabled()).isFalse();
    assertThat(rig.report(AxisName.LIFT).state()).isEqualTo(DriveState.SWITCH_ON_DISABLED);
  }

  @Test
  void closedGateEndsThePollBeforeTheNextExchange() {
    BusRig rig = BusRig.ready();
    rig.bus.move(1, AxisName.LIFT, 1000);
    int[] asked = {0};
    rig.bus.poll(() -> ++asked[0] <= 2);
    assertThat(rig.line.sent).hasSize(2);
    assertThat(asked[0]).isEqualTo(3);
  }

  @Test
  void twoAxesMoveTogether() {
    BusRig rig = BusRig.ready();
    rig.bus.move(1, AxisName.LIFT, 2000);
    rig.bus.move(2, AxisName.TURN, 90_000);
    rig.until(() -> rig.lift.moving() && rig.turn.moving());
    rig.until(() -> rig.bus.reports().get(1).progress() == MoveProgress.DONE);
    rig.until(() -> rig.bus.reports().get(0).progress() == MoveProgress.DONE);
    assertThat(rig.shuttle.enabled()).isFalse();
  }

  @Test
  void orderOnTopOfAnOrderStopsEverything() {
    BusRig rig = BusRig.ready();
    rig.bus.move(1, AxisName.LIFT, 5000);
    rig.until(rig.lift::moving);
    rig.bus.move(2, AxisName.LIFT, 100);
    assertThat(rig.lift.moving()).isFalse();
    assertThat(rig.report(AxisName.LIFT).progress()).isEqualTo(MoveProgress.FAILED);
    assertThat(rig.report(AxisName.LIFT).moveId()).isEqualTo(2);
  }
}
