package tower.simulator;

import java.io.PrintWriter;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;
import tower.simulator.hunt.Catalogue;

/** What a campaign has hit of what there is to hit, for people and for programs. */
final class CoverageText {
  private final Catalogue catalogue;

  CoverageText(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Every mark with its count, and what was never hit. */
  void print(PrintWriter out, SortedMap<String, Long> hit) {
    out.println();
    out.println("marks: faults that began, branches of recovery");
    hit.forEach((mark, count) -> out.printf("%,9d  %s%n", count, mark));
    List<String> missed = catalogue.missed(hit);
    int all = catalogue.marks().size();
    out.printf("%n%d of %d listed marks were hit%n", all - missed.size(), all);
    if (!missed.isEmpty()) {
      out.println("never hit:");
      missed.forEach(mark -> out.println("  " + mark));
    }
    SortedMap<String, Long> unlisted = catalogue.unlisted(hit);
    if (!unlisted.isEmpty()) {
      out.println("hit, but in no table of the product: " + String.join("; ", unlisted.keySet()));
    }
    out.println();
  }

  /** The same as a part of a JSON object. */
  String json(SortedMap<String, Long> hit) {
    String counts =
        hit.entrySet().stream()
            .map(e -> "\"" + e.getKey() + "\":" + e.getValue())
            .collect(Collectors.joining(","));
    String missed =
        catalogue.missed(hit).stream()
            .map(mark -> "\"" + mark + "\"")
            .collect(Collectors.joining(","));
    return "\"coverage\":{" + counts + "},\"neverHit\":[" + missed + "]";
  }
}
