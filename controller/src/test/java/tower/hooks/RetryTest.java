package tower.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static tower.hooks.Shops.HOUR;
import static tower.hooks.Shops.MINUTE;
import static tower.hooks.Shops.SECOND;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tower.store.Deliveries.Delivery;
import tower.store.Deliveries.Denied;
import tower.store.Deliveries.State;
import tower.store.Deliveries.Wish;

/** What becomes of an event that the shop does not take. */
class RetryTest {
  private static final long YEARS = 30 * 365 * 24 * HOUR;

  private final Shops shops = new Shops();

  @AfterEach
  void close() {
    shops.close();
  }

  private List<Long> waits() {
    List<Long> waits = new ArrayList<>();
    for (int i = 1; i < shops.sent.size(); i++) {
      waits.add(shops.sent.get(i).atMs() - shops.sent.get(i - 1).atMs());
    }
    return waits;
  }

  /** The schedule of Standard Webhooks to the second: ten attempts in 75 h 35 min 5 s. */
  @Test
  void theScheduleIsThatOfTheStandard() {
    shops.shop = r -> Shops.answer(500);
    shops.publishPickups(1);
    shops.pass(200 * HOUR);
    assertThat(waits())
        .containsExactly(
            5 * SECOND,
            5 * MINUTE,
            30 * MINUTE,
            2 * HOUR,
            5 * HOUR,
            10 * HOUR,
            14 * HOUR,
            20 * HOUR,
            24 * HOUR);
    Delivery given = shops.log().getFirst();
    assertThat(given.state()).isEqualTo(State.GIVEN_UP);
    assertThat(given.attempts()).isEqualTo(10);
    assertThat(given.waitedMs()).isEqualTo(75 * HOUR + 35 * MINUTE + 5 * SECOND);
    assertThat(shops.status().counts().givenUp()).isEqualTo(1);
  }

  /** Jitter only ever makes a wait longer, by less than a tenth. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 4_711, -987_654_321_012_345L})
  void jitterIsBounded(long chance) {
    for (int failures = 1; failures < 50; failures++) {
      long plain = Schedule.WAITS.get(Math.min(failures, Schedule.WAITS.size()) - 1).toMillis();
      assertThat(Schedule.waitMs(failures, chance)).isBetween(plain, plain + plain / 10);
    }
  }

  @Test
  void jitterSpreads() {
    assertThat(Schedule.waitMs(9, 1_234_567_890)).isNotEqualTo(Schedule.waitMs(9, 987_654_321));
  }

  /** An event that the shop cannot take must not keep the others for ever. */
  @Test
  void whatNobodyTakesIsGivenUpAndTheRestFollows() {
    shops.shop = r -> Shops.answer(r.body().contains("\"seq\":1,") ? 400 : 200);
    shops.publishPickups(4);
    shops.pass(75 * HOUR);
    assertThat(shops.seqs()).containsOnly(1L);
    shops.pass(HOUR);
    assertThat(shops.seqs().subList(10, 13)).containsExactly(2L, 3L, 4L);
    assertThat(shops.log())
        .extracting(Delivery::state)
        .containsExactly(State.GIVEN_UP, State.DELIVERED, State.DELIVERED, State.DELIVERED);
    assertThat(shops.status().condition()).isEqualTo(Status.Condition.ENABLED);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 199, 300, 301, 307, 308, 400, 404, 429, 500, 502, 504})
  void everythingButTwoHundredsIsAFailure(int status) {
    shops.shop = r -> Shops.answer(status);
    shops.publishPickups(1);
    shops.pass(SECOND);
    assertThat(shops.status().condition()).isEqualTo(Status.Condition.WAITING);
    assertThat(shops.log().getFirst().last().status()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 299})
  void twoHundredsAreSuccess(int status) {
    shops.shop = r -> Shops.answer(status);
    shops.publishPickups(1);
    shops.pass(SECOND);
    assertThat(shops.log().getFirst().state()).isEqualTo(State.DELIVERED);
  }

  @Test
  void noAnswerIsAFailureWithItsCause() {
    shops.shop =
        r -> CompletableFuture.failedFuture(new java.util.concurrent.TimeoutException("15\ns"));
    shops.publishPickups(1);
    shops.pass(SECOND);
    assertThat(shops.log().getFirst().last().status()).isZero();
    assertThat(shops.log().getFirst().last().text()).isEqualTo("TimeoutException: 15 s");
  }

  @Test
  void aCauseWithoutWordsIsNamedByItsKind() {
    shops.shop = r -> CompletableFuture.failedFuture(new java.net.ConnectException());
    shops.publishPickups(1);
    shops.pass(SECOND);
    assertThat(shops.log().getFirst().last().text()).isEqualTo("ConnectException");
  }

  @Test
  void aClientThatThrowsIsAFailureLikeAnother() {
    shops.shop =
        r -> {
          throw new IllegalStateException("closed");
        };
    shops.publishPickups(1);
    shops.pass(SECOND);
    assertThat(shops.status().condition()).isEqualTo(Status.Condition.WAITING);
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7000",
    "0, 5000",
    "999999999999999999, 86400000",
    "86401, 86400000",
    "'Wed, 21 Oct 2026 07:28:00 GMT', 28000",
    "'Tue, 21 Oct 2036 07:28:00 GMT', 86400000",
    "'Wed, 21 Oct 2020 07:28:00 GMT', 5000",
  })
  void whatTheShopAsksForIsHonouredWithinBounds(String retryAfter, long waitMs) {
    shops.shop =
        r ->
            CompletableFuture.completedFuture(
                new Client.Response(503, retryAfter, "Wed, 21 Oct 2026 07:27:32 GMT", ""));
    shops.publishPickups(1);
    shops.pass(waitMs + SECOND);
    assertThat(waits().getFirst()).isEqualTo(waitMs);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "", "1e9", "Wed, 99 Oct 2026 07:28:00 GMT"})
  void whatNobodyUnderstandsChangesNothing(String retryAfter) {
    shops.shop = r -> Shops.answer(503, retryAfter);
    shops.publishPickups(1);
    shops.pass(MINUTE);
    assertThat(waits().getFirst()).isEqualTo(5 * SECOND);
  }

  /** A shop that is always back in a minute is asked each minute, and still for three days. */
  @Test
  void shortRetryAfterDoesNotUseTheAttemptsUp() {
    shops.shop = r -> Shops.answer(503, "3600");
    shops.publishPickups(1);
    shops.pass(71 * HOUR);
    assertThat(shops.sent).hasSizeGreaterThan(70);
    assertThat(shops.log().getFirst().state()).isEqualTo(State.WAITING);
    shops.pass(2 * HOUR);
    assertThat(shops.log().getFirst().state()).isEqualTo(State.GIVEN_UP);
  }

  /** Attempts count on; the wait does not begin anew, and is five minutes at most. */
  @Test
  void aRestartInAWaitGoesOn() {
    shops.shop = r -> Shops.answer(500);
    shops.publishPickups(2);
    shops.pass(3 * HOUR);
    assertThat(shops.sent).hasSize(5);
    shops.start();
    shops.pass(4 * MINUTE);
    assertThat(shops.sent).as("a restart is no reason to knock at once").hasSize(5);
    shops.pass(2 * MINUTE);
    assertThat(shops.sent).hasSize(6);
    assertThat(shops.log()).hasSize(1);
    assertThat(shops.log().getFirst().attempts()).isEqualTo(6);
    shops.shop = r -> Shops.answer(200);
    shops.pass(10 * HOUR);
    assertThat(shops.seqs().subList(6, 8)).containsExactly(1L, 2L);
  }

  /** A process that dies again and again must not use the attempts up. */
  @Test
  void aHundredRestartsGiveNothingUp() {
    shops.shop = r -> Shops.answer(500);
    shops.publishPickups(1);
    shops.pass(HOUR);
    for (int i = 0; i < 100; i++) {
      shops.start();
      shops.pass(6 * MINUTE);
    }
    assertThat(shops.log().getFirst().attempts()).isGreaterThan(50);
    assertThat(shops.log().getFirst().state()).isEqualTo(State.WAITING);
  }

  @Test
  void aHundredRestartsAreNoFlood() {
    shops.shop = r -> Shops.answer(500);
    shops.publishPickups(1);
    shops.pass(HOUR);
    int before = shops.sent.size();
    for (int i = 0; i < 100; i++) {
      shops.start();
      shops.pass(10 * SECOND);
    }
    assertThat(shops.sent).hasSizeLessThanOrEqualTo(before + 1);
  }

  /** The wall clock is in headers and records; no wait is measured on it. */
  @ParameterizedTest
  @ValueSource(longs = {YEARS, -YEARS, 3_600_000, -3_600_000})
  void aJumpOfTheClockChangesNoWait(long jump) {
    shops.shop = r -> Shops.answer(500);
    shops.publishPickups(1);
    shops.pass(HOUR);
    int before = shops.sent.size();
    shops.jump(jump);
    shops.pass(HOUR);
    assertThat(shops.sent).hasSize(before);
    shops.pass(HOUR);
    assertThat(shops.sent).hasSize(before + 1);
  }

  /** The clock of a board without a battery says 1970 after each start. */
  @ParameterizedTest
  @ValueSource(longs = {YEARS, -YEARS})
  void aJumpBetweenTwoProcessesCostsOneAttemptAtMost(long jump) {
    shops.shop = r -> Shops.answer(500);
    shops.publishPickups(1);
    shops.pass(8 * HOUR);
    int before = shops.sent.size();
    shops.jump(jump);
    shops.start();
    shops.pass(9 * HOUR);
    assertThat(shops.sent).hasSize(before + 1);
    assertThat(shops.log().getFirst().state()).isEqualTo(State.WAITING);
  }

  @Test
  void aClockThatWentBackIsNoReasonToKnockAtOnce() {
    shops.shop = r -> Shops.answer(500);
    shops.publishPickups(1);
    shops.pass(8 * HOUR);
    int before = shops.sent.size();
    shops.jump(-YEARS);
    shops.start();
    shops.pass(4 * MINUTE);
    assertThat(shops.sent).hasSize(before);
    shops.pass(2 * MINUTE);
    assertThat(shops.sent).hasSize(before + 1);
  }

  @Test
  void goneDisablesUntilSomebodyEnables() {
    shops.shop = r -> Shops.answer(410);
    shops.publishPickups(2);
    shops.pass(200 * HOUR);
    assertThat(shops.sent).hasSize(1);
    assertThat(shops.status().condition()).isEqualTo(Status.Condition.GONE);
    shops.start();
    shops.pass(HOUR);
    assertThat(shops.sent).as("still after a start").hasSize(1);

    shops.shop = r -> Shops.answer(200);
    shops.ask("k", new Wish.Enabling("shop"));
    shops.pass(SECOND);
    assertThat(shops.seqs()).containsExactly(1L, 1L, 2L);
    assertThat(shops.status().condition()).isEqualTo(Status.Condition.ENABLED);
    assertThat(shops.ask("k", new Wish.Enabling("shop")).granted().repeated()).isTrue();
  }

  /** The same key later must not enable what has been disabled again since. */
  @Test
  void aRepeatedEnablingHasNoSecondEffect() {
    shops.shop = r -> Shops.answer(410);
    shops.publishPickups(1);
    shops.pass(SECOND);
    shops.ask("k", new Wish.Enabling("shop"));
    shops.pass(SECOND);
    assertThat(shops.sent).hasSize(2);
    shops.ask("k", new Wish.Enabling("shop"));
    shops.pass(HOUR);
    assertThat(shops.sent).hasSize(2);
  }

  @Test
  void anotherUrlEnables() {
    shops.shop = r -> Shops.answer(410);
    shops.publishPickups(1);
    shops.pass(SECOND);
    shops.shop = r -> Shops.answer(200);
    URI other = URI.create("https://shop.example/new");
    shops.start(new Endpoint("shop", other, List.of(Shops.SECRET), List.of(), false));
    shops.pass(SECOND);
    assertThat(shops.sent).hasSize(2);
  }

  @Test
  void disablingInTheConfigurationAndBackEnables() {
    shops.shop = r -> Shops.answer(410);
    shops.publishPickups(1);
    shops.pass(SECOND);
    shops.shop = r -> Shops.answer(200);
    shops.start(new Endpoint("shop", Shops.url(), List.of(), List.of(), true));
    shops.start(Shops.endpoint("shop"));
    shops.pass(SECOND);
    assertThat(shops.sent).hasSize(2);
  }

  @Test
  void whatWasGivenUpCanBeDeliveredStill() {
    shops.shop = r -> Shops.answer(500);
    shops.publishPickups(1);
    shops.pass(100 * HOUR);
    long id = shops.log().getFirst().id();
    shops.ask("a", new Wish.Redelivery(id));
    assertThat(shops.log().getFirst().attempts()).isEqualTo(11);
    assertThat(shops.log().getFirst().state()).isEqualTo(State.GIVEN_UP);

    shops.shop = r -> Shops.answer(200);
    shops.ask("b", new Wish.Redelivery(id));
    assertThat(shops.log().getFirst().state()).isEqualTo(State.DELIVERED);
    assertThat(shops.sent.getLast().id()).isEqualTo(shops.sent.getFirst().id());
    shops.ask("b", new Wish.Redelivery(id));
    assertThat(shops.sent).as("once per key").hasSize(12);
    assertThat(shops.ask("c", new Wish.Redelivery(99)).denied()).isEqualTo(Denied.UNKNOWN);
  }

  /** A technician has mended the line and tries: the backlog need not wait for tomorrow. */
  @Test
  void aTestThatArrivesEndsTheWait() {
    shops.shop = r -> Shops.answer(500);
    shops.publishPickups(3);
    shops.pass(20 * HOUR);
    int before = shops.sent.size();
    shops.shop = r -> Shops.answer(200);
    shops.ask("k", new Wish.Test("shop"));
    shops.pass(SECOND);
    assertThat(shops.sent.get(before).request().body()).contains("\"type\":\"webhook.test\"");
    shops.sent.subList(0, before + 1).clear();
    assertThat(shops.seqs()).containsExactly(1L, 2L, 3L);
  }

  /** A test is tried once, and makes nothing that waits wait longer. */
  @Test
  void aTestThatFailsChangesNothing() {
    shops.shop = r -> Shops.answer(500);
    shops.publishPickups(1);
    shops.pass(HOUR);
    long next = shops.status().nextMs();
    int before = shops.sent.size();
    shops.ask("k", new Wish.Test("shop"));
    shops.pass(SECOND);
    assertThat(shops.sent).hasSize(before + 1);
    assertThat(shops.status().nextMs()).isEqualTo(next);
    assertThat(shops.log().getLast().state()).isEqualTo(State.GIVEN_UP);
    assertThat(shops.log()).extracting(Delivery::seq).containsExactly(1L, 0L);
  }
}
