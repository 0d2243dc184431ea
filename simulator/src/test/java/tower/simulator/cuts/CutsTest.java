package tower.simulator.cuts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tower.core.Fact;
import tower.simulator.check.Finding;
import tower.simulator.demo.Sources;
import tower.simulator.hunt.SeedReport;
import tower.simulator.hunt.Towers;
import tower.store.Batch;

/** A few cuts of every kind in every build; all of them are a command. */
final class CutsTest {
  private static Towers towers;

  @BeforeAll
  static void readTowers() throws Exception {
    towers = Towers.read(Sources.config("towers"));
  }

  @ParameterizedTest(name = "board only: {0}")
  @ValueSource(booleans = {false, true})
  void everyKindComesToItsEndWhereverItIsCut(boolean boardOnly) throws Exception {
    Seen seen = new Seen(false);
    Tally tally =
        new Cuts(towers, List.of(Kind.values()), boardOnly, 2)
            .run(new Cuts.Extent(120, 12, 1), seen);
    assertThat(seen.failures).isEmpty();
    assertThat(tally.ok()).isTrue();
    assertThat(tally.rows()).hasSameSizeAs(Kind.values());
    assertThat(tally.rows().values()).allSatisfy(row -> assertThat(row.singles()).isPositive());
    assertThat(tally.rows().values().stream().mapToLong(Tally.Row::pairs).sum()).isEqualTo(12);
    assertThat(tally.checks()).containsKeys("S9", "S13", "S14", "S15", "S16", "S24", "L1", "L3");
    assertThat(tally.checks().get("S24")).isPositive();
    assertThat(tally.checks().get("S14")).isPositive();
  }

  /** Without this no line of a failure could be trusted to show it again. */
  @Test
  void aCaseHappensAgainAsItsNameSays() {
    Case name = new Case(Kind.RETRIEVAL, false, List.of(new Cut(120, true), new Cut(60, false)));
    CaseReport once = Cuts.one(name, towers);
    CaseReport again = Cuts.one(name, towers);
    assertThat(again.hash()).isEqualTo(once.hash());
    assertThat(again.journal()).isEqualTo(once.journal());
    assertThat(once.lives()).hasSize(3);
    assertThat(once.lives().subList(0, 2)).extracting(Life::boundaries).containsExactly(120, 60);
    assertThat(
            Cuts.one(new Case(Kind.RETRIEVAL, false, List.of(new Cut(121, true))), towers).hash())
        .isNotEqualTo(once.hash());
  }

  /** What is in flight at a cut is lost in one run and kept in the other. */
  @Test
  void bothSidesOfTheCoinAreSeen() {
    Life nominal = Cuts.one(new Case(Kind.START, false, List.of()), towers).lives().getFirst();
    int at = nominal.coins().nextSetBit(0);
    assertThat(at).isPositive();
    List<Integer> facts = new ArrayList<>();
    for (boolean lost : new boolean[] {true, false}) {
      CaseReport report = Cuts.one(new Case(Kind.START, false, List.of(new Cut(at, lost))), towers);
      assertThat(report.findings()).isEmpty();
      facts.add(report.journal().size());
    }
    assertThat(facts.get(0)).isLessThan(facts.get(1));
    assertThat(nominal.cuts()).contains(new Cut(at, true), new Cut(at, false));
    assertThat(nominal.ways()).isEqualTo(nominal.cuts().size());
  }

  /** A commit that is torn at the cut: without a cut nobody could tell. */
  @Test
  void aStoreThatForgetsTheLastRowIsFound() throws Exception {
    Seen seen = new Seen(true);
    Cuts cuts =
        new Cuts(
            towers,
            List.of(Kind.RETRIEVAL),
            false,
            2,
            disk -> disk.atCut(CutsTest::withoutItsLastRow));
    Tally tally = cuts.run(new Cuts.Extent(3, 0, 1), seen);
    assertThat(tally.ok()).isFalse();
    assertThat(tally.failed())
        .allSatisfy(r -> assertThat(r.name().cuts()).isNotEmpty())
        .extracting(r -> r.name().replay())
        .allMatch(line -> line.startsWith("tower-sim cuts --kind retrieval --at "));
  }

  private static List<Batch> withoutItsLastRow(List<Batch> group) {
    List<Batch> some = new ArrayList<>(group);
    Batch last = some.removeLast();
    List<Fact> facts = last.facts().subList(0, last.facts().size() - 1);
    if (!facts.isEmpty()) {
      some.add(new Batch(last.firstSeq(), last.utcMs(), facts));
    }
    return some;
  }

  @Test
  void aSampleOfPairsHasEachPairOnceAndItsSeedAlone() {
    Pairs pairs = new Pairs(2);
    for (int i = 0; i < 2; i++) {
      Case name = new Case(Kind.START, false, List.of(new Cut(i + 1, true)));
      BitSet coins = new BitSet();
      coins.set(2);
      Life life = new Life(3, coins);
      pairs.add(
          i, new CaseReport(name, 0, List.of(), List.of(life), new TreeMap<>(), 0, List.of()));
    }
    assertThat(pairs.total()).isEqualTo(8);
    assertThat(Arrays.stream(pairs.sample(8, 1)).mapToObj(pairs::get))
        .doesNotHaveDuplicates()
        .hasSize(8);
    long[] some = pairs.sample(5, 7);
    assertThat(Arrays.stream(some).distinct().count()).isEqualTo(5);
    assertThat(pairs.sample(5, 7)).isEqualTo(some);
    assertThat(pairs.get(7).replay())
        .isEqualTo("tower-sim cuts --kind start --at 2 --lost --then 3");
  }

  /** Whatever 32 clients were told in the instants around a cut stands, and happened once. */
  @Test
  void busyDaysHaveTheirCutsAndLoseNothing() throws Exception {
    BusyDays busy = new BusyDays(towers, 32, true, 2);
    List<SeedReport> days = busy.run(10, 1, (made, report) -> {});
    assertThat(days.stream().mapToLong(BusyDays::cuts).sum()).isGreaterThanOrEqualTo(10);
    assertThat(days).allSatisfy(day -> assertThat(day.findings()).isEmpty());
    assertThat(busy.tally().whole()).isTrue();
    assertThat(busy.tally().acknowledged()).isGreaterThan(500);
    assertThat(busy.tally().mostInFlight()).isEqualTo(32);
  }

  /** The control: without a sync for each commit a power cut takes what was acknowledged. */
  @Test
  void withoutSyncsTheLossIsSeen() throws Exception {
    BusyDays busy = new BusyDays(towers, 32, false, 2);
    List<SeedReport> days = busy.run(10, 1, (made, report) -> {});
    assertThat(busy.tally().lost()).isPositive();
    assertThat(days)
        .flatExtracting(SeedReport::findings)
        .extracting(Finding::invariant)
        .contains("S24");
  }

  /** Remembers what failed. */
  private static final class Seen implements Cuts.Listener {
    private final List<String> failures = new ArrayList<>();
    private final boolean first;

    Seen(boolean first) {
      this.first = first;
    }

    @Override
    public void begins(String stage, long cases) {}

    @Override
    public boolean ended(CaseReport report) {
      for (Finding finding : report.findings()) {
        failures.add(report.name().replay() + ": " + finding);
      }
      return report.ok() || !first;
    }
  }
}
