package tower.drive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tower.model.DriveState;

class StatusWordTest {
  // Bits 7 to 0 as CiA 402 masks them; x is free, so each row is fed with it at 0 and at 1.
  @ParameterizedTest
  @CsvSource({
    "x0xx0000, NOT_READY",
    "x1xx0000, SWITCH_ON_DISABLED",
    "x01x0001, READY_TO_SWITCH_ON",
    "x01x0011, SWITCHED_ON",
    "x01x0111, OPERATION_ENABLED",
    "x00x0111, QUICK_STOP_ACTIVE",
    "x0xx1111, FAULT_REACTION_ACTIVE",
    "x0xx1000, FAULT"
  })
  void stateIsReadAsTheStandardMasksIt(String pattern, DriveState state) {
    for (String free : new String[] {"0", "1"}) {
      int word = Integer.parseInt(pattern.replace("x", free), 2);
      assertThat(StatusWord.state(word)).isEqualTo(state);
      assertThat(StatusWord.state(word | 0xFF00)).isEqualTo(state);
    }
  }

  @ParameterizedTest
  @CsvSource({"66, UNKNOWN", "3, UNKNOWN", "1, UNKNOWN"})
  void whatTheStandardDoesNotNameIsUnknown(int word, DriveState state) {
    assertThat(StatusWord.state(word)).isEqualTo(state);
  }
}
