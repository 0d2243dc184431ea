package tower.loop;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import tower.core.Effect;
import tower.core.Result;

/**
 * Clients that wait for their answer, and answers that wait for the disk. The loop decides, the
 * disk's thread tells what is durable: whichever comes last completes the answer.
 */
final class Waiting {
  private final AtomicLong lastId = new AtomicLong();
  private final Map<Long, CompletableFuture<Result>> open = new ConcurrentHashMap<>();

  // Both are guarded by this object.
  private final Queue<Effect.Reply> undurable = new ArrayDeque<>();
  private long durable = -1;

  long open(CompletableFuture<Result> future) {
    long id = lastId.incrementAndGet();
    open.put(id, future);
    return id;
  }

  void forget(long id) {
    open.remove(id);
  }

  /** An answer was decided; it goes out when everything it rests on is durable. */
  void decided(Effect.Reply reply, long durableSeq) {
    if (!waits(reply, durableSeq)) {
      complete(reply);
    }
  }

  private synchronized boolean waits(Effect.Reply reply, long durableSeq) {
    if (reply.afterSeq() <= Math.max(durableSeq, durable)) {
      return false;
    }
    undurable.add(reply);
    return true;
  }

  /** The disk has come further. */
  void durable(long seq) {
    ready(seq).forEach(this::complete);
  }

  private synchronized List<Effect.Reply> ready(long seq) {
    durable = Math.max(durable, seq);
    List<Effect.Reply> ready = new ArrayList<>();
    while (!undurable.isEmpty() && undurable.element().afterSeq() <= durable) {
      ready.add(undurable.remove());
    }
    return ready;
  }

  private void complete(Effect.Reply reply) {
    CompletableFuture<Result> future = open.remove(reply.requestId());
    if (future != null) {
      future.complete(reply.result());
    }
  }

  /** The loop ends: whoever still waits learns that nothing is certain. */
  void end(Result result) {
    open.values().forEach(f -> f.complete(result));
  }
}
