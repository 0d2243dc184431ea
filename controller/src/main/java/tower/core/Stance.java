package tower.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tower.model.AxisName;
import tower.model.AxisReport;
import tower.model.InputImage;
import tower.model.Link;
import tower.model.Points;

/**
 * Where the axes under a shuttle that is out stood when a landing's flag was seen under it. None of
 * them may go from there: one that has, while the flag still says "level", has sunk or was pushed,
 * and the flag sticks. For that any count is good, from a reference or not.
 *
 * @param axes their reports then; empty while nothing can be compared
 */
public record Stance(List<AxisReport> axes) {
  static final Stance NONE = new Stance(List.of());

  /** A drive that was switched off and on needs longer than this to answer again. */
  private static final int RESTART_MS = 1_000;

  /**
   * After this look. A flag that goes off was not stuck, and who has the key may turn the axes by
   * hand: both begin it anew. So does, for one axis, an order to it, and a drive that was not heard
   * for so long that it may count from elsewhere. What cannot be seen for less changes nothing.
   */
  Stance look(Turn t) {
    Points p = t.layout().inputs();
    InputImage inputs = t.inputs();
    if (inputs.off(p.carrierLevel()) || inputs.on(p.key())) {
      return NONE;
    }
    boolean begins = inputs.on(p.carrierLevel()) && inputs.off(p.key()) && !Witness.shuttleHome(t);
    for (AxisReport now : t.seen.axes()) {
      AxisReport then = then(now);
      if (then == null ? begins && counts(now) : !comparable(t, then, now)) {
        return after(t, begins);
      }
    }
    return this;
  }

  private Stance after(Turn t, boolean begins) {
    List<AxisReport> next = new ArrayList<>(2);
    for (AxisReport now : t.seen.axes()) {
      AxisReport then = then(now);
      if (then != null && comparable(t, then, now)) {
        next.add(then);
      } else if (begins && counts(now)) {
        next.add(now);
      }
    }
    return next.isEmpty() ? NONE : new Stance(List.copyOf(next));
  }

  private @Nullable AxisReport then(AxisReport now) {
    for (AxisReport then : axes) {
      if (then.axis() == now.axis()) {
        return then;
      }
    }
    return null;
  }

  private static boolean comparable(Turn t, AxisReport then, AxisReport now) {
    AxisReport last = t.axisBefore(now.axis());
    boolean heard = last != null && now.polledMs() - last.polledMs() <= RESTART_MS;
    return heard && now.moveId() == then.moveId();
  }

  private static boolean counts(AxisReport axis) {
    return axis.axis() != AxisName.SHUTTLE
        && (axis.link() == Link.UP || axis.link() == Link.DOUBTFUL);
  }

  /** How far an axis has gone since, in its own unit; 0 where nothing can be compared. */
  long gone(AxisReport now) {
    AxisReport then = then(now);
    return then == null ? 0 : Math.abs((long) now.position() - then.position());
  }
}
