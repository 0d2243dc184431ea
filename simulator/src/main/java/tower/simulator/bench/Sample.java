package tower.simulator.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;

/** Figures of one kind from several rounds or events, and what can be said of them. */
final class Sample {
  private final double[] sorted;

  /** At least one figure. */
  Sample(double... figures) {
    if (figures.length == 0) {
      throw new IllegalArgumentException("a sample of nothing");
    }
    sorted = figures.clone();
    Arrays.sort(sorted);
  }

  static Sample of(List<Double> figures) {
    return new Sample(figures.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Ratios of figures that were taken side by side, round by round. */
  static Sample ratios(List<Double> of, List<Double> to) {
    if (of.size() != to.size()) {
      throw new IllegalArgumentException(of.size() + " figures are no pairs of " + to.size());
    }
    double[] ratios = new double[of.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = of.get(i) / to.get(i);
    }
    return new Sample(ratios);
  }

  /** The medians of so many consecutive parts of a run, or of every figure when there are fewer. */
  static Sample mediansOfParts(List<Double> figures, int parts) {
    int count = Math.min(parts, figures.size());
    double[] medians = new double[count];
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) i * figures.size() / count);
      int to = (int) ((i + 1L) * figures.size() / count);
      medians[i] = of(figures.subList(from, to)).median();
    }
    return new Sample(medians);
  }

  int count() {
    return sorted.length;
  }

  double min() {
    return sorted[0];
  }

  double max() {
    return sorted[sorted.length - 1];
  }

  double median() {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /**
   * The smallest figure that at least this share of all figures does not exceed (nearest rank): no
   * figure is made up between two measured ones.
   *
   * @param percent above 0, at most 100
   */
  double percentile(double percent) {
    // Rounded a little down first: 99.9 percent of 1,000 are 999 and not 999.0000000001.
    int rank = (int) Math.ceil(percent / 100 * sorted.length - 1e-9);
    return sorted[Math.clamp(rank, 1, sorted.length) - 1];
  }

  /** How far the figures lie apart, as a share of their median. */
  double spread() {
    return (max() - min()) / median();
  }

  ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    return node.put("median", median()).put("min", min()).put("max", max()).put("count", count());
  }

  /** As {@link #json} with the percentiles of a latency. */
  ObjectNode latencyJson() {
    return json()
        .put("p50", percentile(50))
        .put("p99", percentile(99))
        .put("p99.9", percentile(99.9));
  }
}
