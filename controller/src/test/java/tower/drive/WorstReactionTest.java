package tower.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tower.model.AxisName;
import tower.model.DriveProfile;

class WorstReactionTest {
  private static final List<DriveProfile> THREE = Collections.nCopies(3, Reference.linear());

  @Test
  void referenceLineWithThreeAxesKeepsTheDeadline() {
    WorstReaction worst = WorstReaction.of(BusSettings.reference(), THREE, 50);
    // 25 characters, time-out and silence; 3 frames of 13 with silence, 2 answers of 8 waited for.
    assertThat(worst.missedMicros()).isEqualTo(2_388 + 50_000 + 1_750);
    assertThat(worst.stopMicros()).isEqualTo(3 * (1_750 + 1_242) + 2 * (15_000 + 764));
    assertThat(worst.withinLimit()).isTrue();
    assertThat(worst.text()).startsWith("worst reaction 96.6 ms of 100 ms").doesNotContain("raise");
  }

  @Test
  void slowLineNeedsShorterWaits() {
    WorstReaction slow = WorstReaction.of(new BusSettings(19_200, true, 50, 100, 15), THREE, 50);
    assertThat(slow.withinLimit()).isFalse();
    assertThat(slow.text()).contains("raise the baud rate");
    WorstReaction shorter = WorstReaction.of(new BusSettings(19_200, true, 30, 100, 5), THREE, 40);
    assertThat(shorter.withinLimit()).isTrue();
  }

  @Test
  void loopThatRestsLongerThanAnExchangeLooksLater() {
    assertThat(WorstReaction.of(BusSettings.reference(), THREE, 80).missedMicros())
        .isEqualTo(80_000);
  }

  // The formula is worth what the bus does: with no drive answering, it must not be slower.
  @Test
  void busIsNeverSlowerThanComputed() {
    BusRig rig = BusRig.ready();
    rig.bus.move(1, AxisName.LIFT, 5000);
    rig.until(rig.lift::moving);
    rig.line.always(s -> true, Faults.DEAF);
    long edge = rig.time.nanos();
    rig.line.sent.clear();
    rig.bus.poll(() -> true);
    BusSettings settings = BusSettings.reference();
    long last = rig.line.sent.getLast().nanos() + settings.characterNanos(13);
    assertThat(rig.line.sent).hasSize(4);
    WorstReaction worst = WorstReaction.of(settings, THREE, 50);
    long computed = (worst.missedMicros() + worst.stopMicros()) * 1_000;
    assertThat(last - edge).isLessThanOrEqualTo(computed).isGreaterThan(computed - 10_000_000);
  }
}
