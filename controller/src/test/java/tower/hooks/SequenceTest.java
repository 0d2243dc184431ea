package tower.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tower.store.Deliveries;
import tower.store.Deliveries.Delivery;
import tower.store.Deliveries.State;

/** Exactly what was committed, in its sequence, nothing missing. */
class SequenceTest {
  private final Shops shops = new Shops();

  @AfterEach
  void close() {
    shops.close();
  }

  @Test
  void everyEventArrivesOnceInItsSequence() {
    shops.publishPickups(20);
    shops.pass(Shops.SECOND);

    assertThat(shops.seqs()).isEqualTo(LongStream.rangeClosed(1, 20).boxed().toList());
    assertThat(shops.log()).extracting(Delivery::state).containsOnly(State.DELIVERED);
    assertThat(shops.status().condition()).isEqualTo(Status.Condition.ENABLED);
    assertThat(shops.status().pending()).isZero();
  }

  /** Whoever looks at an event notices within a quarter of a second, without being told. */
  @Test
  void anEventIsNoticedSoon() {
    shops.pass(Shops.HOUR);
    shops.publishPickups(1);
    shops.pass(Webhooks.LOOK_MS);
    assertThat(shops.sent).hasSize(1);
  }

  /** The next one must not overtake one that is under way. */
  @Test
  void oneRequestAtATime() {
    CompletableFuture<Client.Response> first = new CompletableFuture<>();
    shops.shop = r -> first;
    shops.publishPickups(3);
    shops.pass(Shops.MINUTE);
    assertThat(shops.seqs()).containsExactly(1L);

    shops.shop = r -> Shops.answer(200);
    first.complete(new Client.Response(200, null, null, ""));
    shops.pass(Shops.SECOND);
    assertThat(shops.seqs()).containsExactly(1L, 2L, 3L);
  }

  /** Every event names the one before it: across a dead shop and three days the chain holds. */
  @Test
  void seventyTwoHoursWithoutTheCloudLoseNothing() {
    shops.shop = r -> CompletableFuture.failedFuture(new java.net.ConnectException("refused"));
    for (int hour = 0; hour < 72; hour++) {
      shops.publishPickups(5);
      shops.pass(Shops.HOUR);
    }
    assertThat(shops.log()).as("a dead shop costs one row").hasSize(1);
    int before = shops.sent.size();
    assertThat(before).isBetween(9, 10);

    shops.shop = r -> Shops.answer(200);
    shops.pass(24 * Shops.HOUR);
    List<Shops.Sent> after = shops.sent.subList(before, shops.sent.size());
    assertThat(after).hasSize(360);
    long previous = 0;
    for (Shops.Sent s : after) {
      assertThat(s.request().body())
          .contains("\"seq\":" + (previous + 1) + ",\"previous\":" + previous);
      previous = s.seq();
    }
    long caughtUp = after.getLast().atMs() - after.getFirst().atMs();
    assertThat(caughtUp).as("nothing waits once the shop is back").isLessThan(Shops.SECOND);
  }

  /** One thing is behind a dead shop for a year: some rows, however many events. */
  @Test
  void aDeadEndpointCostsABoundedPlace() {
    shops.shop = r -> Shops.answer(503);
    for (int day = 0; day < 365; day++) {
      shops.publishPickups(24);
      shops.pass(24 * Shops.HOUR);
    }
    assertThat(shops.log()).hasSizeBetween(100, 125);
    assertThat(shops.sent)
        .as("one try a day, and one more per event given up")
        .hasSizeLessThan(600);
    assertThat(shops.status().pending()).isBetween(990, 1_000);
  }

  @Test
  void anEndpointHearsOnlyOfItsTopics() {
    shops.start(Shops.endpoint("all"), Shops.endpoint("in", "intake."));
    for (int i = 0; i < 200; i++) {
      shops.publish("pickup.staged", "p-" + i);
    }
    shops.publish("intake.stored", "i-1");
    shops.pass(Shops.MINUTE);
    assertThat(shops.log().stream().filter(d -> d.endpoint().equals("in")).map(Delivery::seq))
        .containsExactly(201L);
    assertThat(shops.log().stream().filter(d -> d.endpoint().equals("all"))).hasSize(201);
  }

  /** What was under way when its topic was taken out must not block what is wanted now. */
  @Test
  void aTopicThatIsTakenOutIsNotWaitedFor() {
    shops.shop = r -> Shops.answer(500);
    shops.publish("pickup.staged", "p-1");
    shops.pass(Shops.SECOND);
    shops.shop = r -> Shops.answer(200);
    shops.start(Shops.endpoint("shop", "intake."));
    shops.publish("intake.stored", "i-1");
    shops.pass(Shops.HOUR);
    assertThat(shops.log())
        .extracting(Delivery::state)
        .containsExactly(State.GIVEN_UP, State.DELIVERED);
  }

  @Test
  void aNewEndpointBeginsNow() {
    shops.publishPickups(3);
    shops.pass(Shops.SECOND);
    shops.sent.clear();
    shops.start(Shops.endpoint("new"));
    shops.publishPickups(1);
    shops.pass(Shops.SECOND);
    assertThat(shops.seqs()).containsExactly(4L);
  }

  @Test
  void aDisabledEndpointForgetsNothing() {
    Endpoint off = new Endpoint("shop", Shops.url(), List.of(), List.of(), true);
    shops.start(off);
    shops.publishPickups(3);
    shops.pass(Shops.HOUR);
    assertThat(shops.sent).isEmpty();
    assertThat(shops.status().condition()).isEqualTo(Status.Condition.DISABLED);
    assertThat(shops.status().pending()).isEqualTo(3);

    shops.start(Shops.endpoint("shop"));
    shops.pass(Shops.SECOND);
    assertThat(shops.seqs()).containsExactly(1L, 2L, 3L);
  }

  /** A process that dies before the answer was written tells it again, under the same id. */
  @Test
  void whatWasNotWrittenIsToldAgainUnderTheSameId() {
    shops.disk = Forgetful::new;
    shops.start();
    shops.publishPickups(1);
    shops.pass(Shops.SECOND);
    shops.disk = d -> d;
    shops.start();
    shops.pass(Shops.SECOND);
    assertThat(shops.sent).hasSize(2);
    assertThat(shops.sent.get(1).id()).isEqualTo(shops.sent.get(0).id());
    assertThat(shops.sent.get(1).request().body()).isEqualTo(shops.sent.get(0).request().body());
  }

  /** A full disk: at most one event is told twice by a restart, so the next one is not sent. */
  @Test
  void nothingMoreIsSentBeforeTheLastIsWritten() {
    Forgetful[] full = new Forgetful[1];
    shops.disk = d -> full[0] = new Forgetful(d);
    shops.start();
    shops.publishPickups(3);
    shops.pass(Shops.HOUR);
    assertThat(shops.seqs()).containsExactly(1L);

    full[0].full = false;
    shops.pass(Courier.STORE_MS);
    assertThat(shops.seqs()).containsExactly(1L, 2L, 3L);
    assertThat(shops.log()).extracting(Delivery::attempts).containsOnly(1);
  }

  /** Takes no writes of what came of an attempt. */
  private static final class Forgetful extends Relay {
    boolean full = true;

    Forgetful(Deliveries deliveries) {
      super(deliveries);
    }

    @Override
    public CompletableFuture<Delivery> settle(Delivery delivery, Progress progress) {
      return full
          ? CompletableFuture.failedFuture(new IllegalStateException("the disk is full"))
          : super.settle(delivery, progress);
    }
  }
}
