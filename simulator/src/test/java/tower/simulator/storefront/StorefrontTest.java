package tower.simulator.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tower.core.CodeKey;
import tower.simulator.storefront.PaperTower.Asked;
import tower.simulator.storefront.ShopCounter.Answer;

/** What the shop does with a tower that loses answers, says no, goes dark, and comes back. */
class StorefrontTest {
  @TempDir private Path keys;
  private ShopCounter at;

  @BeforeEach
  void open() throws IOException {
    at = new ShopCounter(keys, 3);
  }

  @AfterEach
  void close() {
    at.close();
  }

  private List<Asked> asked(String end) {
    return at.tower.asked.stream().filter(a -> a.path().endsWith(end)).toList();
  }

  private static long now() {
    return System.currentTimeMillis() / 1_000;
  }

  @Test
  void aScriptOrdersACarAndOnlyItSeesTheCode() throws Exception {
    Answer made = at.order(0, "buy");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body().path("pickup").asText()).isEqualTo("p-1");
    assertThat(made.code()).matches("\\d{6}");
    // The tower is told a hash, from which only the right code can be told.
    JsonNode sent = asked("/v1/pickups").getFirst().body();
    String claims = sent.path("voucher").asText().split("\\.", -1)[1];
    JsonNode voucher =
        new com.fasterxml.jackson.databind.json.JsonMapper()
            .readTree(java.util.Base64.getUrlDecoder().decode(claims));
    CodeKey key = new CodeKey(HexFormat.of().parseHex(ShopCounter.CODE_KEY));
    assertThat(voucher.path("codeHash").asText())
        .isEqualTo(key.hash(voucher.path("jti").asText(), made.code()));
    assertThat(voucher.path("aud").asText()).isEqualTo(PaperTower.ID);
    assertThat(sent.toString()).doesNotContain(made.code());
    assertThat(at.get("/orders/" + made.id()).body().path("code").isNull()).isTrue();
    Answer mine = at.send(at.to("/orders/" + made.id()).header("Cookie", made.cookie()).GET());
    assertThat(mine.code()).isEqualTo(made.code());
  }

  @Test
  void theSameKeyIsTheSameOrderAndAnotherWishIsRefused() throws Exception {
    Answer first = at.order(0, "buy", "Idempotency-Key", "tap-1");
    Answer again = at.order(0, "buy", "Idempotency-Key", "tap-1");
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(asked("/v1/pickups")).hasSize(1);
    Answer other = at.order(1, "buy", "Idempotency-Key", "tap-1");
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.body().path("code").asText()).isEqualTo("key-reused");
    Answer stranger =
        at.order(0, "buy", "Idempotency-Key", "tap-1", "Cookie", "shop=" + "0".repeat(32));
    assertThat(stranger.status()).isEqualTo(409);
  }

  @Test
  void aTowerThatLosesItsAnswersIsAskedAgainUnderTheSameKey() throws Exception {
    at.tower.losesAnswers(2);
    Answer made = at.order(0, "buy");
    assertThat(made.status()).isEqualTo(201);
    Set<String> keysSent =
        asked("/v1/pickups").stream().map(Asked::key).collect(Collectors.toSet());
    Set<JsonNode> bodies =
        asked("/v1/pickups").stream().map(Asked::body).collect(Collectors.toSet());
    assertThat(asked("/v1/pickups")).hasSize(3);
    assertThat(keysSent).hasSize(1);
    assertThat(bodies).hasSize(1);
  }

  /** The first request may be done yet: to give the money back now could sell a car for nothing. */
  @Test
  void whatDecidesNothingIsNoRefusal() throws Exception {
    at.tower.hasNotDecided();
    at.tower.isBehindAProxy(403);
    assertThat(at.order(0, "buy").status()).isEqualTo(201);
    assertThat(asked("/v1/pickups")).hasSize(3);
    assertThat(asked("/v1/pickups").stream().map(Asked::key).distinct()).hasSize(1);
  }

  @Test
  void theTowersNoIsHandedOnAndTheMoneyGoesBack() throws Exception {
    at.tower.refusesNext(409, "vehicle-reserved", "it is reserved");
    Answer no = at.order(0, "buy", "Idempotency-Key", "k", "Cookie", "shop=" + "1".repeat(32));
    assertThat(no.status()).isEqualTo(409);
    assertThat(no.body().path("tower").path("code").asText()).isEqualTo("vehicle-reserved");
    JsonNode mine =
        at.send(at.to("/orders").header("Cookie", "shop=" + "1".repeat(32)).GET()).body();
    assertThat(mine.path("orders").path(0).path("money").path("state").asText())
        .isEqualTo("returned");
  }

  @Test
  void anOrderSurvivesATowerThatIsDark() throws Exception {
    at.get("/cars");
    at.tower.dark(true);
    // Nobody waits ten seconds here: the order is looked at from beside.
    String owner = "shop=" + "2".repeat(32);
    Thread customer =
        Thread.ofVirtual()
            .start(() -> {
              try {
                at.order(0, "test-drive", "Cookie", owner);
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    JsonNode mine = at.send(at.to("/orders").header("Cookie", owner).GET()).body();
    for (int i = 0; i < 100 && mine.path("orders").isEmpty(); i++) {
      Thread.sleep(25);
      mine = at.send(at.to("/orders").header("Cookie", owner).GET()).body();
    }
    String id = mine.path("orders").path(0).path("id").asText();
    at.await(id, o -> o.path("stage").asText().equals("asking"));
    at.tower.dark(false);
    at.await(id, o -> o.path("stage").asText().equals("accepted"));
    customer.join();
    assertThat(asked("/v1/pickups").stream().map(Asked::key).distinct()).hasSize(1);
  }

  @Test
  void whatIsCancelledBeforeTheTowerHasAnsweredIsCancelledAsSoonAsItHas() throws Exception {
    at.get("/cars");
    at.tower.dark(true);
    String owner = "shop=" + "3".repeat(32);
    Thread customer =
        Thread.ofVirtual()
            .start(() -> {
              try {
                at.order(0, "buy", "Cookie", owner);
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    String id = "";
    for (int i = 0; i < 100 && id.isEmpty(); i++) {
      Thread.sleep(25);
      JsonNode mine = at.send(at.to("/orders").header("Cookie", owner).GET()).body();
      id = mine.path("orders").path(0).path("id").asText();
    }
    assertThat(at.post("/orders/" + id + "/cancellation", "{}").body().path("stage").asText())
        .isEqualTo("withdrawn");
    at.tower.dark(false);
    JsonNode end = at.await(id, o -> o.path("ended").asBoolean());
    customer.join();
    assertThat(asked("/cancellation")).hasSize(1);
    assertThat(end.path("money").path("state").asText()).isEqualTo("returned");
  }

  @Test
  void aWebhookThatComesTwiceOrLateIsOneMomentInItsPlace() throws Exception {
    Answer made = at.order(0, "buy");
    at.tower.set("p-1", "state", "staged", "portal", "P1");
    String staged = ShopCounter.event("p-1", 3, "staged");
    assertThat(at.hook("evt-3", now(), staged).status()).isEqualTo(204);
    assertThat(at.hook("evt-3", now(), staged).status()).isEqualTo(204);
    assertThat(at.hook("evt-2", now(), ShopCounter.event("p-1", 2, "retrieving")).status())
        .isEqualTo(204);
    JsonNode seen =
        at.await(made.id(), o -> o.path("tower").path("state").asText().equals("staged"));
    assertThat(seen.path("history").findValuesAsText("type"))
        .containsExactly("pickup.retrieving", "pickup.staged");
    // By it the page knows which of two answers is the later one.
    assertThat(seen.path("version").asLong()).isGreaterThan(made.body().path("version").asLong());
  }

  @Test
  void aWebhookThatIsNotTheTowersIsRefused() throws Exception {
    at.order(0, "buy");
    String body = ShopCounter.event("p-1", 2, "collected");
    String right = ShopCounter.signature("evt-1", now(), body);
    assertThat(at.hook("evt-1", now(), body, "v1,AAAA").status()).isEqualTo(401);
    assertThat(at.hook("evt-2", now(), body, right).status()).isEqualTo(401);
    assertThat(at.hook("evt-1", now(), body.replace("2", "3"), right).status()).isEqualTo(401);
    assertThat(at.hook("evt-1", now() - 400, body).status()).isEqualTo(401);
    assertThat(at.hook("evt-1", now(), "[]").status()).isEqualTo(400);
    assertThat(at.post("/webhooks", body).status()).isEqualTo(400);
    assertThat(at.hook("evt-1", now(), body).status()).isEqualTo(204);
  }

  @Test
  void withoutWebhooksTheTowerIsAsked() throws Exception {
    Answer made = at.order(0, "buy");
    at.tower.set("p-1", "state", "staged", "portal", "P2");
    at.tower.tells("p-1", 2);
    JsonNode seen =
        at.await(
            made.id(),
            o ->
                !o.path("history").isEmpty()
                    && o.path("tower").path("portal").asText().equals("P2"));
    assertThat(seen.path("history").path(0).path("type").asText()).isEqualTo("pickup.staged");
  }

  @Test
  void aWrongCodeIsTheTowersNoAndTheNextOneIsAnotherCommand() throws Exception {
    Answer made = at.order(0, "buy");
    at.tower.refusesNext(403, "wrong-code", "tries left: 4");
    Answer no = at.post("/orders/" + made.id() + "/handover", "{\"code\":\"000000\"}");
    assertThat(no.status()).isEqualTo(409);
    assertThat(no.body().path("tower").path("code").asText()).isEqualTo("wrong-code");
    Answer yes = at.post("/orders/" + made.id() + "/handover", "{\"code\":\"000000\"}");
    assertThat(yes.status()).isEqualTo(200);
    assertThat(asked("/handover").stream().map(Asked::key).distinct()).hasSize(2);
  }

  @Test
  void aLentCarComesBackOnceWithWhatWasSaidOfIt() throws Exception {
    Answer made = at.order(0, "test-drive");
    assertThat(at.post("/orders/" + made.id() + "/return", "{}").status()).isEqualTo(409);
    at.tower.set("p-1", "state", "out");
    at.await(made.id(), o -> o.path("tower").path("state").asText().equals("out"));
    String said = "{\"chargePercent\":40,\"odometerKm\":12,\"damage\":\" a scratch \"}";
    assertThat(at.post("/orders/" + made.id() + "/return", said).status()).isEqualTo(200);
    assertThat(at.post("/orders/" + made.id() + "/return", said).status()).isEqualTo(409);
    assertThat(asked("/v1/intakes").getFirst().body().path("vehicle").path("damage").asText())
        .isEqualTo("a scratch");
    at.tower.set("p-1", "state", "returned");
    at.tower.set("i-2", "state", "stored");
    JsonNode end = at.await(made.id(), o -> o.path("ended").asBoolean());
    // Somebody looks at the scratch before the deposit goes back.
    assertThat(end.path("money").path("state").asText()).isEqualTo("undecided");
  }

  @Test
  void nonsenseIsRefusedWithItsRemedyAndOrdersNothing() throws Exception {
    String good = "{\"vin\":\"" + PaperTower.vin(0) + "\",\"purpose\":\"buy\"}";
    assertThat(at.post("/orders", "{").status()).isEqualTo(400);
    assertThat(at.post("/orders", "[]").status()).isEqualTo(400);
    assertThat(at.post("/orders", good.replace("buy", "steal")).status()).isEqualTo(422);
    assertThat(at.post("/orders", good.replace("{", "{\"price\":1,")).status()).isEqualTo(422);
    assertThat(at.order(9, "buy").status()).isEqualTo(404);
    assertThat(at.post("/orders", good + " ".repeat(17_000)).status()).isEqualTo(413);
    assertThat(at.post("/orders", good, "Origin", "https://evil.example").status()).isEqualTo(403);
    HttpRequest.Builder form = at.to("/orders").POST(HttpRequest.BodyPublishers.ofString("vin=1"));
    assertThat(at.send(form.header("Content-Type", "text/plain")).status()).isEqualTo(415);
    assertThat(at.send(at.to("/orders").DELETE()).status()).isEqualTo(405);
    Answer lost = at.get("/orders/o-1");
    assertThat(lost.status()).isEqualTo(404);
    assertThat(lost.body().path("remedy").asText()).isNotEmpty();
    assertThat(at.get("/files/..%2fprices.json").status()).isIn(400, 404);
    assertThat(at.tower.asked).isEmpty();
  }

  @Test
  void aFullShopForgetsOnlyWhatHasEnded() throws Exception {
    Answer first = at.order(0, "buy");
    at.order(1, "buy");
    at.order(2, "buy");
    assertThat(at.order(3, "buy").status()).isEqualTo(503);
    at.post("/orders/" + first.id() + "/cancellation", "{}");
    at.await(first.id(), o -> o.path("ended").asBoolean());
    assertThat(at.order(3, "buy").status()).isEqualTo(201);
    assertThat(at.get("/orders/" + first.id()).status()).isEqualTo(404);
  }

  @Test
  void anotherBrowserCannotTouchAnOrder() throws Exception {
    Answer made = at.order(0, "buy");
    Answer no =
        at.post("/orders/" + made.id() + "/cancellation", "{}", "Cookie", "shop=" + "9".repeat(32));
    assertThat(no.status()).isEqualTo(403);
    assertThat(asked("/cancellation")).isEmpty();
  }
}
