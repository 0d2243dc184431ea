package tower.simulator.cuts;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What one life of the process went through.
 *
 * @param boundaries how many boundaries it passed
 * @param coins those at which a commit was in flight
 */
public record Life(int boundaries, BitSet coins) {
  /** Every way in which this life could have been cut short. */
  List<Cut> cuts() {
    List<Cut> all = new ArrayList<>();
    for (int at = 1; at <= boundaries; at++) {
      all.add(new Cut(at, false));
      if (coins.get(at)) {
        all.add(new Cut(at, true));
      }
    }
    return all;
  }

  /** How many ways that are. */
  int ways() {
    return boundaries + coins.cardinality();
  }
}
