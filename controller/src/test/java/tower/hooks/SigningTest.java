package tower.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tower.store.Deliveries.Attempt;
import tower.store.Deliveries.Delivery;
import tower.store.Deliveries.State;
import tower.store.Deliveries.Work;
import tower.store.Outbox;

class SigningTest {
  private static final String OTHER = "whsec_" + Base64.getEncoder().encodeToString(new byte[64]);

  private static final Work WORK =
      new Work(
          new Delivery(7, "shop", 17, "pickup.staged", State.WAITING, false, 0, 0, Attempt.NONE, 0),
          new Outbox.Event(
              17, 12, 1_800_000_000_123L, "pickup.staged", "p-1", 3, List.of("VIN", "arrived")));

  /** The vector that the reference libraries of Standard Webhooks share. */
  @Test
  void theStandardsOwnVector() {
    assertThat(
            Shops.SECRET.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void everyKeySigns() {
    String both = Message.signatures(List.of(Shops.SECRET, Secret.of(OTHER)), "id", 1, "{}");
    assertThat(both.split(" ", -1))
        .containsExactly(Shops.SECRET.sign("id", 1, "{}"), Secret.of(OTHER).sign("id", 1, "{}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "whsec_",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa",
        "whsec_not base64 but long enough to be one!!",
        "WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
      })
  void whatIsNoSecretIsRefusedWithoutBeingShown(String text) {
    assertThatThrownBy(() -> Secret.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .extracting(Throwable::getMessage)
        .asString()
        .doesNotContain("MfKQ", "not base64 but");
  }

  @Test
  void secretsAreTwentyFourToSixtyFourBytes() {
    assertThat(Secret.of("whsec_" + Base64.getEncoder().encodeToString(new byte[24]))).isNotNull();
    assertThat(Secret.of(OTHER)).isNotNull();
    for (int bytes : new int[] {23, 65}) {
      String text = "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
      assertThatThrownBy(() -> Secret.of(text)).hasMessageContaining(bytes + " bytes");
    }
  }

  /** Whatever is logged of an endpoint tells neither key nor path. */
  @Test
  void nothingOfASecretIsEverShown() {
    assertThat(Shops.endpoint("shop")).hasToString("webhook shop");
    assertThat(Shops.SECRET).hasToString("whsec_...");
  }

  /** Shops read this; it changes by addition only. */
  @Test
  void anEventAsItIsSent() {
    Client.Request request = Message.of("t-1", Shops.endpoint("shop"), WORK, 1_800_000_060_999L);
    assertThat(request.body())
        .isEqualTo(
            """
            {"type":"pickup.staged","timestamp":"2027-01-15T08:00:00.123Z",\
            "data":{"seq":17,"previous":12,"sequence":3,"id":"p-1","vin":"VIN","state":"staged",\
            "reason":"arrived"}}\
            """);
    assertThat(request.headers())
        .containsEntry("webhook-id", "evt_t-1_17_mywpiwzf")
        .containsEntry("webhook-timestamp", "1800000060")
        .containsEntry("content-type", "application/json");
  }

  /** A full stop in the id would let what is signed be cut elsewhere. */
  @Test
  void anIdHasNoFullStop() {
    assertThat(Message.id("guangzhou-42", WORK)).matches("[A-Za-z0-9_-]+");
  }
}
