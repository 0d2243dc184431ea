package tower.loop;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tower.core.Asker;
import tower.core.Known;
import tower.core.Request;
import tower.core.Result;

/** The client's side of the bounded inbox. Callable from any thread; never blocks. */
public interface Commands {
  /**
   * Puts a request into the inbox.
   *
   * <p>The future completes with what was really decided, and not before that is durable. It has no
   * time limit of its own: whoever waits limits the waiting, and may not take the request for
   * undone. As long as the future is open the API answers repeats of the key with "still in
   * progress", which is what keeps one key to one effect; so it is completed last, when the durable
   * part can be read from the store.
   *
   * @param key idempotency key, unique among the open requests of its principal
   * @param bodyHash hash of method, path and body
   * @param by who asks, and from where; goes into the journal
   * @param request what is asked
   * @param known what the store knew of the key before, null for nothing
   * @return {@link Result.Refused} with {@code INBOX_FULL} at once when the inbox is full, or with
   *     {@code NOT_TAKING} when the loop is ending
   */
  CompletableFuture<Result> submit(
      String key, String bodyHash, Asker by, Request request, @Nullable Known known);
}
