package tower.core;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import tower.model.AxisName;
import tower.model.AxisReport;
import tower.model.InputImage;

/** What the tower is told of its machine: the truth, but for what a test has bent. */
final class Senses {
  /** Sensors that say this, whatever is the case. */
  final Map<Integer, Boolean> stuck = new HashMap<>();

  /** Sensors that say nothing. */
  final Set<Integer> dead = new HashSet<>();

  final Map<AxisName, UnaryOperator<AxisReport>> bent = new EnumMap<>(AxisName.class);
  private final int points;
  private InputImage image;

  Senses(int points) {
    this.points = points;
    image = InputImage.unknown(points);
  }

  void heal() {
    stuck.clear();
    dead.clear();
    bent.clear();
  }

  /** A new process has seen nothing yet. */
  void forget() {
    image = InputImage.unknown(points);
  }

  Event.Observed observed(Machine machine, long nowMs, String trouble) {
    for (int point = 0; point < points; point++) {
      boolean valid = !dead.contains(point);
      boolean on = stuck.getOrDefault(point, machine.reads(point));
      if (valid != image.valid(point) || (on != image.on(point) && valid)) {
        image = image.with(point, on, valid, nowMs);
      }
    }
    List<AxisReport> reports =
        machine.reports(nowMs).stream()
            .map(r -> bent.getOrDefault(r.axis(), UnaryOperator.identity()).apply(r))
            .toList();
    return new Event.Observed(image, reports, trouble);
  }
}
