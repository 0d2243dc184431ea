package tower.simulator.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A quantity over time, as points between which it changes evenly or, where it jumps, as steps.
 *
 * <p>A point that says what the last one said is not kept.
 */
final class Track {
  private final List<double[]> points = new ArrayList<>();

  /** The quantity at a time, no earlier than any before. */
  void at(long nanos, double value) {
    if (!points.isEmpty() && points.getLast()[1] == value) {
      return;
    }
    points.add(new double[] {nanos / 1e6, value});
  }

  /** The same for a quantity that moves evenly to the next point: its rest is kept, too. */
  void through(long nanos, double value) {
    int size = points.size();
    boolean rests = size >= 2 && points.getLast()[1] == value && points.get(size - 2)[1] == value;
    if (rests) {
      points.getLast()[0] = nanos / 1e6;
    } else {
      points.add(new double[] {nanos / 1e6, value});
    }
  }

  /** Time in ms and value, one after the other. */
  List<double[]> points() {
    return points;
  }
}
