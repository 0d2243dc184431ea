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
    must(all.size() == seen, "%s", all.isEmpty() ? "" : all.getLast());
    seen = all.size();
  }

  @Override
  void over() {
    settled();
  }
}
