package tower.simulator.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How often a number fell between which bounds; many numbers take no more room than few. */
final class Histogram {
  private final String title;
  private final String unit;
  private final double[] bounds;
  private final long[] counts;
  private long total;
  private double largest;

  /**
   * An empty one.
   *
   * @param bounds rising: the first bar holds what is below the first, the last what is not below
   *     the last
   */
  Histogram(String title, String unit, double... bounds) {
    this.title = title;
    this.unit = unit;
    this.bounds = bounds.clone();
    counts = new long[bounds.length + 1];
  }

  void add(double value) {
    int bar = 0;
    while (bar < bounds.length && value >= bounds[bar]) {
      bar++;
    }
    counts[bar]++;
    largest = total == 0 ? value : Math.max(largest, value);
    total++;
  }

  void add(Histogram other) {
    if (!Arrays.equals(bounds, other.bounds)) {
      throw new IllegalArgumentException(title + " and " + other.title + " have other bounds");
    }
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    largest = total == 0 ? other.largest : Math.max(largest, other.largest);
    total += other.total;
  }

  String title() {
    return title;
  }

  String unit() {
    return unit;
  }

  long total() {
    return total;
  }

  double largest() {
    return largest;
  }

  /** The count of each bar. */
  List<Long> counts() {
    return Arrays.stream(counts).boxed().toList();
  }

  /** What each bar holds, as it is written under it. */
  List<String> labels() {
    List<String> labels = new ArrayList<>();
    labels.add("< " + plain(bounds[0]));
    for (int i = 1; i < bounds.length; i++) {
      labels.add(plain(bounds[i - 1]) + "–" + plain(bounds[i]));
    }
    labels.add("≥ " + plain(bounds[bounds.length - 1]));
    return labels;
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) ? String.valueOf((long) bound) : String.valueOf(bound);
  }
}
