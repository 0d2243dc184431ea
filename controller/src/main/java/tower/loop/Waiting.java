package tower.loop;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import tower.core.Effect;
import tower.core.Result;

/** Clients that wait for their answer, and answers that wait for the disk. */
final class Waiting {
  private final AtomicLong lastId = new AtomicLong();
  private final Map<Long, CompletableFuture<Result>> open = new ConcurrentHashMap<>();
  private final Queue<Effect.Reply> undurable = new ArrayDeque<>();

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
    if (reply.afterSeq() <= durableSeq) {
      complete(reply);
    } else {
      undurable.add(reply);
    }
  }

  /** The disk has come further. */
  void durable(long seq) {
    while (!undurable.isEmpty() && undurable.element().afterSeq() <= seq) {
      complete(undurable.remove());
    }
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
