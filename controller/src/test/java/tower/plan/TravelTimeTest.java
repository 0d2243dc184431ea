package tower.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import tower.model.AxisName;
import tower.model.AxisSpec;

/** Integer arithmetic against the plain formula. */
class TravelTimeTest {
  private static AxisSpec axis(int speed, int acceleration) {
    return new AxisSpec(AxisName.LIFT, 1, 0, 400_000, speed, acceleration, 17, 100, 3);
  }

  /** Trapezoid: 2*sqrt(d/a) below v^2/a, else d/v + v/a; in milliseconds. */
  private static double plain(double v, double a, double d) {
    double seconds = d < v * v / a ? 2 * Math.sqrt(d / a) : d / v + v / a;
    return seconds * 1000;
  }

  @Test
  void agreesWithThePlainFormula() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      int speed = 1 + random.nextInt(60_000);
      int acceleration = 1 + random.nextInt(60_000);
      int distance = random.nextInt(400_000);
      double plain = plain(speed, acceleration, distance);
      assertThat(TravelTime.ms(axis(speed, acceleration), distance))
          .as("v %s a %s d %s", speed, acceleration, distance)
          .isBetween((long) Math.floor(plain), (long) Math.ceil(plain) + 1);
    }
  }

  @Test
  void knownMoves() {
    AxisSpec lift = axis(500, 250);
    assertThat(TravelTime.ms(lift, 0)).isZero();
    assertThat(TravelTime.ms(lift, 250)).isEqualTo(2_000);
    assertThat(TravelTime.ms(lift, 1_000)).isEqualTo(4_000);
    assertThat(TravelTime.ms(lift, 2_000)).isEqualTo(6_000);
    assertThat(TravelTime.ms(lift, -2_000)).isEqualTo(6_000);
  }

  /** A turntable in millidegrees has the largest numbers: they must not overflow. */
  @Test
  void largeNumbersDoNotOverflow() {
    assertThat(TravelTime.ms(axis(1, 1), 400_000)).isEqualTo(400_001_000L);
    assertThat(TravelTime.ms(axis(2_000_000_000, 1), Integer.MAX_VALUE)).isEqualTo(92_681_901L);
  }
}
