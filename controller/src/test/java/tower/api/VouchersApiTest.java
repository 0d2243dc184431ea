package tower.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tower.core.Fact;
import tower.core.Ledger;
import tower.core.Request;
import tower.model.KeyRing;
import tower.voucher.TestPapers;

/** Vouchers and lists of keys at the door. */
class VouchersApiTest {
  private final Shop shop = new Shop();

  private static String order(String voucher) {
    return "{\"vin\":\"%s\",\"purpose\":\"buy\",\"voucher\":\"%s\"}"
        .formatted(Samples.VIN, voucher);
  }

  private void ring(KeyRing ring) {
    Ledger facts = shop.tower.facts;
    shop.tower.facts = facts.apply(new Fact.KeysSet(ring));
  }

  @Test
  void whatTheVoucherSaysReachesTheTower() {
    assertThat(shop.post("/v1/pickups", "k", order(Samples.VOUCHER)).status()).isEqualTo(201);
    Request.NewPickup asked = (Request.NewPickup) shop.tower.received.remove();
    assertThat(asked.release().jti()).isEqualTo("v-1");
    assertThat(asked.release().codeHash()).isEqualTo(Samples.HASH);
    assertThat(asked.release().expiresUtcMs() - asked.release().notBeforeUtcMs())
        .as("three days, in milliseconds")
        .isEqualTo(3 * 24 * 3_600_000L);
  }

  /** One key, one answer: whatever has become of the keys since. */
  @Test
  void repeatGetsItsAnswerThoughTheKeyIsGone() {
    Reply first = shop.post("/v1/pickups", "k", order(Samples.VOUCHER));
    ring(KeyRing.NONE);
    Reply repeat = shop.post("/v1/pickups", "k", order(Samples.VOUCHER));
    assertThat(repeat.body()).isEqualTo(first.body());
    Reply other = shop.post("/v1/pickups", "k-2", order(Samples.VOUCHER));
    assertThat(other.body()).contains("no-keys");
    assertThat(shop.tower.received).hasSize(1);
  }

  @Test
  void voucherThatMadeAnOldPickupIsUsed() {
    shop.tower.oldPickups.put("p-0000000009", Samples.pickup("v-1", Samples.VIN));
    String body = order(TestPapers.voucher("shop-v-1", "buy", Samples.VIN));
    assertThat(shop.post("/v1/pickups", "k", body).body()).contains("voucher-used", "v-1");
    assertThat(shop.tower.received).isEmpty();
  }

  @Test
  void timesOfTheRequestLieWithinTheVoucher() {
    String late = order(Samples.VOUCHER).replace("{", "{\"readyAt\":\"2027-10-01T00:00:00Z\",");
    assertThat(shop.post("/v1/pickups", "k", late).body()).contains("voucher-mismatch");
  }

  @Test
  void listOfKeysIsShownAndReplacedByANewerOne() {
    assertThat(shop.get("/v1/keys").body()).contains("\"version\":7", "v-revoked");
    String newer = "{\"keys\":\"" + TestPapers.keys(8) + "\"}";
    assertThat(shop.post("/v1/keys", "k", newer).body()).isEqualTo("{\"version\":8}");
    assertThat(((Request.SetKeys) shop.tower.received.remove()).ring().version()).isEqualTo(8);
    String same = "{\"keys\":\"" + TestPapers.keys(7) + "\"}";
    assertThat(shop.post("/v1/keys", "k-2", same).status()).isEqualTo(200);
    String older = "{\"keys\":\"" + TestPapers.keys(6) + "\"}";
    assertThat(shop.post("/v1/keys", "k-3", older).body())
        .contains("keys-refused", "older-version");
    assertThat(shop.post("/v1/keys", "k-4", "{\"keys\":\"x\"}").body())
        .contains("keys-refused", "malformed");
  }

  @Test
  void withoutAListNothingIsBelievedAndThatIsSaid() {
    ring(KeyRing.NONE);
    assertThat(shop.get("/v1/keys").body()).contains("\"version\":0", "\"issuedAt\":null");
    Reply reply = shop.post("/v1/pickups", "k", order(Samples.VOUCHER));
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.body()).contains("/v1/keys");
  }
}
