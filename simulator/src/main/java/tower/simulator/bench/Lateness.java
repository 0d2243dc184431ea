package tower.simulator.bench;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A thread that does nothing but sleep, and how late it was woken: what the machine is late by. */
final class Lateness implements AutoCloseable {
  private static final long PERIOD_NANOS = 5_000_000;

  private final AtomicLong longest = new AtomicLong();
  private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::sleep);
  private volatile boolean ended;

  /** Begins at once. */
  Lateness() {
    thread.start();
  }

  private void sleep() {
    for (long due = System.nanoTime() + PERIOD_NANOS; !ended; due += PERIOD_NANOS) {
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      long late = System.nanoTime() - due;
      longest.accumulateAndGet(late, Math::max);
      due += late;
    }
  }

  /** The most until now, ns. */
  long longestNanos() {
    return longest.get();
  }

  @Override
  public void close() {
    ended = true;
  }
}
