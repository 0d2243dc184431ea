package tower.simulator.check;

import java.util.HashMap;
import java.util.Map;
import tower.simulator.line.LineFault;
import tower.simulator.world.World;

/**
 * S31: what can start motion is never repeated blindly: the drive is read in between. And after an
 * exchange that went wrong the line is silent until a late reply cannot come any more, but for
 * stops.
 */
final class CarefulBus extends Checker {
  private static final long QUARANTINE_NANOS = 100 * World.MS;

  /** A stop waits for its answer only so long: what comes later comes into the silence. */
  private static final long STOP_ANSWER_NANOS = 5 * World.MS;

  /** Drives that were last sent a controlword that enables, and have not been read since. */
  private final Map<String, Integer> unread = new HashMap<>();

  private long spoiltAt = Long.MIN_VALUE / 2;

  CarefulBus(Scene scene) {
    super(Invariant.S31, scene);
  }

  /** An exchange is spoilt by a fault that every master must notice. */
  @Override
  void spoilt(LineFault.Kind kind) {
    switch (kind) {
      case DEAF, NONE, CRC, PARTIAL, WRONG_UNIT, WRONG_FUNCTION, SHORT, LONG, ECHO_ONLY ->
          spoiltAt = scene().nanos();
      default -> {}
    }
  }

  @Override
  boolean wantsReads() {
    return true;
  }

  @Override
  void read(int unit) {
    quiet("a read");
    if (!unread.isEmpty()) {
      scene().axisOf(unit).ifPresent(axis -> unread.remove(axis.name().key()));
    }
  }

  @Override
  void written(Frame frame) {
    if (!frame.stops()) {
      quiet("a write");
    }
    String axis = frame.axis().name().key();
    Integer word = frame.value(tower.model.Register.CONTROLWORD);
    if (word == null || !frame.enables()) {
      unread.remove(axis);
      return;
    }
    Integer before = unread.put(axis, word);
    must(
        before == null || !before.equals(word),
        "controlword %d is sent to the %s a second time, and nothing was read in between",
        word,
        axis);
  }

  @Override
  void lifeBegan() {
    unread.clear();
    spoiltAt = Long.MIN_VALUE / 2;
  }

  private void quiet(String what) {
    long since = scene().nanos() - spoiltAt;
    if (since >= QUARANTINE_NANOS - STOP_ANSWER_NANOS) {
      looked();
    } else {
      must(false, "%s %d ms after an exchange that went wrong", what, since / World.MS);
    }
  }
}
