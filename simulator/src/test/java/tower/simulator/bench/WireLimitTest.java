package tower.simulator.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireLimitTest {
  @ParameterizedTest
  @CsvSource({
    "19200, 43.6, 72.7, 62.3",
    "38400, 77.2, 119.5, 105.1",
    "115200, 150.4, 195.2, 181.6",
  })
  void transactionsASecondOfTheReferenceLine(int baud, double read10, double read2, double write2) {
    WireLimit wire = new WireLimit(baud, 11, 0);
    assertThat(wire.readsPerSecond(10)).isCloseTo(read10, within(0.06));
    assertThat(wire.readsPerSecond(2)).isCloseTo(read2, within(0.06));
    assertThat(1e6 / wire.writeMicros(2)).isCloseTo(write2, within(0.06));
  }

  @Test
  void readsThatTakeTurnsTakeTheirTimesTogether() {
    WireLimit wire = new WireLimit(115_200, 11, 0);
    double pair = wire.readMicros(8) + wire.readMicros(2);
    assertThat(wire.readsPerSecond(8, 2)).isCloseTo(2e6 / pair, within(1e-6));
  }

  @Test
  void aSlowDriveLowersTheLimitByWhatItTakesLongerThanTheSilence() {
    double quick = new WireLimit(115_200, 10, 0).readMicros(10);
    assertThat(new WireLimit(115_200, 10, 1_000).readMicros(10)).isEqualTo(quick);
    assertThat(new WireLimit(115_200, 10, 2_750).readMicros(10))
        .isCloseTo(quick + 1_000, within(1e-6));
  }

  @Test
  void theBoundOfAStopCountsFramesSilencesAndAnswersBetween() {
    WireLimit wire = new WireLimit(115_200, 11, 0);
    double frame = 13 * wire.characterMicros();
    assertThat(EdgeReport.boundMicros(wire, 1, 13, 5_000, 2_500, 300))
        .isCloseTo(5_000 + 1_750 + frame + 1_000 + 300, within(1e-6));
    assertThat(EdgeReport.boundMicros(wire, 3, 13, 5_000, 2_500, 300))
        .isCloseTo(5_000 + 3 * (1_750 + frame) + 2 * 2_500 + 1_000 + 300, within(1e-6));
  }
}
