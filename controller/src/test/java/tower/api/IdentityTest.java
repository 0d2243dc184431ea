package tower.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tower.access.Clients;
import tower.access.Principal;
import tower.access.Role;
import tower.access.Scope;
import tower.core.Fact;
import tower.core.Request;

/** Nothing changes without a principal that may change it, and the journal has its name. */
class IdentityTest {
  private static final String SETTLEMENT = "{\"outcome\":\"delivered\",\"note\":\"bought\"}";
  private static final String PICKUP =
      "{\"vin\":\"%s\",\"purpose\":\"buy\",\"voucher\":\"%s\"}"
          .formatted(Samples.VIN, Samples.VOUCHER);

  private final AtomicReference<Clients> clients =
      new AtomicReference<>(
          Clientele.clients(Clientele.SHOP, Clientele.VIEWER, Clientele.SUPERVISOR));
  private final Served served =
      new Served(
          ApiLimits.Patience.USUAL, Clientele.door(clients, new Door.Bounds(64, 8, 1_000, 1_000)));

  @AfterEach
  void close() {
    served.close();
  }

  private HttpResponse<String> post(String path, Clientele who, String key, String body) {
    return served.post(path, key, body, who);
  }

  @Test
  void onlyASupervisorSettlesAndReleases() {
    String settlement = "/v1/pickups/p-0000000001/settlement";
    String release = "/v1/vehicles/" + Samples.VIN + "/release";
    for (Clientele who : new Clientele[] {Clientele.SHOP, Clientele.VIEWER}) {
      assertThat(post(settlement, who, "s", SETTLEMENT).body())
          .contains("missing-scope", "lacks the scope pickups:settle");
      assertThat(post(release, who, "r", "{}").body())
          .contains("missing-scope", "lacks the scope vehicles:release");
    }
    assertThat(served.tower.received).isEmpty();
    assertThat(post(settlement, Clientele.SUPERVISOR, "s", SETTLEMENT).statusCode()).isEqualTo(200);
    assertThat(post(release, Clientele.SUPERVISOR, "r", "{}").statusCode()).isEqualTo(200);
    assertThat(served.tower.askers).containsExactly("li-wei", "li-wei");
  }

  /** A name in the body is anybody's word: the credential's counts. */
  @Test
  void nobodyNamesTheSupervisor() {
    String named = SETTLEMENT.replace("{", "{\"supervisor\":\"Li Wei\",");
    assertThat(post("/v1/pickups/p-1/settlement", Clientele.SUPERVISOR, "s", named).statusCode())
        .isEqualTo(422);
  }

  @Test
  void aViewerSeesAndASupervisorDoesNotSell() {
    assertThat(served.get("/v1/vehicles", Clientele.VIEWER).statusCode()).isEqualTo(200);
    assertThat(post("/v1/pickups", Clientele.VIEWER, "k", PICKUP).statusCode()).isEqualTo(403);
    assertThat(post("/v1/pickups", Clientele.SUPERVISOR, "k", PICKUP).statusCode()).isEqualTo(403);
    assertThat(post("/v1/pickups", Clientele.SHOP, "k", PICKUP).statusCode()).isEqualTo(201);
    assertThat(served.tower.received).hasSize(1);
  }

  /** What a shop was answered is nobody else's, though he knows its key. */
  @Test
  void anIdempotencyKeyIsItsClients() {
    Shop shop = new Shop();
    shop.post("/v1/pickups", "k", PICKUP);
    shop.principal = new Principal("other", Role.SHOP.scopes());
    assertThat(shop.post("/v1/pickups", "k", PICKUP).headers())
        .doesNotContainKey("Idempotent-Replayed");
    shop.principal = new Principal("shop", EnumSet.allOf(Scope.class));
    assertThat(shop.post("/v1/pickups", "k", PICKUP).headers())
        .containsEntry("Idempotent-Replayed", "true");
    assertThat(shop.tower.received).hasSize(2).first().isInstanceOf(Request.NewPickup.class);
  }

  /** Where nothing is checked before it the functions themselves refuse. */
  @Test
  void theFunctionsRefuseAStrangerToo() {
    Shop shop = new Shop();
    shop.principal = Principal.NOBODY;
    assertThat(shop.get("/v1/vehicles").status()).isEqualTo(401);
    assertThat(shop.post("/v1/pickups", "k", PICKUP).status()).isEqualTo(401);
    assertThat(shop.get("/livez").status()).isEqualTo(200);
    assertThat(shop.tower.received).isEmpty();
  }

  @Test
  void aRevokedKeyIsRefusedOnAConnectionThatStands() {
    assertThat(served.get("/v1/tower", Clientele.SHOP).statusCode()).isEqualTo(200);
    clients.set(Clientele.clients(Clientele.SHOP_NEXT));
    assertThat(served.get("/v1/tower", Clientele.SHOP).statusCode()).isEqualTo(401);
    assertThat(served.get("/v1/tower", Clientele.SHOP_NEXT).statusCode()).isEqualTo(200);
  }

  @Test
  void duringAChangeBothKeysAreTheSameClient() {
    clients.set(Clientele.clients(Clientele.SHOP, Clientele.SHOP_NEXT));
    assertThat(post("/v1/pickups", Clientele.SHOP, "k", PICKUP).statusCode()).isEqualTo(201);
    HttpResponse<String> again = post("/v1/pickups", Clientele.SHOP_NEXT, "k", PICKUP);
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
  }

  @Test
  void anExpiredKeySaysSo() {
    String row = Clientele.SHOP.row() + " until:2026-11-28T11:59:59Z";
    clients.set(Clientele.clients(new Clientele(Clientele.SHOP.key(), row)));
    HttpResponse<String> refused = served.get("/v1/tower", Clientele.SHOP);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("accepted until 2026-11-28T11:59:59Z");
    assertThat(refused.headers().firstValue("WWW-Authenticate"))
        .contains("Bearer realm=\"tower\", error=\"invalid_token\"");
  }

  /** A body is not read for somebody who may not send one. */
  @Test
  void aStrangersBodyIsNotWaitedFor() {
    String answer =
        served.raw(
            "POST /v1/pickups HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Idempotency-Key: k\r\nContent-Length: 10000\r\n\r\n{");
    assertThat(answer).startsWith("HTTP/1.1 401");
  }

  @Test
  void whatIsRefusedIsWrittenDownAndBounded() {
    for (int i = 0; i < 50; i++) {
      post("/v1/pickups/p-1/settlement", Clientele.SHOP, "s", SETTLEMENT);
      served.get("/v1/tower", Clientele.UNKNOWN);
    }
    assertThat(served.tower.refusals)
        .extracting(
            Fact.TurnedAway::who,
            Fact.TurnedAway::from,
            Fact.TurnedAway::what,
            Fact.TurnedAway::subject,
            Fact.TurnedAway::code)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "shop", "127.0.0.1", "POST /v1/pickups/{id}/settlement", "p-1", "missing-scope"),
            org.assertj.core.groups.Tuple.tuple(
                "nobody", "127.0.0.1", "GET /v1/tower", "", "unauthenticated"));
    served.tower.nowMs = 61_000;
    served.tower.apis.getFirst().noteRefusals();
    assertThat(served.tower.refusals).hasSize(4);
    assertThat(served.tower.refusals.stream().mapToInt(Fact.TurnedAway::times).sum())
        .isEqualTo(100);
  }

  /** A voucher that is not genuine, or anything else that a write was refused for. */
  @Test
  void refusedWritesAreWrittenDownAndRefusedReadsAreNot() {
    String forged = PICKUP.replace(Samples.VOUCHER, Samples.VOUCHER + "A");
    assertThat(post("/v1/pickups", Clientele.SHOP, "k", forged).statusCode()).isEqualTo(403);
    served.get("/v1/vehicles/NOBODY", Clientele.SHOP);
    assertThat(served.tower.refusals)
        .extracting(Fact.TurnedAway::code)
        .containsExactly("voucher-not-genuine");
    Fact.TurnedAway row = served.tower.refusals.peek();
    assertThat(row.vin()).isEqualTo(Samples.VIN);
    assertThat(row.from()).isEqualTo("127.0.0.1");
    assertThat(row.toString()).doesNotContain(Samples.VOUCHER.substring(0, 20));
  }
}
