package tower.simulator.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tower.core.Fact;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Purpose;
import tower.model.Reason;
import tower.model.Terms;
import tower.simulator.TinyTower;
import tower.simulator.world.World;

/** What a tower must not make due. */
final class DueInTimeTest extends LyingTower {
  private static final long MINUTE_MS = 60_000;
  private static final long DAY_MS = 1440 * MINUTE_MS;

  private Fact pickup(PickupState state, String why, long inMs) {
    Long at = tower.world().trueUtcMs() + inMs;
    String vin = TinyTower.car(1).vin();
    return new Fact.PickupSet(
        new Pickup(
            "p-1",
            "k-1",
            "kid",
            vin,
            Purpose.TEST_DRIVE,
            "hash",
            new Terms(at, at, at),
            5,
            false,
            null,
            state,
            new Reason(why, "", ""),
            0,
            0));
  }

  private void decides(PickupState from, PickupState to, String why, long inMs) {
    scene.issued(new Issued("k-1", TinyTower.car(1).vin(), "123456"));
    durable(pickup(from, "", inMs));
    durable(pickup(to, why, inMs));
  }

  private void minutePasses() {
    tower.world().sleepUntil(tower.world().nanos() + 60 * World.SECOND);
  }

  @Test
  void theRightTimeIsRight() {
    minutePasses();
    decides(PickupState.SCHEDULED, PickupState.QUEUED, "queued", MINUTE_MS / 3);
    assertThat(found()).doesNotContain("S30");
    decides(PickupState.OUT, PickupState.LATE, "late", -MINUTE_MS);
    assertThat(found()).doesNotContain("S30");
  }

  @Test
  void s30SeesAClockThatIsNotTrusted() {
    minutePasses();
    tower.world().setUtc(tower.world().trueUtcMs());
    minutePasses();
    decides(PickupState.SCHEDULED, PickupState.QUEUED, "queued", -MINUTE_MS);
    assertThat(found()).contains("S30");
  }

  @Test
  void s30SeesAClockThatHasJustJumped() {
    minutePasses();
    tower.world().shiftUtc(DAY_MS);
    decides(PickupState.OUT, PickupState.LATE, "late", MINUTE_MS);
    assertThat(found()).contains("S30");
  }

  @Test
  void s30SeesACarThatIsFetchedTooEarly() {
    minutePasses();
    decides(PickupState.SCHEDULED, PickupState.QUEUED, "queued", MINUTE_MS);
    assertThat(found()).contains("S30");
  }

  @Test
  void s30SeesWhatIsTooEarly() {
    minutePasses();
    decides(PickupState.STAGED, PickupState.CANCELLING, "expired", MINUTE_MS);
    assertThat(found()).contains("S30");
  }
}
