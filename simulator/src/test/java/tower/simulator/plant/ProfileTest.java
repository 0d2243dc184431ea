package tower.simulator.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

class ProfileTest {
  private final Profile profile = new Profile();

  private static long seconds(double s) {
    return Math.round(s * 1e9);
  }

  /** Move time as the planner and the literature have it: d/v + v/a, or 2 sqrt(d/a). */
  @Test
  void aMoveTakesTheTrapezoidsTime() {
    profile.rest(0, 0);
    profile.moveTo(0, 3000, 1000, 500, 500);
    assertThat(profile.restsAt()).isEqualTo(seconds(3.0 + 2.0));
    assertThat(profile.position(seconds(2))).isCloseTo(1000, within(1e-6));
    assertThat(profile.speed(seconds(2.5))).isCloseTo(1000, within(1e-6));
    assertThat(profile.position(seconds(2.5))).isCloseTo(1500, within(1e-6));
    assertThat(profile.position(seconds(5))).isEqualTo(3000);

    profile.rest(0, 100);
    profile.moveTo(0, -400, 1000, 500, 500);
    assertThat(profile.restsAt()).isEqualTo(seconds(2.0));
    assertThat(profile.position(seconds(1))).isCloseTo(-150, within(1e-6));
    assertThat(profile.position(seconds(9))).isEqualTo(-400);
  }

  @Test
  void aStopTakesSpeedSquaredOverTwiceTheRamp() {
    profile.rest(0, 0);
    profile.moveTo(0, 10_000, 1000, 500, 500);
    long at = seconds(4);
    double from = profile.position(at);
    profile.run(at, 0, 2000);
    assertThat(profile.restsAt()).isEqualTo(at + seconds(0.5));
    assertThat(profile.restPosition()).isCloseTo(from + 250, within(1e-6));
  }

  @Test
  void itSaysWhenItPassesAPosition() {
    profile.rest(0, 0);
    profile.moveTo(0, 3000, 1000, 500, 500);
    assertThat(profile.reaches(1000, 0)).isEqualTo(seconds(2));
    assertThat(profile.reaches(250, 0)).isEqualTo(seconds(1));
    assertThat(profile.reaches(250, seconds(1.5))).isEqualTo(World.NEVER);
    assertThat(profile.reaches(3001, 0)).isEqualTo(World.NEVER);
    assertThat(profile.reaches(-1, 0)).isEqualTo(World.NEVER);
  }

  /**
   * Whatever changes of mind: no jump in place or speed, no speed above the top, and it arrives.
   */
  @Test
  void changesOfMindAreSmooth() {
    Chance chance = new Chance(11);
    profile.rest(0, 0);
    long now = 0;
    double top = 1000;
    for (int i = 0; i < 5_000; i++) {
      double before = profile.position(now);
      double speed = profile.speed(now);
      double setpoint = chance.between(-5000, 5000);
      profile.moveTo(now, setpoint, top, 300, 450);
      assertThat(profile.position(now)).isCloseTo(before, within(1e-6));
      assertThat(profile.speed(now)).isCloseTo(speed, within(1e-6));
      for (long t = now; t < now + seconds(3); t += seconds(0.37)) {
        assertThat(Math.abs(profile.speed(t))).isLessThanOrEqualTo(top + 1e-3);
        double step = profile.position(t + 1000) - profile.position(t);
        assertThat(Math.abs(step)).isLessThanOrEqualTo(top * 1e-6 + 1e-3);
      }
      assertThat(profile.position(profile.restsAt())).isEqualTo(setpoint);
      assertThat(profile.position(profile.restsAt() - 1000)).isCloseTo(setpoint, within(1e-3));
      now += seconds(chance.below(3000) / 1000.0);
    }
  }
}
