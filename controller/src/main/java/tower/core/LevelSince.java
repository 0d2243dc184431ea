package tower.core;

import java.util.List;
import tower.model.AxisName;
import tower.model.AxisReport;
import tower.model.Link;

/**
 * What bears a shuttle that is out, as it was when the landing's flag was first seen under it. A
 * flag that is still on after an encoder has counted more than the flag is wide sticks: for that
 * any count is good, from a reference or not.
 *
 * @param axes the axes under the shuttle as they were then; empty while nothing can be compared
 */
public record LevelSince(List<AxisReport> axes) {
  static final LevelSince NOTHING = new LevelSince(List.of());

  /**
   * After this look. It begins anew with every change of the flag, with a drive that was lost and
   * may count from elsewhere, and with the key: who has it may have turned the axes by hand.
   */
  LevelSince look(Turn t) {
    boolean out = !Witness.shuttleHome(t);
    boolean level = t.inputs().on(t.layout().inputs().carrierLevel());
    boolean key = !t.inputs().off(t.layout().inputs().key());
    if (!out || !level || key || t.seen.axes().stream().anyMatch(LevelSince::lost)) {
      return NOTHING;
    }
    return axes.isEmpty()
        ? new LevelSince(
            t.seen.axes().stream().filter(axis -> axis.axis() != AxisName.SHUTTLE).toList())
        : this;
  }

  private static boolean lost(AxisReport axis) {
    return axis.link() != Link.UP && axis.link() != Link.DOUBTFUL;
  }

  /** How far an axis has gone since, in its own unit; 0 where nothing can be compared. */
  long gone(AxisReport now) {
    for (AxisReport then : axes) {
      if (then.axis() == now.axis()) {
        return Math.abs((long) now.position() - then.position());
      }
    }
    return 0;
  }
}
