package tower.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is said of durations begins wide, comes to what was measured, and forgets what is old. */
class ExperienceTest {
  private static Experience measured(int times, long tookMs) {
    Experience e = Experience.NONE;
    for (int i = 0; i < times; i++) {
      e = e.with(Experience.What.TRAVEL, 10_000, tookMs);
    }
    return e;
  }

  @Test
  void nothingMeasuredIsSaidWidely() {
    Spread spread = Experience.NONE.of(Experience.What.TRAVEL, 10_000);
    assertThat(spread.halfMs()).isEqualTo(12_000);
    assertThat(spread.nineOfTenMs() - spread.halfMs()).isGreaterThan(6_000);
  }

  /** Without this the guess would stay in every estimate for ever. */
  @Test
  void whatIsMeasuredOutweighsTheGuess() {
    Spread spread = measured(64, 9_000).of(Experience.What.TRAVEL, 10_000);
    assertThat(spread.halfMs()).isBetween(8_900L, 9_100L);
    assertThat(spread.deviationMs()).isLessThan(300);
    assertThat(measured(64, 9_000).of(Experience.What.TRAVEL, 20_000).halfMs())
        .isBetween(17_800L, 18_200L);
  }

  /** A drive that was changed is faster from then on. */
  @Test
  void onlyTheLatestCount() {
    Experience e = measured(200, 30_000);
    for (int i = 0; i < Experience.KEPT; i++) {
      e = e.with(Experience.What.TRAVEL, 10_000, 10_000);
    }
    assertThat(e.measured(Experience.What.TRAVEL)).isEqualTo(Experience.KEPT);
    assertThat(e.of(Experience.What.TRAVEL, 10_000).halfMs()).isBetween(9_900L, 10_200L);
  }

  @Test
  void oneOutlierWidensWhatIsSaid() {
    long narrow = measured(20, 10_000).of(Experience.What.TRAVEL, 10_000).deviationMs();
    long wide =
        measured(20, 10_000)
            .with(Experience.What.TRAVEL, 10_000, 40_000)
            .of(Experience.What.TRAVEL, 10_000)
            .deviationMs();
    assertThat(wide).isGreaterThan(2 * narrow);
  }

  /** Clark's moments, worked out by hand: two alike, one far ahead, one certain in the middle. */
  @Test
  void whoeverIsLastIsLaterThanEither() {
    Spread one = Spread.of(60_000, 10_000);
    // a = 14142, E = 60000 + 14142 * 0.3989
    assertThat(one.later(one).meanMs()).isBetween(65_500L, 65_700L);
    assertThat(one.later(Spread.of(600_000, 1_000))).isEqualTo(Spread.of(600_000, 1_000));
    Spread certain = Spread.of(60_000, 0);
    assertThat(certain.later(one)).isEqualTo(one.later(certain));
    assertThat(certain.later(one).meanMs()).isBetween(63_900L, 64_050L);
    assertThat(certain.later(one).deviationMs()).isBetween(5_700L, 5_900L);
  }

  @Test
  void whatIsOverdueIsNotOver() {
    Spread visit = Spread.of(60_000, 30_000);
    assertThat(visit.after(20_000).meanMs()).isEqualTo(40_000);
    assertThat(visit.after(600_000).meanMs()).isEqualTo(10_000);
  }
}
