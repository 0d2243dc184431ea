package tower.voucher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * 20,000 hostile texts; a million with {@code mvn -pl controller test -Dtest=VoucherFuzzTest
 * -Dvoucher.fuzz=1000000}, from other seeds with {@code -Dvoucher.seed}.
 */
class VoucherFuzzTest {
  private static final int COUNT = Integer.getInteger("voucher.fuzz", 20_000);
  private static final long SEED = Long.getLong("voucher.seed", 20_261_128);

  @Test
  void nothingPassesThatWasNotMadeForThisTower() {
    VoucherFuzz.Outcome outcome = new VoucherFuzz(SEED).run(COUNT);
    assertThat(outcome.wrong()).as("wrongly accepted, seed %s", SEED).isEmpty();
    assertThat(outcome.genuine()).isEqualTo((COUNT + 7) / 8);
  }

  /**
   * A way that makes nothing hostile, or a check that nothing ever reaches, would prove nothing.
   */
  @Test
  void everyWayIsRefusedAndEveryCheckIsReached() {
    VoucherFuzz.Outcome outcome = new VoucherFuzz(SEED + 1).run(2_000);
    assertThat(outcome.refusals())
        .hasSize(45)
        .allSatisfy((way, times) -> assertThat(times).as(way).isGreaterThan(10));
    assertThat(outcome.flaws())
        .containsKeys(
            Flaw.TOO_LARGE,
            Flaw.MALFORMED,
            Flaw.WRONG_HEADER,
            Flaw.UNKNOWN_KEY,
            Flaw.REVOKED_KEY,
            Flaw.BAD_SIGNATURE,
            Flaw.WRONG_CLAIMS,
            Flaw.WRONG_ISSUER,
            Flaw.WRONG_AUDIENCE);
  }
}
