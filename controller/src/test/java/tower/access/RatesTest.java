package tower.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How often each may ask. */
class RatesTest {
  private static final long SECOND = 1_000_000_000L;
  private final Rates rates = new Rates(10, 3);

  private int taken(String name, long nowNanos) {
    int taken = 0;
    while (rates.ask(name, nowNanos) == 0) {
      taken++;
    }
    return taken;
  }

  @Test
  void afterASilenceTwoSecondsWorthComeAtOnce() {
    assertThat(taken("a", 0)).isEqualTo(20);
    assertThat(rates.ask("a", 0)).isEqualTo(SECOND / 10);
    assertThat(taken("a", SECOND / 10)).isEqualTo(1);
    assertThat(taken("a", 100 * SECOND)).as("never more, however long it was").isEqualTo(20);
  }

  /** Whoever floods does so at his own cost. */
  @Test
  void oneDoesNotTakeAnothersShare() {
    taken("a", 0);
    assertThat(taken("b", 0)).isEqualTo(20);
  }

  /** A clock may have begun anywhere, and what is refused costs nothing. */
  @Test
  void overAnHourItIsTheRate() {
    long begin = Long.MAX_VALUE - 1_800 * SECOND;
    int taken = 0;
    for (long now = 0; now < 3_600 * SECOND; now += SECOND / 50) {
      taken += rates.ask("a", begin + now) == 0 ? 1 : 0;
    }
    assertThat(taken).isBetween(36_000, 36_020);
  }

  @Test
  void addressesWithoutEndTakeNoPlaceWithoutEnd() {
    for (int i = 0; i < 10_000; i++) {
      rates.ask("address " + i, i);
    }
    assertThat(rates.kept()).isEqualTo(3);
  }
}
