package tower.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tower.core.Fact;
import tower.core.Known;
import tower.core.Ledger;
import tower.core.Problem;
import tower.core.Result;
import tower.model.Time;
import tower.store.StoreException.Code;

class StoreThreadTest {
  private final Db db = Opening.memory("t", 0);
  private final SqliteStore store = new SqliteStore(db, "t", null, false);
  private final Told told = new Told();
  private StoreThread thread;
  private long seq;

  @AfterEach
  void close() {
    told.gate.countDown();
    if (thread != null) {
      thread.close();
    }
  }

  @Test
  void tellsWhatIsDurable() throws Exception {
    start(10);
    assertThat(thread.submit(batch("a"))).isTrue();
    assertThat(told.next()).isEqualTo("durable 1");
    assertThat(thread.metrics().commits()).isEqualTo(1);
    assertThat(thread.pendingSinceMs()).isEqualTo(-1);
  }

  /** One sync for all that came during the last one: this is what group commit is for. */
  @Test
  void whatQueuesDuringACommitIsOneGroup() throws Exception {
    told.gate = new CountDownLatch(1);
    start(100);
    thread.submit(batch("a"));
    assertThat(told.next()).isEqualTo("durable 1");
    for (int i = 0; i < 50; i++) {
      assertThat(thread.submit(batch("b"))).isTrue();
    }
    assertThat(thread.pendingSinceMs()).isGreaterThanOrEqualTo(0);
    told.gate.countDown();
    assertThat(told.next()).isEqualTo("durable 51");
    assertThat(thread.metrics().commits()).isEqualTo(2);
    assertThat(thread.metrics().facts()).isEqualTo(51);
  }

  /** Every queue has a limit: a disk that hangs must not fill the memory. */
  @Test
  void fullQueueTakesNothingAndSaysSo() throws Exception {
    told.gate = new CountDownLatch(1);
    start(3);
    thread.submit(batch("a"));
    told.next();
    for (int i = 0; i < 3; i++) {
      assertThat(thread.submit(batch("b"))).isTrue();
    }
    assertThat(thread.submit(new Batch(5, 0, List.of(act("c"))))).isFalse();
    told.gate.countDown();
    assertThat(told.next()).isEqualTo("durable 4");
  }

  @Test
  void lookupsHaveTheirOwnLimit() throws Exception {
    told.gate = new CountDownLatch(1);
    start(10);
    thread.submit(batch("a"));
    told.next();
    List<CompletableFuture<?>> asked = new ArrayList<>();
    for (int i = 0; i < StoreThread.LOOKUPS; i++) {
      asked.add(thread.known("shop k"));
    }
    assertThat(thread.known("shop k")).isCompletedExceptionally();
    assertThat(thread.submit(batch("b"))).as("a batch still has its place").isTrue();
    told.gate.countDown();
    for (CompletableFuture<?> future : asked) {
      future.get(5, SECONDS);
    }
    assertThat(told.next()).isEqualTo("durable 2");
  }

  @Test
  void looksUpWhatIsDurable() throws Exception {
    start(10);
    Result result = new Result.Refused(Problem.WRONG_CODE, "no");
    thread.submit(new Batch(++seq, 0, List.of(new Fact.Answered("k", "h", "shop", "", result))));
    told.next();
    assertThat(thread.known("shop k").get(5, SECONDS)).contains(new Known("h", result));
    assertThat(thread.pickup("p").get(5, SECONDS)).isEmpty();
    assertThat(thread.intake("i").get(5, SECONDS)).isEmpty();
    assertThat(thread.journal(0, 10).get(5, SECONDS)).hasSize(1);
  }

  /** A full disk is no fault of the machine: it goes on by itself when there is space again. */
  @Test
  void fullDiskIsToldOnceAndTriedAgain() throws Exception {
    start(1_000);
    limitPages(db.number("PRAGMA page_count") + 20);
    long lastGood = fill();
    assertThat(thread.metrics().full()).isTrue();
    assertThat(thread.pendingSinceMs()).isGreaterThanOrEqualTo(0);
    assertThat(thread.pickup("p").get(5, SECONDS)).as("reads go on").isEmpty();
    assertThat(thread.submit(batch("while full"))).isTrue();
    // Longer than two tries: they must not be told again.
    LockSupport.parkNanos(1_300_000_000L);
    assertThat(told.queue).isEmpty();
    limitPages(1_000_000);
    assertThat(told.next()).isEqualTo("durable " + seq);
    assertThat(thread.metrics().full()).isFalse();
    assertThat(thread.close(5_000)).isTrue();
    assertThat(lastGood).isLessThan(seq);
  }

  /** Fills the database; returns the last sequence that was durable before it was full. */
  private long fill() throws Exception {
    long good = 0;
    for (; ; ) {
      thread.submit(batch("x".repeat(3_000)));
      String word = told.next();
      if (word.startsWith("full")) {
        return good;
      }
      good = Long.parseLong(word.substring("durable ".length()));
    }
  }

  private void limitPages(long pages) throws Exception {
    // Between two commits: the connection belongs to the store's thread.
    thread.look(() -> db.number("PRAGMA max_page_count = " + pages)).get(5, SECONDS);
  }

  /** After a commit with unknown outcome nothing more is tried on this handle. */
  @Test
  void failedCommitIsTheLastOne() throws Exception {
    start(10);
    thread.submit(new Batch(7, 0, List.of(act("out of sequence"))));
    assertThat(told.next()).startsWith("failed");
    assertThat(thread.submit(batch("a"))).isFalse();
    assertThatThrownBy(() -> thread.known("shop k").get(5, SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.code()).isEqualTo(Code.BUSY));
    assertThat(thread.metrics().commits()).isZero();
    assertThat(told.queue).isEmpty();
  }

  @Test
  void closeCommitsWhatHasQueued() throws Exception {
    told.gate = new CountDownLatch(1);
    start(10);
    thread.submit(batch("a"));
    told.next();
    thread.submit(batch("b"));
    told.gate.countDown();
    assertThat(thread.close(5_000)).isTrue();
    assertThat(told.next()).isEqualTo("durable 2");
    assertThat(thread.submit(batch("c"))).isFalse();
  }

  @Test
  void closeGivesUpOnADiskThatHangs() throws Exception {
    told.gate = new CountDownLatch(1);
    start(10);
    thread.submit(batch("a"));
    told.next();
    assertThat(thread.close(50)).isFalse();
  }

  private void start(int capacity) {
    assertThat(store.load().ledger()).isEqualTo(Ledger.empty());
    thread = new StoreThread(store, new RealTime(), capacity, told);
    thread.start();
  }

  private Batch batch(String act) {
    return new Batch(++seq, 0, Collections.nCopies(1, act(act)));
  }

  private static Fact act(String act) {
    return new Fact.PersonActed("operator", act);
  }

  /** Writes down what it is told; then waits at the gate, as a commit that hangs would. */
  private static final class Told implements Store.Listener {
    final BlockingQueue<String> queue = new LinkedBlockingQueue<>();
    volatile CountDownLatch gate = new CountDownLatch(0);

    @Override
    public void durable(long seq) {
      tell("durable " + seq);
    }

    @Override
    public void full(String text) {
      tell("full " + text);
    }

    @Override
    public void failed(String text) {
      tell("failed " + text);
    }

    private void tell(String word) {
      queue.add(word);
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    String next() throws InterruptedException {
      String word = queue.poll(10, SECONDS);
      assertThat(word).as("nothing was told").isNotNull();
      return word;
    }
  }

  private static final class RealTime implements Time {
    @Override
    public long nanos() {
      return System.nanoTime() - START;
    }

    @Override
    public void sleepUntil(long nanos) {
      throw new IllegalStateException("the store waits for work, never for time");
    }

    @Override
    public long utcMs() {
      return 0;
    }

    private static final long START = System.nanoTime();
  }
}
