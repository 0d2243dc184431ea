package tower.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tower.core.Asker;
import tower.core.Known;
import tower.core.Request;
import tower.core.Result;
import tower.loop.Commands;

/**
 * What was decided is told on threads of its own: the loop is about to look at the stop inputs, and
 * the disk's thread has the next commit to make. There are never more of them than open requests.
 */
record Answers(Commands commands) implements Commands {
  private static final Executor THREADS = task -> Thread.ofVirtual().name("answer").start(task);

  @Override
  public CompletableFuture<Result> submit(
      String key, String bodyHash, Asker by, Request request, @Nullable Known known) {
    return commands
        .submit(key, bodyHash, by, request, known)
        .thenApplyAsync(Function.identity(), THREADS);
  }
}
