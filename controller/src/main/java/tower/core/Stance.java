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

  /**
   * After this look. A flag that goes off was not stuck, and who has the key may turn the axes by
   * hand: both begin it anew. An axis is not compared any more once it was ordered to move, or when
   * its drive was lost and may count from elsewhere. What cannot be seen changes nothing.
   */
  Stance look(Turn t) {
    Points p = t.layout().inputs();
    InputImage inputs = t.inputs();
    if (inputs.off(p.carrierLevel()) || inputs.on(p.key())) {
      return NONE;
    }
    if (axes.isEmpty()) {
      boolean begins =
          inputs.on(p.carrierLevel()) && inputs.off(p.key()) && !Witness.shuttleHome(t);
      return begins ? of(t.seen.axes(), null) : this;
    }
    for (AxisReport then : axes) {
      if (!comparable(then, t.axis(then.axis()))) {
        return of(axes, t);
      }
    }
    return this;
  }

  /** Those that can be compared: with what is seen now, where that is given. */
  private static Stance of(List<AxisReport> all, @Nullable Turn now) {
    List<AxisReport> axes = new ArrayList<>(2);
    for (AxisReport axis : all) {
      AxisReport seen = now == null ? axis : now.axis(axis.axis());
      if (axis.axis() != AxisName.SHUTTLE && comparable(axis, seen)) {
        axes.add(axis);
      }
    }
    return axes.isEmpty() ? NONE : new Stance(List.copyOf(axes));
  }

  private static boolean comparable(AxisReport then, @Nullable AxisReport now) {
    return now != null
        && now.moveId() == then.moveId()
        && (now.link() == Link.UP || now.link() == Link.DOUBTFUL);
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
