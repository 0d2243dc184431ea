package tower.drive;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import tower.drive.FakeLine.Sent;
import tower.model.AxisName;
import tower.model.AxisReport;

/** A bus with three fake drives, cycled every 50 ms of virtual time. */
final class BusRig {
  final FakeTime time = new FakeTime();
  final FakeLine line = new FakeLine(time);
  final FakeDrive lift = new FakeDrive(1, time);
  final FakeDrive turn = new FakeDrive(2, time);
  final FakeDrive shuttle = new FakeDrive(3, time);
  final DriveBus bus =
      new DriveBus(
          line,
          time,
          BusSettings.reference(),
          List.of(Reference.LIFT, Reference.TURN, Reference.SHUTTLE),
          Map.of(
              AxisName.LIFT, Reference.linear(),
              AxisName.TURN, Reference.rotary(),
              AxisName.SHUTTLE, Reference.linear()));
  int cycles;

  BusRig() {
    line.drives.addAll(List.of(lift, turn, shuttle));
  }

  /** Connected, proven, homed at zero. */
  static BusRig ready() {
    BusRig rig = new BusRig();
    rig.lift.homed(0);
    rig.turn.homed(0);
    rig.shuttle.homed(0);
    rig.cycles(12);
    rig.line.sent.clear();
    return rig;
  }

  void cycle() {
    long next = time.nanos() + 50_000_000;
    bus.poll(() -> true);
    time.sleepUntil(next);
    cycles++;
  }

  void cycles(int count) {
    for (int i = 0; i < count; i++) {
      cycle();
    }
  }

  /** Cycles until it holds; the count of cycles, or an error after 60 s. */
  int until(BooleanSupplier holds) {
    for (int i = 0; i < 1200; i++) {
      if (holds.getAsBoolean()) {
        return i;
      }
      cycle();
    }
    throw new AssertionError("never: " + bus.reports() + " " + bus.trouble());
  }

  AxisReport report(AxisName axis) {
    return bus.reports().stream().filter(r -> r.axis() == axis).findFirst().orElseThrow();
  }

  long count(Predicate<Sent> which) {
    return line.sent.stream().filter(which).count();
  }
}
