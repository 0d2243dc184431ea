package tower.simulator.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tower.core.Fact;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Purpose;
import tower.model.Terms;
import tower.simulator.TinyTower;

/** A voucher that is taken outside its time is seen, where the tower could know the time. */
final class VoucherWindowCanFailTest extends LyingTower {
  private static final String VIN = TinyTower.car(1).vin();

  @BeforeEach
  void theShopHasSold() {
    scene.issued(new Issued("v-1", VIN, "123456"));
    scene.lifeBegan();
    run(30);
  }

  @Test
  void s19BelievesAVoucherInItsTime() {
    orders(-3_600, 3_600);
    taken();
    assertThat(found()).doesNotContain("S19");
  }

  @Test
  void s19ForgivesAMinute() {
    orders(-3_600, -58);
    taken();
    assertThat(found()).doesNotContain("S19");
  }

  @Test
  void s19SeesAVoucherThatIsOver() {
    orders(-3_600, -63);
    taken();
    assertThat(found()).contains("S19");
  }

  @Test
  void s19SeesAVoucherThatIsNotValidYet() {
    orders(63, 3_600);
    taken();
    assertThat(found()).contains("S19");
  }

  @Test
  void s19AsksNothingOfAClockThatIsNotTrusted() {
    world.setUtc(0);
    orders(-7_200, -3_600);
    taken();
    assertThat(found()).doesNotContain("S19");
  }

  @Test
  void s19AsksNothingOfAClockThatWasOnlyJustSet() {
    world.shiftUtc(5_000);
    world.rightUtc();
    world.setUtc(0);
    run(20);
    world.rightUtc();
    run(5);
    orders(-7_200, -3_600);
    taken();
    assertThat(found()).doesNotContain("S19");
  }

  private void orders(int fromS, int untilS) {
    long now = world.trueUtcMs() / 1_000;
    String claims =
        "{\"jti\":\"v-1\",\"vin\":\"%s\",\"nbf\":%d,\"exp\":%d,\"iat\":1}"
            .formatted(VIN, now + fromS, now + untilS);
    String payload =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8));
    String body = "{\"vin\":\"%s\",\"voucher\":\"e30.%s.AAAA\"}".formatted(VIN, payload);
    scene.asked(new Asked("k-1", "/v1/pickups", body, false));
  }

  private void taken() {
    durable(
        new Fact.PickupSet(
            new Pickup(
                "p-1",
                "v-1",
                "kid",
                VIN,
                Purpose.BUY,
                "hash",
                Terms.NONE,
                5,
                false,
                "P1",
                PickupState.QUEUED,
                WHY,
                0,
                0)));
  }
}
