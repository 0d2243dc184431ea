package tower.simulator.shrink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tower.simulator.demo.Sources;
import tower.simulator.hunt.Campaign;
import tower.simulator.hunt.Towers;
import tower.simulator.scenario.Drawn;
import tower.simulator.scenario.Happening;
import tower.simulator.scenario.Scenario;
import tower.simulator.scenario.ScenarioFile;
import tower.simulator.scenario.What;

/** Shrinking asks a question, so these tests answer it without a product that fails. */
final class ShrinkerTest {
  private static final List<String> TOWERS = List.of("tiny-4", "guangzhou-42");
  private static final int PLENTY = 5000;

  private static Scenario busy() {
    for (long seed = 1; ; seed++) {
      Scenario drawn = Drawn.scenario(seed, TOWERS);
      boolean both = has(drawn, What.DRIVE_TRIP) && has(drawn, What.SAFETY_CHAIN);
      if (both && drawn.tower().equals("guangzhou-42")) {
        return drawn;
      }
    }
  }

  private static boolean has(Scenario scenario, What what) {
    return scenario.happenings().stream().anyMatch(h -> h.what() == what);
  }

  /** Every pair out of forty is found, wherever its two halves stand. */
  @Test
  void ddminLeavesExactlyWhatIsNeeded() {
    List<Integer> all = IntStream.range(0, 40).boxed().toList();
    for (int one = 0; one < 40; one += 3) {
      for (int other = one + 1; other < 40; other += 5) {
        List<Integer> needed = List.of(one, other);
        assertThat(new Ddmin<Integer>(some -> some.containsAll(needed)).of(all)).isEqualTo(needed);
      }
    }
    assertThat(new Ddmin<Integer>(some -> true).of(all)).isEmpty();
    assertThat(new Ddmin<Integer>(all::equals).of(all)).isEqualTo(all);
  }

  @Test
  void whatIsNotNeededIsLeftOutAndNumbersBecomePlain() {
    Predicate<Scenario> fails =
        s -> has(s, What.DRIVE_TRIP) && has(s, What.SAFETY_CHAIN) && s.lengthS() >= 100;
    Scenario small = new Shrinker(fails, TOWERS, PLENTY).shrink(busy());
    assertThat(small.happenings())
        .extracting(Happening::what)
        .containsExactlyInAnyOrder(What.DRIVE_TRIP, What.SAFETY_CHAIN);
    assertThat(small.happenings())
        .allSatisfy(h -> {
          assertThat(h.atMs()).isZero();
          assertThat(h.lastsMs()).isZero();
          assertThat(h.waitsForTransfer()).isFalse();
        });
    assertThat(small.tower()).isEqualTo("tiny-4");
    assertThat(small.least()).isZero();
    assertThat(small.fullPercent()).isZero();
    assertThat(small.lengthS()).isBetween(100, 106);
  }

  /** A number that matters stays what it is, near enough to be plain. */
  @Test
  void aTimeThatMattersIsKept() {
    Predicate<Scenario> fails =
        s ->
            s.happenings().stream()
                .anyMatch(h -> h.what() == What.DRIVE_TRIP && h.atMs() >= 25_500);
    Scenario late = busy();
    List<Happening> happenings = new ArrayList<>(late.happenings());
    happenings.add(new Happening(97_654, What.DRIVE_TRIP, Happening.AT_ONCE, 0, 999));
    Scenario small = new Shrinker(fails, TOWERS, PLENTY).shrink(late.with(happenings));
    assertThat(small.happenings()).hasSize(1);
    assertThat(small.happenings().getFirst().atMs() % 1000).isZero();
  }

  @Test
  void itAsksNoOftenerThanItMayAndNeverAboutTheSameTwiceInARow() {
    List<Scenario> asked = new ArrayList<>();
    Shrinker shrinker =
        new Shrinker(
            s -> {
              asked.add(s);
              return has(s, What.DRIVE_TRIP);
            },
            TOWERS,
            7);
    assertThat(has(shrinker.shrink(busy()), What.DRIVE_TRIP)).isTrue();
    assertThat(shrinker.runs()).isEqualTo(7);
    assertThat(asked).hasSize(7).doesNotHaveDuplicates();
  }

  @Test
  void whatDoesNotFailIsNotShrunk() {
    assertThatThrownBy(() -> new Shrinker(s -> false, TOWERS, PLENTY).shrink(busy()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** With real runs: a day in which a drive tripped and the chain was opened, from its reports. */
  @Test
  void aRealRunShrinksToAFileThatShowsTheSame(@TempDir Path folder) throws Exception {
    Towers towers = Towers.read(Sources.config("towers"));
    Predicate<Scenario> fails =
        s ->
            Campaign.one(s, towers)
                .faults()
                .keySet()
                .containsAll(List.of(What.DRIVE_TRIP, What.SAFETY_CHAIN));
    Scenario small = new Shrinker(fails, TOWERS, 60).shrink(busy());
    assertThat(small.happenings()).hasSizeLessThanOrEqualTo(10);
    Path file = Files.writeString(folder.resolve("small.toml"), ScenarioFile.text(small));
    assertThat(ScenarioFile.read(file)).isEqualTo(small);
    assertThat(fails.test(ScenarioFile.read(file))).isTrue();
  }
}
