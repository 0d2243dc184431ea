package tower.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tower.hooks.Client;
import tower.hooks.Webhooks;
import tower.voucher.TestPapers;

/** The webhooks as the shop sees them. */
class WebhookRoutesTest {
  private static final String LIST = "/v1/webhooks";
  private static final String LOG = "/v1/webhooks/deliveries";

  private final Shop shop = new Shop();

  private static CompletableFuture<Client.Response> answer(int status) {
    return CompletableFuture.completedFuture(new Client.Response(status, null, null, "no"));
  }

  private void publish(int events) {
    for (int i = 0; i < events; i++) {
      shop.tower.publish();
      shop.tower.turn();
    }
  }

  /** Whoever may read this must not learn what would let him forge an event. */
  @Test
  void anUrlIsNeverShownButForItsHost() {
    publish(1);
    assertThat(shop.get(LIST).body())
        .contains("\"name\":\"shop\",\"host\":\"shop.example\",\"state\":\"enabled\"")
        .contains("\"lastAttempt\":{\"at\":\"2027-01-15T08:00:00Z\",\"status\":200")
        .contains("\"name\":\"off\"", "\"state\":\"disabled\",\"disabledBy\":\"configuration\"")
        .doesNotContain("secret", "another");
    assertThat(shop.get(LOG).body()).doesNotContain("secret", "another");
  }

  @Test
  void aFailureShowsWhenItIsTriedAgain() {
    shop.tower.shopAnswers = answer(502);
    publish(3);
    assertThat(shop.get(LIST).body())
        .contains("\"state\":\"waiting\",\"disabledBy\":null")
        .contains("\"nextAttemptAt\":\"2027-01-15T08:00:05Z\",\"pending\":1")
        .contains("\"status\":502,\"text\":\"no\"");
    shop.tower.nowMs = 3_000;
    assertThat(shop.get(LOG).body())
        .contains("\"seq\":1,\"type\":\"pickup.staged\",\"state\":\"waiting\"")
        .contains("\"attempts\":1", "\"nextAttemptAt\":\"2027-01-15T08:00:03Z\"");
  }

  @Test
  void goneIsDisabledUntilItIsEnabled() {
    shop.tower.shopAnswers = answer(410);
    publish(1);
    assertThat(shop.get(LIST).body()).contains("\"state\":\"disabled\",\"disabledBy\":\"gone\"");
    assertThat(shop.post(LIST + "/shop/test", "a", "").body()).contains("webhook-disabled");
    assertThat(shop.post(LOG + "/d-1/redelivery", "b", "").status()).isEqualTo(409);

    shop.tower.shopAnswers = answer(204);
    assertThat(shop.post(LIST + "/shop/enabling", "c", "").status()).isEqualTo(200);
    shop.tower.turn();
    assertThat(shop.get(LIST).body()).contains("\"state\":\"enabled\"");
    assertThat(shop.get(LOG).body()).contains("\"state\":\"delivered\"", "\"attempts\":2");
  }

  /** What was granted stays so, whatever became of the endpoint since. */
  @Test
  void aRepeatGetsTheSameBytesAndHasNoEffect() {
    publish(1);
    Reply first = shop.post(LIST + "/shop/test", "k", "");
    shop.tower.turn();
    shop.tower.shopAnswers = answer(410);
    publish(1);
    Reply second = shop.post(LIST + "/shop/test", "k", "{}");
    assertThat(first.status()).isEqualTo(202);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.status()).isEqualTo(202);
    assertThat(first.headers()).doesNotContainKey("Idempotent-Replayed");
    assertThat(second.headers()).containsEntry("Idempotent-Replayed", "true");
    assertThat(shop.get(LOG).body().split("webhook\\.test", -1)).hasSize(2);
  }

  @Test
  void oneKeyIsOneCall() {
    publish(1);
    assertThat(shop.post(LIST + "/shop/test", "k", "").status()).isEqualTo(202);
    assertThat(shop.post(LIST + "/shop/enabling", "k", "").body()).contains("key-reused");
    assertThat(shop.post("/v1/pickups/p-1/cancellation", "k", "").body()).contains("key-reused");
    assertThat(shop.post("/v1/pickups/p-1/cancellation", "p", "").status()).isEqualTo(200);
    assertThat(shop.post(LIST + "/shop/test", "p", "").body()).contains("key-reused");
    assertThat(shop.post(LIST + "/shop/test", List.of(), null, new byte[0]).body())
        .contains("missing-idempotency-key");
  }

  @Test
  void pagesHaveAllDeliveriesOnceNewestFirst() {
    publish(5);
    StringBuilder seen = new StringBuilder();
    String cursor = "";
    for (int page = 0; page < 3; page++) {
      String body = shop.get(LOG + "?limit=2" + cursor).body();
      seen.append(body.replaceAll("\"seq\":(\\d+)|.", "$1"));
      cursor = "&cursor=" + body.replaceFirst(".*\"nextCursor\":\"?([^\"}]*).*", "$1");
    }
    assertThat(seen).hasToString("54321");
    assertThat(cursor).isEqualTo("&cursor=null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        LOG + "?endpoint=",
        LOG + "?endpoint=nobody",
        LOG + "?limit=0",
        LOG + "?limit=101",
        LOG + "?cursor=x",
        LOG + "?cursor=MTpwLTE",
        LOG + "?before=1",
        LIST + "?a=b"
      })
  void aWrongQueryIsRefused(String path) {
    assertThat(shop.get(path).body()).contains("invalid-field");
  }

  @ParameterizedTest
  @ValueSource(strings = {"d-", "d-x", "1", "p-1", "d-9999999999999999999", "d-2"})
  void whatIsNoDeliveryIsNotFound(String id) {
    publish(1);
    assertThat(shop.get(LOG + "/" + id).status()).isEqualTo(404);
    assertThat(shop.post(LOG + "/" + id + "/redelivery", id, "").status()).isEqualTo(404);
  }

  /** A shop that tests in a loop gets an answer that it can wait out. */
  @Test
  void wishesAreBounded() {
    for (int i = 0; i < 64; i++) {
      assertThat(shop.post(LIST + "/shop/test", "k" + i, "").status()).isEqualTo(202);
    }
    Reply refused = shop.post(LIST + "/shop/test", "k", "");
    assertThat(refused.body()).contains("inbox-full");
    assertThat(refused.headers()).containsKey("Retry-After");
    shop.tower.turn();
    shop.tower.turn();
    assertThat(shop.post(LIST + "/shop/test", "k", "").status()).isEqualTo(202);
  }

  @Test
  void metricsTellOfEveryEndpoint() {
    publish(2);
    shop.tower.shopAnswers = answer(500);
    publish(1);
    assertThat(shop.get("/metrics").body())
        .contains("tower_webhook_attempts_total{endpoint=\"shop\",result=\"delivered\"} 2.0")
        .contains("tower_webhook_attempts_total{endpoint=\"shop\",result=\"failed\"} 1.0")
        .contains("tower_webhook_given_up_total{endpoint=\"shop\"} 0.0")
        .contains("tower_webhook_enabled{endpoint=\"shop\"} 0.0")
        .contains("tower_webhook_pending{endpoint=\"shop\"} 1.0");
  }

  /** A shop that is away is no reason to send a customer home. */
  @Test
  void readinessDoesNotDependOnThem() {
    shop.tower.shopAnswers = answer(500);
    publish(1);
    assertThat(shop.get("/readyz").status()).isEqualTo(200);
  }

  /** A tower without webhooks has an empty list and an empty log. */
  @Test
  void withoutWebhooksThereIsNothing() {
    Api api =
        new Api(
            Samples.layout(),
            new VoucherDesk(TestPapers.PARTIES, TestPapers.ROOTS),
            FakeTower.CODE_KEY::tag,
            shop.tower,
            shop.tower,
            shop.tower,
            shop.tower,
            shop.tower,
            Webhooks.none(shop.tower));
    assertThat(Shop.of(api).get(LIST).body()).isEqualTo("{\"items\":[]}");
    assertThat(Shop.of(api).get(LOG).body()).isEqualTo("{\"items\":[],\"nextCursor\":null}");
    assertThat(Shop.of(api).get(LOG + "/d-1").status()).isEqualTo(404);
    assertThat(Shop.of(api).post(LIST + "/shop/test", "k", "").status()).isEqualTo(404);
  }
}
