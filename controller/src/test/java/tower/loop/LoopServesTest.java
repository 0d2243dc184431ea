package tower.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tower.core.Asker;
import tower.core.Fact;
import tower.core.Known;
import tower.core.Problem;
import tower.core.Request;
import tower.core.Result;

/** Clients wait neither for the whole bus nor for a cycle, and the machine waits for no client. */
class LoopServesTest {
  private static final Asker SHOP = new Asker("shop", "");
  private static final Result DONE = new Result.Refused(Problem.NOT_FOUND, "as decided");
  private static final Request CANCEL = new Request.CancelPickup("p-0");
  private static final Request NOTED =
      new Request.NoteRefusals(
          List.of(new Fact.TurnedAway("shop", "", "any", "", "", "forbidden", 1, 1, 1)));

  private final Mocked w = new Mocked();
  private final Loop loop = w.loop(w.readyToWork(), List.of());

  /** The start is durable. */
  private void begin() {
    loop.cycle();
    w.inbox.durable(w.lastSeq());
  }

  private CompletableFuture<Result> repeat(String key) {
    return loop.submit(key, "h", SHOP, CANCEL, new Known("h", DONE));
  }

  @Test
  void clientsAreServedBetweenTwoExchanges() {
    begin();
    w.atPoll =
        gate -> {
          CompletableFuture<Result> asked = repeat("k");
          assertThat(gate.proceed()).isTrue();
          assertThat(World.now(asked)).isEqualTo(DONE);
        };
    loop.cycle();
  }

  /** Decided, on the disk and told while the drives are still being polled. */
  @Test
  void answerComesWithTheDisksWord() {
    begin();
    w.atPoll =
        gate -> {
          long before = w.lastSeq();
          CompletableFuture<Result> asked = loop.submit("k", "h", SHOP, NOTED, null);
          assertThat(gate.proceed()).isTrue();
          assertThat(w.lastSeq()).as("given to the disk").isGreaterThan(before);
          w.inbox.durable(before);
          assertThat(World.now(asked)).as("it is not durable yet").isNull();
          assertThat(loop.facts().seq()).isEqualTo(before);
          var _ =
              asked.thenRun(() ->
                  assertThat(loop.snapshot().facts().seq())
                      .as("who hears that it is done finds it done")
                      .isEqualTo(w.lastSeq()));
          w.inbox.durable(w.lastSeq());
          assertThat(asked).isCompleted();
        };
    loop.cycle();
  }

  /** The next look may not wait for all who came at once. */
  @Test
  void gapIsOverWhenItHasTakenTooLong() {
    begin();
    w.atPoll =
        gate -> {
          List<CompletableFuture<Result>> asked = List.of(repeat("1"), repeat("2"), repeat("3"));
          w.tick = 300_000;
          assertThat(gate.proceed()).isTrue();
          w.tick = 0;
          assertThat(asked.get(0)).isDone();
          assertThat(asked.get(2)).isNotDone();
          assertThat(gate.proceed()).isTrue();
          assertThat(asked.get(2)).isDone();
        };
    loop.cycle();
  }

  /** However little each takes: a slow clock is no reason to serve for ever. */
  @Test
  void gapHasPlacesForSoMany() {
    Inbox wide = new Inbox(40, w.pause);
    Loop other = w.loop(w.readyToWork(), wide);
    other.cycle();
    w.atPoll =
        gate -> {
          for (int i = 0; i < 40; i++) {
            var _ = other.submit("k" + i, "h", SHOP, CANCEL, new Known("h", DONE));
          }
          assertThat(gate.proceed()).isTrue();
          assertThat(wide.queued()).isEqualTo(24);
          assertThat(gate.proceed()).isTrue();
          assertThat(wide.queued()).isEqualTo(8);
        };
    other.cycle();
    assertThat(wide.queued()).isZero();
  }
}
