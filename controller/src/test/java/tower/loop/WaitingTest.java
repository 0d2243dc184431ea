package tower.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tower.core.Effect;
import tower.core.Problem;
import tower.core.Result;

/** Nothing is said to a client before it is durable. */
class WaitingTest {
  private static final Result ANSWER = new Result.Refused(Problem.NOT_FOUND, "no such thing");

  private final Waiting waiting = new Waiting();
  private final CompletableFuture<Result> first = new CompletableFuture<>();
  private final CompletableFuture<Result> second = new CompletableFuture<>();

  @Test
  void answerWaitsForItsSequence() {
    long id = waiting.open(first);
    waiting.decided(new Effect.Reply(id, ANSWER, 10), 9);
    waiting.durable(9);
    assertThat(first).isNotDone();
    waiting.durable(10);
    assertThat(first).isCompletedWithValue(ANSWER);
  }

  @Test
  void answerThatRestsOnWhatIsDurableGoesOutAtOnce() {
    long id = waiting.open(first);
    waiting.decided(new Effect.Reply(id, ANSWER, 10), 10);
    assertThat(first).isCompletedWithValue(ANSWER);
  }

  @Test
  void eachGetsItsOwn() {
    long one = waiting.open(first);
    long two = waiting.open(second);
    waiting.decided(new Effect.Reply(two, ANSWER, 1), 1);
    assertThat(first).isNotDone();
    assertThat(second).isDone();
    waiting.decided(new Effect.Reply(one, ANSWER, 1), 1);
    assertThat(first).isDone();
  }

  @Test
  void endTellsEverybodyThatNothingIsCertain() {
    long id = waiting.open(first);
    waiting.open(second);
    waiting.decided(new Effect.Reply(id, ANSWER, 10), 9);
    Result end = new Result.Refused(Problem.TIMED_OUT, "ending");
    waiting.end(end);
    assertThat(first).isCompletedWithValue(end);
    assertThat(second).isCompletedWithValue(end);
    waiting.durable(10);
    assertThat(first).isCompletedWithValue(end);
  }

  @Test
  void forgottenClientIsNotAnswered() {
    long id = waiting.open(first);
    waiting.forget(id);
    waiting.decided(new Effect.Reply(id, ANSWER, 1), 1);
    assertThat(first).isNotDone();
  }
}
