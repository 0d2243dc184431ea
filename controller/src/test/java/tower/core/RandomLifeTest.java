package tower.core;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Lives out of seeds: never wrong while faults last, everything ended once they stop. */
class RandomLifeTest {
  private static final long SEEDS = Long.getLong("lives", 40);

  @TestFactory
  Stream<DynamicTest> livesEndWell() {
    long first = Long.getLong("life", 1);
    return LongStream.range(first, first + SEEDS)
        .mapToObj(seed ->
            DynamicTest.dynamicTest(
                "seed " + seed,
                () -> {
                  RandomLife life = new RandomLife(seed);
                  life.live(3_000);
                  life.end();
                }));
  }
}
