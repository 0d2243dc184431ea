package tower.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tower.model.AxisName;

class UnitsTest {
  @Test
  void tenCountsAreAMillimetre() {
    Units units = new Units(AxisName.LIFT, 10, 1);
    assertThat(units.toCounts(1234)).isEqualTo(12_340);
    assertThat(units.toCounts(-1)).isEqualTo(-10);
    assertThat(units.toUnits(12_345)).isEqualTo(1235);
    assertThat(units.toUnits(-12_345)).isEqualTo(-1235);
    assertThat(units.toUnits(12_344)).isEqualTo(1234);
  }

  // The turn's ratio is given per degree, because that is how a turntable's drive is scaled.
  @Test
  void turnCountsPerDegree() {
    Units units = new Units(AxisName.TURN, 100, 1);
    assertThat(units.toCounts(90_000)).isEqualTo(9_000);
    assertThat(units.toCounts(14)).isEqualTo(1);
    assertThat(units.toCounts(-15)).isEqualTo(-2);
    assertThat(units.toUnits(9_000)).isEqualTo(90_000);
  }

  @Test
  void thereAndBackIsOffByAtMostHalfACount() {
    Units units = new Units(AxisName.LIFT, 131_072, 25);
    for (int mm = -20_000; mm <= 20_000; mm++) {
      if (mm >= -400 && mm <= 400) {
        assertThat(units.toUnits(units.toCounts(mm))).isEqualTo(mm);
      }
    }
  }

  @Test
  void toleranceIsNeverWidened() {
    assertThat(new Units(AxisName.LIFT, 15, 10).toCountsDown(1)).isEqualTo(1);
  }

  @Test
  void whatDoesNotFitIsRefusedOnTheWayOutAndClampedOnTheWayIn() {
    Units units = new Units(AxisName.LIFT, 1_000_000, 1);
    assertThatThrownBy(() -> units.toCounts(3_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("LIFT")
        .hasMessageContaining("3000");
    Units coarse = new Units(AxisName.LIFT, 1, 1_000_000);
    assertThat(coarse.toUnits(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
    assertThat(coarse.toUnits(Integer.MIN_VALUE)).isEqualTo(Integer.MIN_VALUE);
  }

  @Test
  void ratioMustBePositive() {
    assertThatThrownBy(() -> new Units(AxisName.LIFT, 0, 1)).hasMessageContaining("0/1");
  }
}
