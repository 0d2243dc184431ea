package tower.drive;

import java.util.HashMap;
import java.util.Map;
import tower.model.Time;

/**
 * A CiA 402 positioning drive on the reference register map, as far as the master's tests need one:
 * power states, profile position with its handshake, homing, faults.
 */
final class FakeDrive {
  static final int CONTROLWORD = 6914;
  static final int STATUSWORD = 6916;
  static final int MODE = 6918;
  static final int ACCELERATION = 1556;
  static final int TARGET = 6940;
  static final int ACTUAL = 7706;
  static final int LAST_ERROR = 7178;
  static final int NODE_GUARD = 5644;
  static final int IDENTITY = 10;

  final int unit;
  private final Time time;
  private final Map<Integer, Integer> registers = new HashMap<>();
  private int state = 0x40;
  private boolean homed;
  private boolean acknowledge;
  private boolean motionError;
  private boolean homingDone;
  private double position = 1234;
  private double goal = 1234;
  private long movedAt;
  private long beginsAt = Long.MAX_VALUE;

  /** Stays where it is although it was started: a blocked axis. */
  boolean blocked;

  /** So long a start leaves the bits as they were before. */
  int slowMs;

  /** Ends short of the target by so many counts. */
  int shortBy;

  FakeDrive(int unit, Time time) {
    this.unit = unit;
    this.time = time;
    this.movedAt = time.nanos();
    put(IDENTITY, 32);
    put(NODE_GUARD, 500);
  }

  int get(int register) {
    int high = registers.getOrDefault(register, 0);
    return (high << 16) | registers.getOrDefault(register + 1, 0);
  }

  void put(int register, int value) {
    registers.put(register, value >>> 16);
    registers.put(register + 1, value & 0xFFFF);
  }

  int word(int register) {
    settle();
    return registers.getOrDefault(register, 0);
  }

  void write(int register, int word) {
    settle();
    registers.put(register, word);
    if (register == CONTROLWORD + 1) {
      control(word);
    }
    settle();
  }

  boolean enabled() {
    return state == 0x27;
  }

  boolean moving() {
    settle();
    return enabled() && position != goal;
  }

  int counts() {
    settle();
    return (int) position;
  }

  void homed(int counts) {
    homed = true;
    position = counts;
    goal = counts;
  }

  void loseReference() {
    homed = false;
  }

  void trip(int error) {
    settle();
    state = 0x08;
    goal = position;
    put(LAST_ERROR, error);
  }

  /** Safe torque off while disabled: no fault. */
  void leave() {
    state = 0x40;
  }

  private void control(int word) {
    if ((word & 128) != 0 && state == 0x08) {
      state = 0x40;
      put(LAST_ERROR, 0);
      return;
    }
    if (state == 0x08) {
      return;
    }
    boolean start = (word & 16) != 0;
    switch (word & 15) {
      case 6 -> to(0x21);
      case 7 -> to(state == 0x40 ? 0x40 : 0x23);
      case 15 -> {
        to(state == 0x23 || state == 0x27 ? 0x27 : state);
        if (enabled() && start && !acknowledge) {
          beginsAt = time.nanos() + slowMs * 1_000_000L;
        }
        acknowledge = start && enabled();
      }
      case 2 -> {
        state = state == 0x27 ? 0x07 : 0x40;
        goal = position;
      }
      default -> to(0x40);
    }
  }

  private void to(int next) {
    if (next != 0x27) {
      goal = position;
    }
    state = next;
  }

  private void begin() {
    beginsAt = Long.MAX_VALUE;
    motionError = false;
    homingDone = false;
    if (get(MODE) == 6) {
      homed = false;
      goal = -50;
    } else {
      goal = get(TARGET) - shortBy;
    }
  }

  private void settle() {
    if (time.nanos() >= beginsAt) {
      begin();
    }
    double speed = get(MODE) == 6 ? get(10248) : get(6942);
    double step = speed * (time.nanos() - movedAt) / 1e9;
    movedAt = time.nanos();
    if (enabled() && !blocked) {
      position =
          position < goal ? Math.min(goal, position + step) : Math.max(goal, position - step);
      if (get(MODE) == 6 && position == -50 && goal == -50) {
        position = 0;
        goal = 0;
        homed = true;
        homingDone = true;
      }
    }
    put(ACTUAL, (int) Math.round(position));
    put(STATUSWORD, statusword());
    put(6920, get(MODE));
  }

  private int statusword() {
    int word = state | (1 << 9);
    boolean there = position == goal;
    boolean homing = get(MODE) == 6;
    word |= there && (!homing || homingDone) ? 0x4400 : 0;
    word |= (homing ? homingDone : acknowledge) ? 0x1000 : 0;
    word |= motionError ? 0x2000 : 0;
    word |= homed ? 0x8000 : 0;
    return word;
  }

  void reportMotionError() {
    motionError = true;
  }
}
