package tower.simulator.hunt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tower.core.Fact;
import tower.model.PickupState;
import tower.simulator.demo.Sources;
import tower.simulator.scenario.Happening;
import tower.simulator.scenario.Scenario;
import tower.simulator.scenario.What;

/** Rude clients are heard, and come to nothing. */
final class ApiFaultsTest {
  private static Towers towers;

  @BeforeAll
  static void readTowers() throws Exception {
    towers = Towers.read(Sources.config("towers"));
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.INCLUDE,
      names = {
        "BAD_NETWORK",
        "NONSENSE",
        "STRANGE_IDS",
        "RIVALS",
        "FLOOD",
        "WRONG_CODES",
        "SECOND_THOUGHTS",
        "COMES_TWICE",
        "NO_SHOW",
        "INTRUDERS"
      })
  void everyoneIsHeard(What what) {
    SeedReport polite = run();
    SeedReport rude = run(what, what, what);
    assertThat(rude.findings()).isEmpty();
    assertThat(rude.faults()).containsEntry(what, 3);
    assertThat(rude.hash()).isNotEqualTo(polite.hash());
  }

  @Test
  void nonsenseIsAnsweredAndStrangersAreToo() {
    long polite = run().checks().get("S32");
    assertThat(run(What.NONSENSE).checks().get("S32")).isGreaterThan(polite + 3);
    assertThat(run(What.STRANGE_IDS).checks().get("S32")).isGreaterThan(polite + 1);
  }

  @Test
  void aFloodIsRefusedAndServedAfterwards() {
    SeedReport rude = run(What.FLOOD);
    assertThat(rude.checks().get("S34")).isGreaterThan(run().checks().get("S34") + 69);
    assertThat(rude.figures().retrievals()).isPositive();
  }

  @Test
  void whoMayNotIsTurnedAway() {
    SeedReport rude = run(What.INTRUDERS);
    assertThat(rude.findings()).isEmpty();
    assertThat(rude.checks().get("S26")).isGreaterThan(run().checks().get("S26") + 3);
    assertThat(rude.journal())
        .anyMatch(n -> n.fact() instanceof Fact.TurnedAway away && away.who().equals("nobody"));
  }

  @Test
  void aThiefLosesTheCarToTheBays() {
    SeedReport rude = run(What.WRONG_CODES);
    assertThat(becomes(rude, PickupState.RESTOWED)).isPositive();
    assertThat(becomes(run(), PickupState.RESTOWED)).isZero();
  }

  @Test
  void oneOfTwoRivalsGetsTheCar() {
    SeedReport rude = run(What.RIVALS, What.RIVALS, What.RIVALS);
    assertThat(becomes(rude, PickupState.QUEUED)).isEqualTo(becomes(run(), PickupState.QUEUED) + 3);
  }

  private static long becomes(SeedReport report, PickupState state) {
    Predicate<Noted> does =
        n -> n.fact() instanceof Fact.PickupSet set && set.pickup().state() == state;
    return report.journal().stream().filter(does).count();
  }

  /** Two customers of a large tower, and what is done to it meanwhile. */
  private static SeedReport run(What... rude) {
    List<Happening> happenings = new ArrayList<>();
    happenings.add(new Happening(100_000, What.PICKUP, Happening.AT_ONCE, 0, 100));
    happenings.add(new Happening(105_000, What.PICKUP, Happening.AT_ONCE, 0, 101));
    IntStream.range(0, rude.length)
        .forEach(i ->
            happenings.add(
                new Happening(101_000 + 10_000 * i, rude[i], Happening.AT_ONCE, 20_000, i)));
    return Campaign.one(
        new Scenario(5, "guangzhou-42", 400, 390, 50, 3600, 3600, 0, happenings), towers);
  }
}
