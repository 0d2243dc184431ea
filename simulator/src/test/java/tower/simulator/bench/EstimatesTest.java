package tower.simulator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tower.simulator.demo.Sources;
import tower.simulator.hunt.Campaign;
import tower.simulator.hunt.Towers;

/** What the tower promises it keeps, in two hours with unruly customers and no faults. */
class EstimatesTest {
  private static final long MOST_OFF_MS = 20_000;

  @Test
  void promisesAreKeptOverTwoHours() throws Exception {
    Promised promised = new Promised();
    Towers towers = Towers.read(Sources.config("towers"));
    assertThat(
            Campaign.one(EstimatesCommand.day(1, "guangzhou-42", 7200, 240), towers, promised).ok())
        .isTrue();
    EstimatesReport report = EstimatesReport.of(2, promised, 0);
    assertThat(report.accepted().count()).isGreaterThan(20);
    assertThat(report.honest(MOST_OFF_MS)).as(report.text()).isTrue();
  }

  /** A tower that promises everything at once keeps nothing, and the report says so. */
  @Test
  void boldPromisesAreNotHonest() {
    List<Promised.Kept> bold =
        List.of(
            new Promised.Kept(Promised.Made.AT_ACCEPTANCE, 0, 1_000, 2_000, 60_000),
            new Promised.Kept(Promised.Made.AT_ACCEPTANCE, 0, 1_000, 2_000, 1_500));
    EstimatesReport.Figures figures = EstimatesReport.Figures.of(bold);
    assertThat(figures.keptPermille()).isEqualTo(500);
    assertThat(figures.offNineOfTenMs()).isEqualTo(59_000);
    assertThat(new EstimatesReport(1, 0, 0, figures, figures).honest(MOST_OFF_MS)).isFalse();
  }
}
