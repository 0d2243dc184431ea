package tower.store;

import java.util.List;
import tower.core.Fact;

/**
 * Facts that become durable together, in one transaction.
 *
 * @param firstSeq journal sequence of the first fact; the others follow without a gap
 * @param utcMs wall time for the journal's readers
 * @param facts at least one
 */
public record Batch(long firstSeq, long utcMs, List<Fact> facts) {
  public Batch {
    facts = List.copyOf(facts);
  }

  /** Journal sequence of the last fact. */
  public long lastSeq() {
    return firstSeq + facts.size() - 1;
  }
}
