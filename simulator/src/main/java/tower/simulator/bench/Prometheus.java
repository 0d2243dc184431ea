package tower.simulator.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the text that {@code /metrics} answers. */
final class Prometheus {
  private Prometheus() {}

  /** The figures of these names that stand there without labels. */
  static Map<String, Double> figures(String text, List<String> names) {
    Map<String, Double> figures = new TreeMap<>();
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> {
          int space = line.lastIndexOf(' ');
          if (space > 0 && names.contains(line.substring(0, space))) {
            figures.put(line.substring(0, space), Double.parseDouble(line.substring(space + 1)));
          }
        });
    return figures;
  }
}
