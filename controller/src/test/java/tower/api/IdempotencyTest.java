package tower.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tower.access.Principal;
import tower.access.Scope;
import tower.core.CodeKey;
import tower.core.Problem;
import tower.core.Result;
import tower.model.PickupState;
import tower.voucher.TestPapers;

/** One key, one effect: whatever is repeated, crossed, lost or raced. */
class IdempotencyTest {
  private static final String PICKUPS = "/v1/pickups";
  private static final String BODY =
      "{\"vin\":\"%s\",\"purpose\":\"buy\",\"voucher\":\"%s\"}"
          .formatted(Samples.VIN, Samples.VOUCHER);
  private static final String OTHER_BODY = BODY.replace(Samples.VIN, Samples.OTHER_VIN);

  private final Shop shop = new Shop();

  @Test
  void aRepeatGetsTheSameBytesAndHasNoEffect() {
    Reply first = shop.post(PICKUPS, "k", BODY);
    Reply second = shop.post(PICKUPS, "k", BODY);

    assertThat(first.headers()).doesNotContainKey("Idempotent-Replayed");
    assertThat(second.headers()).containsEntry("Idempotent-Replayed", "true");
    assertThat(second.headers()).containsEntry("Location", first.headers().get("Location"));
    assertThat(second.status()).isEqualTo(first.status());
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(shop.tower.received).hasSize(1);
  }

  /** A wrong code costs a try: its answer is an effect, and the same to the byte when repeated. */
  @Test
  void aRepeatedWrongCodeCostsNoSecondTry() {
    shop.tower.decision =
        r ->
            CompletableFuture.completedFuture(
                new Result.CodeWrong(Samples.pickup("p-1", Samples.VIN).withTriesLeft(4)));

    Reply first = shop.post("/v1/pickups/p-1/handover", "k", "{\"code\":\"123456\"}");
    Reply second = shop.post("/v1/pickups/p-1/handover", "k", "{\"code\":\"123456\"}");

    assertThat(first.status()).isEqualTo(403);
    assertThat(first.body()).contains("wrong-code", "tries left: 4");
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers()).containsEntry("Idempotent-Replayed", "true");
    assertThat(shop.tower.received).hasSize(1);
  }

  /** Shops log it: of six digits all could be tried out if it were a hash that anybody can make. */
  @Test
  void theIdOfARequestIsAKeyedHash() {
    shop.tower.decision =
        r ->
            CompletableFuture.completedFuture(
                new Result.Refused(Problem.NOT_STAGED, "the pickup is queued"));
    Shop keyed =
        Shop.of(
            new Api(
                Samples.layout(),
                new VoucherDesk(TestPapers.PARTIES, TestPapers.ROOTS),
                new CodeKey("another key, longer than 16".getBytes(StandardCharsets.US_ASCII))::tag,
                shop.tower,
                shop.tower,
                shop.tower,
                shop.tower,
                shop.tower));
    Pattern id = Pattern.compile("\"requestId\":\"(k-[0-9a-f]{16})\"");
    Set<String> ids = new HashSet<>();
    for (Shop each : List.of(shop, keyed, shop)) {
      String body = each.post("/v1/pickups/p-1/handover", "k", "{\"code\":\"123456\"}").body();
      Matcher found = id.matcher(body);
      assertThat(found.find()).as(body).isTrue();
      ids.add(found.group(1));
    }
    assertThat(ids).hasSize(2);
  }

  @Test
  void theLastWrongCodeSaysSo() {
    shop.tower.decision =
        r ->
            CompletableFuture.completedFuture(
                new Result.CodeWrong(Samples.pickup("p-1", Samples.VIN).withTriesLeft(0)));

    assertThat(shop.post("/v1/pickups/p-1/handover", "k", "{\"code\":\"123456\"}").body())
        .contains("no-tries-left");
  }

  /** The tower at hand has forgotten it, the store has not: it is no unknown pickup. */
  @Test
  void whatEndedLongAgoIsSaidToHaveEnded() {
    shop.tower.oldPickups.put(
        "p-1",
        Samples.pickup("p-1", Samples.VIN).in(PickupState.COLLECTED, Samples.REASON, 1_800L));
    shop.tower.decision =
        r ->
            CompletableFuture.completedFuture(
                new Result.Refused(Problem.NOT_FOUND, "no such pickup"));

    assertThat(shop.post("/v1/pickups/p-1/cancellation", "a", "{}").body())
        .contains("already-ended", "the pickup is collected");
    assertThat(shop.post("/v1/pickups/p-1/handover", "b", "{\"code\":\"123456\"}").body())
        .contains("not-staged", "the pickup is collected");
    assertThat(shop.post("/v1/pickups/p-2/cancellation", "c", "{}").status()).isEqualTo(404);
    assertThat(shop.post("/v1/intakes/i-1/cancellation", "d", "{}").status()).isEqualTo(404);
  }

  /** Two shops that count alike: neither gets the other's answer, nor is kept from its own. */
  @Test
  void eachClientHasKeysOfItsOwn() {
    Reply first = shop.post(PICKUPS, "k", BODY);
    shop.principal = new Principal("other", EnumSet.allOf(Scope.class));
    Reply other = shop.post(PICKUPS, "k", BODY);
    Reply again = shop.post(PICKUPS, "k", BODY);

    assertThat(first.status()).isEqualTo(201);
    assertThat(other.status()).isEqualTo(201);
    assertThat(other.headers()).doesNotContainKey("Idempotent-Replayed");
    assertThat(again.headers()).containsEntry("Idempotent-Replayed", "true");
    assertThat(again.body()).isEqualTo(other.body());
    assertThat(shop.tower.received).hasSize(2);
  }

  @Test
  void anotherBodyUnderAKnownKeyIsRefused() {
    shop.post(PICKUPS, "k", BODY);
    Reply other = shop.post(PICKUPS, "k", OTHER_BODY);

    assertThat(other.status()).isEqualTo(422);
    assertThat(other.body()).contains("key-reused");
    assertThat(shop.tower.received).hasSize(1);
  }

  /** The same empty body means something else at another path. */
  @Test
  void anotherPathUnderAKnownKeyIsRefused() {
    shop.post("/v1/pickups/p-1/cancellation", "k", "");
    Reply other = shop.post("/v1/pickups/p-2/cancellation", "k", "");

    assertThat(other.status()).isEqualTo(422);
    assertThat(other.body()).contains("key-reused");
    assertThat(shop.tower.received).hasSize(1);
  }

  /** A shop's library may write the members in another sequence when it tries again. */
  @Test
  void layoutOfTheBodyDoesNotMatter() {
    shop.post(PICKUPS, "k", BODY);
    String same =
        "{ \"voucher\" : \"%s\",\n \"purpose\":\"buy\", \"vin\":\"\\u004c%s\" }"
            .formatted(Samples.VOUCHER, Samples.VIN.substring(1));

    assertThat(shop.post(PICKUPS, "k", same).headers())
        .containsEntry("Idempotent-Replayed", "true");
  }

  @Test
  void aRefusalIsDecidedAnew() {
    shop.tower.decision = r -> Samples.refused(Problem.NO_FREE_BAY);
    assertThat(shop.post(PICKUPS, "k", BODY).status()).isEqualTo(409);
    shop.tower.acceptEverything();

    Reply later = shop.post(PICKUPS, "k", BODY);

    assertThat(later.status()).isEqualTo(201);
    assertThat(later.headers()).doesNotContainKey("Idempotent-Replayed");
  }

  @Test
  void whileTheFirstIsDecidedARepeatWaits() {
    CompletableFuture<Result> decision = new CompletableFuture<>();
    shop.tower.decision = r -> decision;
    CompletableFuture<Reply> first = shop.begin(PICKUPS, "k", BODY);

    Reply repeat = shop.post(PICKUPS, "k", BODY);
    assertThat(repeat.status()).isEqualTo(409);
    assertThat(repeat.body()).contains("request-in-progress", "\"retryable\":true");
    assertThat(repeat.headers()).containsEntry("Retry-After", "1");
    assertThat(shop.post(PICKUPS, "k", OTHER_BODY).body()).contains("key-reused");

    decision.complete(new Result.PickupTaken(Samples.pickup("p-1", Samples.VIN)));
    assertThat(first.join().status()).isEqualTo(201);
    assertThat(shop.post(PICKUPS, "k", BODY).headers())
        .containsEntry("Idempotent-Replayed", "true");
    assertThat(shop.tower.received).hasSize(1);
  }

  /** Open keys are memory that clients fill: there is a last one, and room again afterwards. */
  @Test
  void openKeysAreBounded() {
    List<CompletableFuture<Result>> decisions = new ArrayList<>();
    shop.tower.decision =
        r -> {
          CompletableFuture<Result> decision = new CompletableFuture<>();
          decisions.add(decision);
          return decision;
        };
    for (int i = 0; i < ApiLimits.OPEN_REQUESTS; i++) {
      assertThat(shop.begin(PICKUPS, "k" + i, BODY)).isNotDone();
    }

    Reply over = shop.post(PICKUPS, "over", BODY);
    assertThat(over.status()).isEqualTo(503);
    assertThat(over.body()).contains("inbox-full");
    assertThat(decisions).hasSize(ApiLimits.OPEN_REQUESTS);

    decisions.getFirst().complete(Samples.accepted(shop.tower.received.peek()));
    assertThat(shop.begin(PICKUPS, "over", BODY)).isNotDone();
  }

  @Test
  void withoutTheStoresMemoryNothingIsAsked() {
    shop.tower.storeTakesLookUps = false;

    assertThat(shop.post(PICKUPS, "k", BODY).body()).contains("store-slow");
    assertThat(shop.get("/v1/pickups/p-77").status()).isEqualTo(503);
    assertThat(shop.tower.received).isEmpty();

    shop.tower.storeTakesLookUps = true;
    assertThat(shop.post(PICKUPS, "k", BODY).status()).isEqualTo(201);
  }

  /** A bug behind the port must not leave the key open for ever. */
  @Test
  void aBrokenTowerGivesTheKeyBack() {
    shop.tower.decision = r -> CompletableFuture.failedFuture(new IllegalStateException("a bug"));
    assertThat(shop.post(PICKUPS, "k", BODY).status()).isEqualTo(500);
    shop.tower.decision =
        r -> {
          throw new IllegalStateException("a bug");
        };
    assertThat(shop.post(PICKUPS, "k", BODY).status()).isEqualTo(500);

    shop.tower.acceptEverything();
    assertThat(shop.post(PICKUPS, "k", BODY).status()).isEqualTo(201);
  }

  /** Many clients with one key at the same instant: one effect, and nobody hears anything else. */
  @Test
  void racingRepeatsHaveOneEffect() throws Exception {
    Executor soon = CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS);
    shop.tower.decision = r -> CompletableFuture.supplyAsync(() -> Samples.accepted(r), soon);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 200; round++) {
        String key = "race-" + round;
        int before = shop.tower.received.size();
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          replies.add(
              clients.submit(() -> {
                start.await();
                return shop.begin(PICKUPS, key, BODY).get();
              }));
        }
        start.countDown();
        long fresh = 0;
        for (Future<Reply> reply : replies) {
          Reply r = reply.get();
          assertThat(r.status()).isIn(201, 409);
          Map<String, String> headers = r.headers();
          fresh += r.status() == 201 && !headers.containsKey("Idempotent-Replayed") ? 1 : 0;
        }
        assertThat(fresh).isEqualTo(1);
        assertThat(shop.tower.received).hasSize(before + 1);
      }
    }
  }
}
