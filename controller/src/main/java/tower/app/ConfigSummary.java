package tower.app;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tower.config.TowerConfig;
import tower.model.AxisSpec;
import tower.model.Layout;

/** A tower's configuration in a few lines, for a person who checks that it is the right one. */
final class ConfigSummary {
  private ConfigSummary() {}

  static String of(TowerConfig config) {
    Layout layout = config.layout();
    return String.join(
        "\n",
        List.of(
            places(config),
            "axes: "
                + layout.axes().stream()
                    .map(a -> axis(config, a))
                    .collect(Collectors.joining(", ")),
            count(layout.inputs().names().size(), "input")
                + " and "
                + count(layout.outputs().names().size() + 2, "output")
                + " on the header and "
                + count(config.gpio().expanders().size(), "expander"),
            "line: " + line(config.serial())));
  }

  private static String places(TowerConfig config) {
    Layout layout = config.layout();
    TreeMap<Integer, Integer> heights = new TreeMap<>(Comparator.reverseOrder());
    layout.bays().forEach(b -> heights.merge(b.maxHeightMm(), 1, Integer::sum));
    long levels = layout.bays().stream().map(b -> b.reach().level()).distinct().count();
    String classes =
        heights.entrySet().stream()
            .map(e -> e.getValue() + " to " + e.getKey() + " mm")
            .collect(Collectors.joining(", "));
    return count(layout.bays().size(), "bay")
        + " on "
        + count(levels, "level")
        + " ("
        + classes
        + "), "
        + count(layout.portals().size(), "portal")
        + ", "
        + (config.serviceOpening().isPresent() ? "1 service opening" : "no service opening");
  }

  private static String axis(TowerConfig config, AxisSpec axis) {
    return axis.name().key()
        + " (unit "
        + axis.busUnit()
        + ", "
        + config.drive(axis.name()).name()
        + ")";
  }

  private static String line(TowerConfig.Serial serial) {
    return serial.baud()
        + " 8"
        + serial.parity().name().charAt(0)
        + "1"
        + String.format(Locale.ROOT, ", time-out %d ms, %s", serial.timeoutMs(), serial.port());
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
