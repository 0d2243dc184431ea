package tower.simulator.cuts;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/** Numbered work on several threads; what comes of it is taken one at a time. */
final class Workers<R> {
  private final int jobs;
  private final Taker<R> taker;
  private volatile boolean enough;

  /** Takes what came of one piece of work. */
  interface Taker<R> {
    /**
     * Takes it.
     *
     * @return false when the rest need not be done
     */
    boolean take(long number, R result);
  }

  Workers(int jobs, Taker<R> taker) {
    this.jobs = jobs;
    this.taker = taker;
  }

  /** Does the work from 0 to so many. */
  void run(long count, LongFunction<R> work) throws InterruptedException {
    AtomicLong next = new AtomicLong();
    ExecutorService threads = Executors.newFixedThreadPool(jobs);
    List<Future<?>> workers = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      workers.add(threads.submit(() -> loop(next, count, work)));
    }
    threads.shutdown();
    try {
      for (Future<?> worker : workers) {
        worker.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the simulator itself has failed", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private void loop(AtomicLong next, long count, LongFunction<R> work) {
    for (long i = next.getAndIncrement();
        i < count && !enough && !Thread.currentThread().isInterrupted();
        i = next.getAndIncrement()) {
      R result = work.apply(i);
      synchronized (this) {
        if (!taker.take(i, result)) {
          enough = true;
        }
      }
    }
  }
}
