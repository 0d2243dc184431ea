package tower.simulator.hunt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tower.simulator.check.Finding;
import tower.simulator.check.Invariant;
import tower.simulator.demo.Sources;
import tower.simulator.scenario.Drawn;
import tower.simulator.scenario.Scenario;
import tower.simulator.scenario.ScenarioFile;
import tower.simulator.scenario.What;

/** A small hunt in every build; the large one is a command. */
final class HuntTest {
  private static Towers towers;

  @BeforeAll
  static void readTowers() throws Exception {
    towers = Towers.read(Sources.config("towers"));
  }

  @Test
  void fortySeedsFindNothing() throws Exception {
    Campaign.Summary summary =
        new Campaign(towers, new SeedRange(1, 40), 2, false, false).run(new Silent());
    assertThat(summary.failed()).isEmpty();
    assertThat(summary.fewest()).isGreaterThanOrEqualTo(4);
    assertThat(summary.retrievals()).isPositive();
    assertThat(summary.faults().keySet())
        .containsExactlyInAnyOrderElementsOf(
            What.faults().stream().filter(What::everyday).map(What::key).toList());
    // These two look only where something is broken for good.
    List<String> idle = List.of("L6", "L7");
    assertThat(summary.checks())
        .allSatisfy((name, count) -> {
          if (!idle.contains(name)) {
            assertThat(count).as(name).isPositive();
          }
        });
  }

  /** Time, order of threads or of a hash map in a decision would show here. */
  @Test
  void oneSeedGivesOneHash() {
    for (long seed : new long[] {2, 5, 44}) {
      assertThat(Campaign.one(seed, towers).hash()).isEqualTo(Campaign.one(seed, towers).hash());
    }
    assertThat(Campaign.one(2, towers).hash()).isNotEqualTo(Campaign.one(3, towers).hash());
  }

  /**
   * The wall clock decides nothing but what is due at a time of day: a run under another one is the
   * same to the last bit.
   */
  @Test
  void anotherWallClockGivesTheSameHash() {
    for (long seed : new long[] {2, 5, 44}) {
      assertThat(Campaign.underJumpingClock(undated(seed), towers).hash())
          .isEqualTo(Campaign.underUntrustedClock(undated(seed), towers).hash());
    }
  }

  private Scenario undated(long seed) {
    return Drawn.scenario(seed, towers.names()).undated();
  }

  @Test
  void twoHashesAreAFinding() {
    SeedReport one = Campaign.one(2, towers);
    assertThat(Campaign.compare(one, one, Invariant.S30, "again").findings()).isEmpty();
    assertThat(Campaign.compare(one, Campaign.one(3, towers), Invariant.S30, "again").findings())
        .extracting(Finding::invariant)
        .containsExactly("S30");
  }

  /** What a seed draws can be written to a file, and what is read runs as the seed did. */
  @Test
  void aWrittenScenarioRunsAsItsSeed(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("five.toml");
    Files.writeString(file, ScenarioFile.text(Drawn.scenario(5, towers.names())));
    assertThat(Campaign.one(ScenarioFile.read(file), towers).hash())
        .isEqualTo(Campaign.one(5, towers).hash());
  }

  @Test
  void everySeedIsToldOnceWhateverTheNumberOfThreads() throws Exception {
    Silent listener = new Silent();
    Campaign.Summary parallel =
        new Campaign(towers, new SeedRange(1, 6), 3, false, false).run(listener);
    Campaign.Summary one =
        new Campaign(towers, new SeedRange(1, 6), 1, false, false).run(new Silent());
    assertThat(listener.seeds).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(parallel.hash()).isEqualTo(one.hash());
  }

  @Test
  void rangesAreReadAsTheyAreWritten() {
    assertThat(SeedRange.parse("3..7")).isEqualTo(new SeedRange(3, 7));
    assertThat(SeedRange.parse("9").size()).isEqualTo(1);
    for (String wrong : List.of("7..3", "a..b", "1..2..3", "-1..2", "")) {
      assertThatThrownBy(() -> SeedRange.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** Remembers which seeds ended. */
  private static final class Silent implements Campaign.Listener {
    private final List<Long> seeds = new ArrayList<>();

    @Override
    public void begins(SeedRange range, int jobs) {
      seeds.clear();
    }

    @Override
    public void ended(SeedReport report) {
      seeds.add(report.seed());
    }
  }
}
