package tower.simulator.cuts;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import tower.simulator.check.Finding;
import tower.simulator.hunt.Noted;

/**
 * What came of a case.
 *
 * @param name the case
 * @param hash of everything that happened: the same at every run of the case
 * @param findings what did not hold, none when all is well
 * @param lives the lives of the process, in their order
 * @param checks how often each invariant was looked at
 * @param virtualNanos how long it lasted in its own time
 * @param journal every durable fact, when it was asked for or something was found
 */
public record CaseReport(
    Case name,
    long hash,
    List<Finding> findings,
    List<Life> lives,
    SortedMap<String, Long> checks,
    long virtualNanos,
    List<Noted> journal) {
  /** True when nothing was found. */
  public boolean ok() {
    return findings.isEmpty();
  }

  /** The hash as it is printed. */
  public String hashText() {
    return String.format(Locale.ROOT, "%016x", hash);
  }
}
