package tower.simulator.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tower.core.Fact;
import tower.model.KeyRing;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Purpose;
import tower.model.Reason;
import tower.model.Terms;
import tower.simulator.TinyTower;
import tower.simulator.world.World;

/** What the shop's cloud is told and what it asks for: every lie about that is seen. */
final class CloudCheckersCanFailTest extends LyingTower {
  private static final String VIN = TinyTower.car(1).vin();
  private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);
  private static final String HANDOVER = "/v1/pickups/p-1/handover";
  private static final String CODE = "{\"code\":\"123456\"}";
  private static final Cloud.Ear EAR = new Cloud.Ear(1);

  private Subscription shop;

  @BeforeEach
  void theShopListens() {
    shop = scene.cloud().subscribes("shop", List.of("pickup."), List.of(SECRET));
    scene.issued(new Issued("k-1", VIN, "123456"));
  }

  @Test
  void hooksBelievesWhatIsTold() {
    published("pickup.queued", "intake.queued", "pickup.staged");
    told(1, 0, 1, "pickup.queued");
    told(3, 2, 2, "pickup.staged");
    assertThat(found()).isEmpty();
    assertThat(scene.cloud().knowsAll()).isTrue();
  }

  @Test
  void hooksSeesAnEventThatWasNeverCommitted() {
    told(1, 0, 1, "pickup.queued");
    assertThat(found()).containsExactly("hooks");
  }

  @Test
  void hooksSeesAGap() {
    published("pickup.queued", "pickup.staged");
    told(2, 1, 2, "pickup.staged");
    assertThat(found()).containsExactly("hooks");
  }

  @Test
  void hooksSeesTheNextBeforeThisOneWasTaken() {
    published("pickup.queued", "pickup.staged");
    told(1, 0, 1, "pickup.queued", 503);
    assertThat(found()).isEmpty();
    told(2, 1, 2, "pickup.staged");
    assertThat(found()).containsExactly("hooks");
  }

  @Test
  void hooksSeesOneGivenUpTooSoonAndNotOneThatWasTriedForDays() {
    published("pickup.queued", "pickup.staged");
    told(1, 0, 1, "pickup.queued", 503);
    world.sleepUntil(72L * 3600 * World.SECOND + World.SECOND);
    told(2, 1, 2, "pickup.staged");
    assertThat(found()).isEmpty();
  }

  @Test
  void hooksSeesWhatIsToldAgainThoughTheTowerKnows() {
    published("pickup.queued");
    told(1, 0, 1, "pickup.queued");
    told(1, 0, 1, "pickup.queued");
    assertThat(found()).as("the answer was lost").isEmpty();
    shop.heard(body(1, 0, 1, "pickup.queued"));
    scene.cloud().repeatAsked();
    told(1, 0, 1, "pickup.queued");
    assertThat(found()).as("somebody asked for it").isEmpty();
    told(1, 0, 1, "pickup.queued");
    assertThat(found()).containsExactly("hooks");
  }

  @Test
  void hooksSeesAnotherNumberThanTheSubjectsNext() {
    published("pickup.queued");
    told(1, 0, 2, "pickup.queued");
    assertThat(found()).containsExactly("hooks");
  }

  @Test
  void hooksSeesASignatureOfNobody() {
    published("pickup.queued");
    String body = body(1, 0, 1, "pickup.queued");
    Map<String, String> headers =
        Map.of("webhook-id", "e", "webhook-timestamp", "1", "webhook-signature", "v1,AAAA");
    scene.cloud().arrived(shop, headers, body, 200);
    assertThat(found()).containsExactly("hooks");
  }

  @Test
  void streamSeesAGap() {
    published("pickup.queued", "pickup.staged");
    scene.cloud().opened(EAR, 0L);
    stream(1, "pickup.queued", 0, 1);
    assertThat(found()).isEmpty();
    published("pickup.collected");
    stream(3, "pickup.collected", 2, 3);
    assertThat(found()).containsExactly("stream");
  }

  @Test
  void streamSeesEventsWithoutABeginning() {
    published("pickup.queued");
    scene.cloud().opened(EAR, null);
    stream(1, "pickup.queued", 0, 1);
    assertThat(found()).containsExactly("stream");
  }

  @Test
  void streamSeesASnapshotThatShowsSomethingElse() {
    pickup(PickupState.QUEUED, WHY);
    scene.cloud().opened(EAR, null);
    String shown = "{\"pickups\":[{\"id\":\"p-1\",\"state\":\"%s\"}],\"intakes\":[]}";
    snapshot(seq, shown.formatted("queued"));
    assertThat(found()).doesNotContain("stream");
    snapshot(seq, shown.formatted("staged"));
    assertThat(found()).contains("stream");
  }

  @Test
  void streamSeesASnapshotOfTheFuture() {
    scene.cloud().opened(EAR, null);
    snapshot(1, "{}");
    assertThat(found()).containsExactly("stream");
  }

  @Test
  void l5SeesAnEventThatIsNeverTold() {
    published("pickup.queued");
    scene.over();
    assertThat(found()).contains("L5");
  }

  @Test
  void l5OwesNobodyWhatIsWrittenOnTheWayOut() {
    published("pickup.queued");
    world.sleepUntil(31 * World.SECOND);
    scene.cloud().ends();
    told(1, 0, 1, "pickup.queued");
    published("pickup.staged");
    assertThat(scene.cloud().missing()).isEmpty();
  }

  @Test
  void l5SeesAStreamThatNeverSaysAnything() {
    published("intake.queued");
    scene.cloud().opened(EAR, null);
    scene.over();
    assertThat(found()).contains("L5");
  }

  @Test
  void l5SeesAStreamThatBeginsBehindWhatItWasAskedFor() {
    published("intake.queued", "intake.accepted");
    scene.cloud().opened(EAR, 1L);
    assertThat(scene.cloud().missing()).contains("stream 1 ends at 1 before 2");
    stream(2, "intake.accepted", 1, 2);
    assertThat(scene.cloud().knowsAll()).isTrue();
  }

  @Test
  void l5SeesACustomerTurnedAwayBecauseTheCloudIs() {
    pickup(PickupState.STAGED, WHY);
    scene.cloud().away(world.nanos() + World.SECOND);
    typed("h-1", 409, "not-staged");
    assertThat(found()).doesNotContain("L5");
    typed("h-2", 403, "wrong-code");
    assertThat(found()).contains("L5");
  }

  @Test
  void l10SeesAnAcceptedVoucherThatNeedsADate() {
    pickup(PickupState.STAGED, WHY);
    typed("h-1", 503, "store-slow");
    assertThat(found()).doesNotContain("L10");
    typed("h-2", 503, "clock-not-trusted");
    assertThat(found()).contains("L10");
  }

  @Test
  void l10SeesAPickupThatEndsWithItsVoucher() {
    pickup(PickupState.SCHEDULED, new Reason("clock-not-trusted", "", ""));
    assertThat(found()).as("an appointment waits for the date").doesNotContain("L10");
    pickup(PickupState.FAILED, new Reason("voucher-expired", "", ""));
    assertThat(found()).contains("L10");
  }

  @Test
  void l10LetsAVoucherBeWithdrawn() {
    durable(new Fact.KeysSet(new KeyRing(2, "", 0, List.of(), List.of("k-1"))));
    pickup(PickupState.STAGED, WHY);
    typed("h-1", 403, "voucher-revoked");
    assertThat(found()).doesNotContain("L10");
  }

  @Test
  void s19SeesAVoucherRedeemedThatWasWithdrawn() {
    durable(new Fact.KeysSet(new KeyRing(2, "", 0, List.of(), List.of("k-1"))));
    pickup(PickupState.STAGED, WHY);
    scene.asked(new Asked("h-1", HANDOVER, CODE, false));
    assertThat(found()).doesNotContain("S19");
    pickup(PickupState.HANDING_OVER, WHY);
    assertThat(found()).contains("S19");
  }

  @Test
  void s19SeesAPickupThatTheShopNeverSold() {
    durable(new Fact.PickupSet(pickupOf("k-2", PickupState.QUEUED, WHY)));
    assertThat(found()).contains("S19");
  }

  @Test
  void s26SeesWhatNobodyAskedFor() {
    scene.asked(new Asked("k-1", "/v1/pickups", "{\"vin\":\"" + VIN + "\"}", false));
    pickup(PickupState.QUEUED, WHY);
    assertThat(found()).doesNotContain("S26");
    pickup(PickupState.CANCELLING, new Reason("cancelled", "", ""));
    assertThat(found()).contains("S26");
  }

  @Test
  void s26SeesWhatWasRefusedAndIsDoneLater() {
    order("k-1");
    refuse("k-1", 409, "reserved");
    pickup(PickupState.QUEUED, WHY);
    assertThat(found()).contains("S26");
  }

  @Test
  void s26LetsBeWhatMayStillBeDone() {
    order("k-1");
    order("k-1");
    refuse("k-1", 409, "request-in-progress");
    refuse("k-2", 409, "reserved");
    pickup(PickupState.QUEUED, WHY);
    assertThat(found()).as("the first of two is not answered").doesNotContain("S26");
  }

  @Test
  void s26LetsBeWhoseAnswerIsLostOrSaysNothing() {
    order("k-1");
    scene.lifeEnded();
    order("k-1");
    refuse("k-1", 409, "reserved");
    pickup(PickupState.QUEUED, WHY);
    assertThat(found()).as("the first answer is lost").doesNotContain("S26");
    String cancellation = "/v1/pickups/p-1/cancellation";
    scene.asked(new Asked("c-1", cancellation, "{}", false));
    scene.told(new Told("c-1", cancellation, "{}", 503, "{\"code\":\"timed-out\"}"));
    pickup(PickupState.CANCELLING, new Reason("cancelled", "", ""));
    assertThat(found()).as("a time-out is no answer").doesNotContain("S26");
  }

  private void order(String key) {
    scene.asked(new Asked(key, "/v1/pickups", "{\"vin\":\"" + VIN + "\"}", false));
  }

  private void refuse(String key, int status, String code) {
    String body = "{\"vin\":\"" + VIN + "\"}";
    scene.told(new Told(key, "/v1/pickups", body, status, "{\"code\":\"" + code + "\"}"));
  }

  @Test
  void s26SeesNonsenseObeyed() {
    scene.asked(new Asked("k-1", "/v1/pickups", "{\"vin\":\"" + VIN + "\"}", true));
    pickup(PickupState.QUEUED, WHY);
    assertThat(found()).contains("S26");
  }

  @Test
  void s26SeesAnOwedCarSettledByNobody() {
    scene.asked(new Asked("k-1", "/v1/pickups", "{\"vin\":\"" + VIN + "\"}", false));
    pickup(PickupState.OWED, WHY);
    assertThat(found()).doesNotContain("S26");
    pickup(PickupState.COLLECTED, WHY);
    assertThat(found()).contains("S26");
  }

  @Test
  void s26SeesKeysThatNobodySent() {
    durable(new Fact.KeysSet(new KeyRing(2, "", 0, List.of(), List.of())));
    assertThat(found()).contains("S26");
  }

  @Test
  void l9SeesACycleThatServesEverybody() {
    for (int i = 0; i < 64; i++) {
      scene.told(new Told("k" + i, "/v1/pickups", "", 404, "{}"));
    }
    scene.asked(new Asked("k64", "/v1/pickups", "", false));
    scene.told(new Told("k64", "/v1/pickups", "", 503, "{\"code\":\"inbox-full\"}"));
    scene.asked(new Asked("k65", "/v1/pickups", "", false));
    scene.told(new Told("k65", "/v1/pickups", "", 503, "{\"code\":\"not-taking\"}"));
    assertThat(found()).doesNotContain("L9");
    scene.told(new Told("k66", "/v1/pickups", "", 404, "{}"));
    assertThat(found()).contains("L9");
  }

  // What a lie is made of.

  private void published(String... topics) {
    for (String topic : topics) {
      durable(
          new Fact.Published(topic, topic.startsWith("i") ? "i-1" : "p-1", List.of(VIN, "why")));
    }
  }

  private static String body(long number, long previous, long sequence, String topic) {
    return ("{\"type\":\"%s\",\"timestamp\":\"t\",\"data\":{\"seq\":%d,\"previous\":%d,"
            + "\"sequence\":%d,\"id\":\"p-1\",\"vin\":\"%s\",\"reason\":\"why\"}}")
        .formatted(topic, number, previous, sequence, VIN);
  }

  private void told(long number, long previous, long sequence, String topic) {
    told(number, previous, sequence, topic, 200);
  }

  private void told(long number, long previous, long sequence, String topic, int status) {
    String body = body(number, previous, sequence, topic);
    String id = "evt_" + number;
    Map<String, String> headers =
        Map.of(
            "webhook-id",
            id,
            "webhook-timestamp",
            "1",
            "webhook-signature",
            "v1,AAAA " + signature(id + ".1." + body));
    scene.cloud().arrived(shop, headers, body, status);
  }

  private static String signature(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
      byte[] digest = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void stream(long id, String topic, long previous, long sequence) {
    String data =
        "{\"subject\":\"p-1\",\"previous\":%d,\"sequence\":%d}".formatted(previous, sequence);
    scene.cloud().read(EAR, "id: %d\nevent: %s\ndata: %s\n\n".formatted(id, topic, data));
  }

  private void snapshot(long id, String data) {
    scene.cloud().read(EAR, ":\n\nid: %d\nevent: snapshot\ndata: %s\n\n".formatted(id, data));
  }

  private void typed(String key, int status, String problem) {
    scene.asked(new Asked(key, HANDOVER, CODE, false));
    scene.told(new Told(key, HANDOVER, CODE, status, "{\"code\":\"" + problem + "\"}"));
  }

  private void pickup(PickupState state, Reason why) {
    durable(new Fact.PickupSet(pickupOf("k-1", state, why)));
  }

  private static Pickup pickupOf(String reference, PickupState state, Reason why) {
    return new Pickup(
        "p-1",
        reference,
        "kid",
        VIN,
        Purpose.BUY,
        "hash",
        Terms.NONE,
        5,
        false,
        "P1",
        state,
        why,
        0,
        0);
  }
}
