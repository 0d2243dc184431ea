package tower.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tower.drive.FakeLine.Sent;
import tower.model.AxisName;
import tower.model.DriveState;
import tower.model.Link;
import tower.model.MoveProgress;

class DriveBusFaultTest {
  private static boolean stop(Sent sent) {
    return sent.controls(2);
  }

  @Test
  void stopGoesToAllAxesAtOnceAndIsReadBack() {
    BusRig rig = BusRig.ready();
    rig.bus.move(1, AxisName.LIFT, 5000);
    rig.until(rig.lift::moving);
    rig.line.sent.clear();
    long before = rig.time.nanos();
    rig.bus.stop("chain opened");
    assertThat(rig.line.sent).hasSize(3).allMatch(DriveBusFaultTest::stop);
    assertThat(rig.time.nanos() - before).isLessThan(20_000_000);
    assertThat(rig.lift.moving()).isFalse();
    assertThat(rig.report(AxisName.LIFT).progress()).isEqualTo(MoveProgress.NONE);
    assertThat(rig.report(AxisName.LIFT).errorText()).isEqualTo("chain opened");
    assertThat(rig.bus.trouble()).contains("not confirmed");
    rig.cycles(8);
    assertThat(rig.bus.trouble()).isEmpty();
    assertThat(rig.report(AxisName.LIFT).state()).isEqualTo(DriveState.SWITCH_ON_DISABLED);
    // Told again of the same stop, there is nothing to say on the line.
    rig.line.sent.clear();
    rig.bus.stop("chain opened");
    assertThat(rig.line.sent).isEmpty();
  }

  // The silent drive is stopped last, sent again after the quarantine and read back.
  @Test
  void silentDriveDelaysNoOtherStop() {
    BusRig rig = BusRig.ready();
    rig.bus.move(1, AxisName.TURN, 90_000);
    rig.until(rig.turn::moving);
    rig.line.always(s -> s.unit() == 1, Faults.DEAF);
    rig.line.sent.clear();
    rig.cycle();
    List<Sent> stops = rig.line.sent.stream().filter(DriveBusFaultTest::stop).toList();
    assertThat(stops).extracting(Sent::unit).containsExactly(2, 3, 1);
    assertThat(rig.turn.moving()).isFalse();
    assertThat(rig.report(AxisName.TURN).progress()).isEqualTo(MoveProgress.FAILED);
    assertThat(rig.report(AxisName.TURN).errorText()).contains("LIFT (unit 1)", "no answer");
    rig.line.heal();
    rig.line.sent.clear();
    rig.cycles(10);
    assertThat(rig.count(s -> s.unit() == 1 && stop(s))).isEqualTo(1);
    assertThat(rig.bus.trouble()).isEmpty();
  }

  @Test
  void lastStopFrameLeavesWithinTheDeadlineEvenIfNobodyAnswers() {
    BusRig rig = BusRig.ready();
    rig.bus.move(1, AxisName.LIFT, 5000);
    rig.until(rig.lift::moving);
    rig.line.always(s -> true, Faults.DEAF);
    rig.line.sent.clear();
    rig.cycle();
    List<Sent> sent = rig.line.sent;
    assertThat(rig.count(DriveBusFaultTest::stop)).isEqualTo(3);
    assertThat(sent.getLast().nanos() - sent.getFirst().nanos()).isLessThan(98_000_000);
  }

  @Test
  void threeUnansweredPollsAtStandstillLoseTheDriveAndThenItIsAskedOnceASecond() {
    BusRig rig = BusRig.ready();
    rig.line.always(s -> s.unit() == 2, Faults.DEAF);
    rig.cycle();
    assertThat(rig.report(AxisName.TURN).link()).isEqualTo(Link.DOUBTFUL);
    rig.until(() -> rig.report(AxisName.TURN).link() == Link.LOST);
    assertThat(rig.count(s -> s.unit() == 2)).isEqualTo(3 + 0);
    assertThat(rig.count(DriveBusFaultTest::stop)).isZero();
    long from = rig.time.nanos();
    rig.line.sent.clear();
    rig.cycles(200);
    long seconds = (rig.time.nanos() - from) / 1_000_000_000;
    assertThat(rig.count(s -> s.unit() == 2)).isBetween(seconds - 2, seconds + 1);
    // Back again: proven anew before it is up.
    rig.line.heal();
    rig.line.sent.clear();
    rig.until(() -> rig.report(AxisName.TURN).link() == Link.UP);
    assertThat(rig.count(s -> s.unit() == 2 && s.register() == FakeDrive.IDENTITY)).isEqualTo(1);
    assertThat(rig.count(s -> s.unit() == 2 && s.register() == FakeDrive.NODE_GUARD)).isEqualTo(1);
  }

  // Node guards trip at 500 ms: a dead neighbour must not starve a drive that long.
  @Test
  void deadDriveDoesNotStarveTheOthers() {
    BusRig rig = BusRig.ready();
    rig.line.always(s -> s.unit() == 1, Faults.DEAF);
    rig.line.sent.clear();
    rig.cycles(100);
    for (int unit : new int[] {2, 3}) {
      long last = rig.line.sent.getFirst().nanos();
      for (Sent sent : rig.line.sent) {
        if (sent.unit() == unit) {
          assertThat(sent.nanos() - last).isLessThan(450_000_000L);
          last = sent.nanos();
        }
      }
    }
  }

  @Test
  void oneUnansweredPollAtStandstillIsForgiven() {
    BusRig rig = BusRig.ready();
    rig.line.once(s -> s.unit() == 1, Faults.CRC);
    rig.cycles(5);
    assertThat(rig.report(AxisName.LIFT).link()).isEqualTo(Link.UP);
    assertThat(rig.report(AxisName.LIFT).errorText()).isEmpty();
    assertThat(rig.bus.doubtful()).isEqualTo(1);
  }

  // Whether the drive obeyed or not: it is looked at, and started once in all.
  @ParameterizedTest
  @ValueSource(ints = {6, 7, 15, 31})
  void controlwordWithUnknownOutcomeIsReadBackAndTheMoveArrives(int word) {
    for (FakeLine.Fault fault : List.of(Faults.DEAF, Faults.MUTE, Faults.CRC, Faults.late(60))) {
      BusRig rig = BusRig.ready();
      rig.line.once(s -> s.unit() == 1 && s.controls(word), fault);
      rig.bus.move(1, AxisName.LIFT, 1000);
      rig.until(() -> rig.report(AxisName.LIFT).progress() != MoveProgress.UNDER_WAY);
      assertThat(rig.report(AxisName.LIFT).progress()).isEqualTo(MoveProgress.DONE);
      assertThat(rig.count(s -> s.controls(31)))
          .isEqualTo(word == 31 && fault == Faults.DEAF ? 2 : 1);
      assertReadBackBeforeRepeat(rig, word);
    }
  }

  private static void assertReadBackBeforeRepeat(BusRig rig, int word) {
    Sent previous = null;
    for (Sent sent : rig.line.sent) {
      if (sent.unit() == 1) {
        boolean blindRepeat = previous != null && sent.controls(word) && previous.controls(word);
        assertThat(blindRepeat).isFalse();
        previous = sent;
      }
    }
  }

  @Test
  void startThatNeverArrivesFailsAfterAFewTries() {
    BusRig rig = BusRig.ready();
    rig.line.always(s -> s.controls(31), Faults.DEAF);
    rig.bus.move(1, AxisName.LIFT, 1000);
    rig.until(() -> rig.report(AxisName.LIFT).progress() == MoveProgress.FAILED);
    assertThat(rig.count(s -> s.controls(31))).isLessThanOrEqualTo(3);
    rig.line.heal();
    rig.cycles(10);
    assertThat(rig.lift.enabled()).isFalse();
    assertThat(rig.lift.counts()).isZero();
  }

  @Test
  void parametersWithUnknownOutcomeAreReadBack() {
    for (FakeLine.Fault fault : List.of(Faults.DEAF, Faults.MUTE)) {
      BusRig rig = BusRig.ready();
      rig.line.once(s -> s.writes(FakeDrive.TARGET), fault);
      rig.bus.move(1, AxisName.LIFT, 1000);
      rig.until(() -> rig.report(AxisName.LIFT).progress() == MoveProgress.DONE);
      assertThat(rig.report(AxisName.LIFT).position()).isEqualTo(1000);
      assertThat(rig.count(s -> s.writes(FakeDrive.TARGET)))
          .isEqualTo(fault == Faults.DEAF ? 2 : 1);
      assertThat(rig.count(s -> s.function() == 3 && s.register() == FakeDrive.TARGET))
          .isEqualTo(1);
    }
  }

  // Whatever goes wrong at whatever exchange: the axis arrives or it stands without torque, and the
  // report says which.
  @Test
  void anyFaultAtAnyExchangeOfAMoveEndsArrivedOrStanding() {
    List<FakeLine.Fault> faults =
        List.of(
            Faults.DEAF,
            Faults.MUTE,
            Faults.CRC,
            Faults.late(70),
            Faults.WRONG_UNIT,
            Faults.SHORT,
            Faults.DUPLICATE,
            Faults.ECHO,
            Faults.noise(30, 3),
            Faults.exception(6));
    for (FakeLine.Fault fault : faults) {
      for (int at = 0; at < 120; at++) {
        BusRig rig = BusRig.ready();
        int[] countdown = {at};
        rig.line.once(s -> countdown[0]-- == 0, fault);
        rig.bus.move(1, AxisName.LIFT, 300);
        rig.until(() -> rig.report(AxisName.LIFT).progress() != MoveProgress.UNDER_WAY);
        rig.cycles(15);
        assertThat(rig.lift.enabled()).as("fault at exchange %s", at).isFalse();
        assertThat(rig.bus.trouble()).as("fault at exchange %s", at).isEmpty();
        boolean done = rig.report(AxisName.LIFT).progress() == MoveProgress.DONE;
        assertThat(done || !rig.report(AxisName.LIFT).errorText().isEmpty()).isTrue();
        if (done) {
          assertThat(rig.lift.counts()).isEqualTo(3000);
        }
      }
    }
  }

  @Test
  void portThatGoesIsReopenedAtMostOnceASecondAndEverythingIsProvenAnew() {
    BusRig rig = BusRig.ready();
    rig.bus.move(1, AxisName.LIFT, 5000);
    rig.until(rig.lift::moving);
    rig.line.unplugged = true;
    rig.cycle();
    assertThat(rig.bus.trouble()).contains("/dev/fake", "plug");
    assertThat(rig.report(AxisName.LIFT).link()).isEqualTo(Link.LOST);
    assertThat(rig.report(AxisName.LIFT).progress()).isEqualTo(MoveProgress.FAILED);
    int before = rig.line.opened;
    rig.cycles(100);
    assertThat(rig.line.opened - before).isBetween(4, 5);
    rig.line.unplugged = false;
    rig.line.sent.clear();
    rig.cycles(50);
    assertThat(rig.bus.trouble()).isEmpty();
    assertThat(rig.report(AxisName.LIFT).link()).isEqualTo(Link.UP);
    assertThat(rig.lift.enabled()).isFalse();
    int firstWrite = firstIndex(rig, s -> s.function() == 16);
    int guardRead = firstIndex(rig, s -> s.unit() == 1 && s.register() == FakeDrive.NODE_GUARD);
    assertThat(firstWrite).isGreaterThan(guardRead);
  }

  // After a replug the old path can be another port with other drives behind it.
  @Test
  void otherPortUnderTheOldNameIsNeverCommanded() {
    BusRig rig = BusRig.ready();
    rig.line.unplugged = true;
    rig.cycle();
    rig.line.unplugged = false;
    rig.lift.put(FakeDrive.IDENTITY, 99);
    rig.line.sent.clear();
    rig.cycles(60);
    rig.bus.stop("test");
    assertThat(rig.report(AxisName.LIFT).link()).isEqualTo(Link.FOREIGN);
    assertThat(rig.count(s -> s.unit() == 1 && s.function() == 16)).isZero();
  }

  @Test
  void stopOnADeadPortDoesNotThrow() {
    BusRig rig = BusRig.ready();
    rig.bus.move(1, AxisName.LIFT, 5000);
    rig.until(rig.lift::moving);
    rig.line.unplugged = true;
    rig.bus.stop("chain opened");
    assertThat(rig.bus.trouble()).contains("/dev/fake");
  }

  private static int firstIndex(BusRig rig, java.util.function.Predicate<Sent> which) {
    for (int i = 0; i < rig.line.sent.size(); i++) {
      if (which.test(rig.line.sent.get(i))) {
        return i;
      }
    }
    throw new AssertionError("never sent");
  }
}
