package tower.drive;

import java.util.EnumMap;
import java.util.Map;
import tower.model.AxisName;
import tower.model.AxisSpec;
import tower.model.DriveProfile;
import tower.model.DriveProfile.Block;
import tower.model.Register;

/** The reference drive and a tower's three axes. */
final class Reference {
  static final AxisSpec LIFT = new AxisSpec(AxisName.LIFT, 1, 0, 20_000, 1_000, 500, 17, 100, 2);
  static final AxisSpec TURN =
      new AxisSpec(AxisName.TURN, 2, -180_000, 180_000, 30_000, 20_000, 17, 10_000, 100);
  static final AxisSpec SHUTTLE =
      new AxisSpec(AxisName.SHUTTLE, 3, -3_000, 3_000, 500, 400, 19, 100, 2);

  private Reference() {}

  static DriveProfile linear() {
    return profile(10, 1);
  }

  /** 0.01 degree a count. */
  static DriveProfile rotary() {
    return profile(100, 1);
  }

  static Map<Register, Integer> registers() {
    Map<Register, Integer> registers = new EnumMap<>(Register.class);
    registers.put(Register.CONTROLWORD, 6914);
    registers.put(Register.STATUSWORD, 6916);
    registers.put(Register.MODE, 6918);
    registers.put(Register.MODE_DISPLAY, 6920);
    registers.put(Register.HOMING_METHOD, 6936);
    registers.put(Register.HOMING_SPEED_FAST, 10248);
    registers.put(Register.HOMING_SPEED_SLOW, 10250);
    registers.put(Register.TARGET_POSITION, 6940);
    registers.put(Register.PROFILE_VELOCITY, 6942);
    registers.put(Register.PROFILE_ACCELERATION, 1556);
    registers.put(Register.PROFILE_DECELERATION, 1558);
    registers.put(Register.ACTUAL_POSITION, 7706);
    registers.put(Register.LAST_ERROR, 7178);
    registers.put(Register.NODE_GUARD, 5644);
    registers.put(Register.IDENTITY, FakeDrive.IDENTITY);
    return registers;
  }

  static DriveProfile profile(int numerator, int denominator) {
    return new DriveProfile(
        "lexium32",
        0,
        2,
        true,
        0,
        100,
        numerator,
        denominator,
        32,
        500,
        registers(),
        new Block(6914, 8),
        new Block(7706, 2));
  }
}
