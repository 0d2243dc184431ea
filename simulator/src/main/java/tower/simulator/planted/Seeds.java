package tower.simulator.planted;

import java.util.stream.LongStream;
import tower.simulator.scenario.Drawn;

/**
 * In which order seeds are tried: the one that found the bug last, and then from the beginning, by
 * turns one with everyday faults and one with everything.
 */
final class Seeds {
  private Seeds() {}

  /**
   * Seeds in their order.
   *
   * @param count so many
   * @param first tried before all others, {@link Searched#NONE} for none
   */
  static LongStream of(long count, long first) {
    LongStream byTurns = LongStream.range(0, count).map(Seeds::byTurns);
    return first == Searched.NONE
        ? byTurns
        : LongStream.concat(LongStream.of(first), byTurns.filter(s -> s != first)).limit(count);
  }

  private static long byTurns(long index) {
    return index % 2 == 0 ? 1 + index / 2 : Drawn.EVERYTHING_FROM + index / 2;
  }
}
