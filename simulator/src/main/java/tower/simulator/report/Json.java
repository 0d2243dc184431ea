package tower.simulator.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tower.simulator.check.Finding;
import tower.simulator.check.Invariant;
import tower.simulator.hunt.SeedReport;
import tower.simulator.scenario.What;

/** Pieces of the data that both kinds of page show. */
final class Json {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Json() {}

  static ObjectNode object() {
    return NODES.objectNode();
  }

  static ArrayNode array() {
    return NODES.arrayNode();
  }

  /** A number as short as it can be: whole where it is whole. */
  static void add(ArrayNode to, double value) {
    if (value == Math.rint(value)) {
      to.add((long) value);
    } else {
      to.add(Math.round(value * 1000) / 1000.0);
    }
  }

  /** Time and value in turn. */
  static ArrayNode track(Track track) {
    ArrayNode flat = array();
    for (double[] point : track.points()) {
      add(flat, Math.rint(point[0]));
      add(flat, point[1]);
    }
    return flat;
  }

  static ArrayNode tracks(List<Track> tracks) {
    ArrayNode all = array();
    tracks.forEach(t -> all.add(track(t)));
    return all;
  }

  static ArrayNode findings(List<Finding> findings) {
    ArrayNode all = array();
    for (Finding finding : findings) {
      all.add(
          object()
              .put("ms", finding.nanos() / 1_000_000)
              .put("invariant", finding.invariant())
              .put("text", finding.text()));
    }
    return all;
  }

  static ArrayNode histograms(List<Histogram> histograms) {
    ArrayNode all = array();
    for (Histogram one : histograms) {
      ObjectNode node = object().put("title", one.title()).put("unit", one.unit());
      node.put("total", one.total()).put("largest", Math.round(one.largest() * 10) / 10.0);
      ArrayNode labels = node.putArray("labels");
      one.labels().forEach(labels::add);
      ArrayNode counts = node.putArray("counts");
      one.counts().forEach(counts::add);
      all.add(node);
    }
    return all;
  }

  /** Bars with names of their own. */
  static ObjectNode counted(String title, Map<String, Long> counts) {
    ObjectNode node = object().put("title", title);
    ArrayNode bars = node.putArray("bars");
    counts.forEach((name, count) -> bars.add(array().add(name).add(count)));
    return node;
  }

  /** Every invariant that there is, with how often it was looked at and found broken. */
  static ArrayNode invariants(Map<String, Long> checks, List<SeedReport> reports) {
    TreeMap<String, Long> found = new TreeMap<>();
    for (SeedReport report : reports) {
      report.findings().forEach(f -> found.merge(f.invariant(), 1L, Long::sum));
    }
    ArrayNode all = array();
    for (Invariant invariant : Invariant.values()) {
      all.add(
          object()
              .put("name", invariant.key())
              .put("text", invariant.text())
              .put("cover", invariant.checked() ? "" : invariant.cover())
              .put("checks", checks.getOrDefault(invariant.key(), 0L))
              .put("found", found.getOrDefault(invariant.key(), 0L)));
    }
    return all;
  }

  /** Every fault that there is, with how often it happened. */
  static ArrayNode coverage(Map<String, Long> happened) {
    ArrayNode all = array();
    for (What what : What.faults()) {
      all.add(
          object()
              .put("name", what.key())
              .put("group", what.group().key())
              .put("text", what.text())
              .put("count", happened.getOrDefault(what.key(), 0L)));
    }
    return all;
  }
}
