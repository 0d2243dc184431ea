package tower.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Every refusal is counted in the journal, and a flood of them is a few rows. */
class RefusalLogTest {
  private static final long MINUTE = 60_000;
  private final RefusalLog log = new RefusalLog();

  @Test
  void theFirstIsDueAtOnceAndTheRestAMinuteLater() {
    log.note("shop", about("POST /v1/pickups"), "missing-scope", 1_000);
    assertThat(log.due(0))
        .containsExactly(
            new RefusalLog.Row(
                "shop", about("POST /v1/pickups"), "missing-scope", 1, 1_000, 1_000));
    log.note("shop", about("POST /v1/keys"), "missing-scope", 2_000);
    log.note("shop", about("POST /v1/keys"), "missing-scope", 3_000);
    assertThat(log.due(MINUTE - 1)).isEmpty();
    assertThat(log.due(MINUTE))
        .containsExactly(
            new RefusalLog.Row("shop", about("POST /v1/keys"), "missing-scope", 2, 2_000, 3_000));
    assertThat(log.due(9 * MINUTE)).isEmpty();
  }

  /** A million refusals a day, of many names, are no more rows than minutes, and none is lost. */
  @Test
  void aFloodIsANumberInARow() {
    long rows = 0;
    long counted = 0;
    for (int i = 0; i < 1_000_000; i++) {
      log.note("name-" + i % 1_000, about("any"), "too-many-requests", i);
      for (RefusalLog.Row row : log.due(i * 86L)) {
        rows++;
        counted += row.times();
      }
    }
    long minutes = 1_000_000 * 86L / MINUTE;
    assertThat(rows).isLessThanOrEqualTo(minutes + RefusalLog.BURST);
    for (long now = minutes; counted < 1_000_000; now++) {
      for (RefusalLog.Row row : log.due(now * MINUTE)) {
        counted += row.times();
      }
      assertThat(now).as("everything is told in the end").isLessThan(minutes + 200);
    }
    assertThat(counted).isEqualTo(1_000_000);
  }

  /** The disk was full: what it did not take comes with what has happened since. */
  @Test
  void whatWasNotWrittenIsCountedOn() {
    log.note("shop", about("POST /v1/pickups"), "voucher-used", 1);
    List<RefusalLog.Row> unwritten = log.due(0);
    log.note("shop", about("POST /v1/pickups"), "voucher-used", 2);
    log.putBack(unwritten);
    assertThat(log.due(MINUTE))
        .containsExactly(
            new RefusalLog.Row("shop", about("POST /v1/pickups"), "voucher-used", 2, 1, 2));
  }

  private static RefusalLog.About about(String what) {
    return new RefusalLog.About("127.0.0.1", what, "", "");
  }
}
