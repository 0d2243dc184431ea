package tower.simulator.check;

import java.util.List;
import tower.simulator.plant.Violation;

/** What the steel itself complains of: cars into cars, shuttles into walls, doors on people. */
final class SoundSteel extends Checker {
  private int seen;

  SoundSteel(Scene scene) {
    super(Invariant.STEEL, scene);
  }

  @Override
  void settled() {
    List<Violation> all = scene().plant().violations();
    Violation first = null;
    for (; seen < all.size(); seen++) {
      first = first == null && !excused(all.get(seen)) ? all.get(seen) : first;
    }
    must(first == null, "%s", first == null ? "" : first);
  }

  /**
   * A lift whose brake does not hold sinks without torque, wherever the shuttle is, and a shuttle
   * on its way needs its ramp to stop.
   */
  private boolean excused(Violation violation) {
    boolean slipped =
        violation.kind() == Violation.Kind.CARRIER_SLIPPED_SHUTTLE_OUT
            || violation.kind() == Violation.Kind.SHUTTLE_MOVED_CARRIER_MOVING
            || violation.kind() == Violation.Kind.SHUTTLE_INTO_STEEL;
    return slipped && scene().broken().brakeSlips();
  }

  @Override
  void over() {
    settled();
  }
}
