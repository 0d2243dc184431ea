package tower.simulator.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The deposit is never guessed: as long as a person is needed it neither stays nor goes back. */
class MoneyTest {
  @ParameterizedTest
  @CsvSource({
    "false, '', '', false, HELD",
    "false, staged, '', false, HELD",
    "false, collected, delivered, false, PAID",
    "false, owed, undecided-person-needed, false, UNDECIDED",
    "false, on-hold, undecided-person-needed, false, UNDECIDED",
    "false, cancelled, not-delivered-car-safe, false, RETURNED",
    "false, restowed, not-delivered-car-safe, false, RETURNED",
    "false, failed, undecided-person-needed, false, UNDECIDED",
    "true, out, delivered, false, HELD",
    "true, late, delivered, false, HELD",
    "true, returned, delivered, false, RETURNED",
    "true, returned, delivered, true, UNDECIDED",
    "true, collected, delivered, false, UNDECIDED",
  })
  void followsTheTowersWord(
      boolean loan, String state, String delivery, boolean damaged, Money expected) {
    assertThat(Money.of(loan, state, delivery, damaged)).isEqualTo(expected);
  }
}
