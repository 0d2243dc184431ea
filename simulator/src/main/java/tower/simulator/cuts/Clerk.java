package tower.simulator.cuts;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tower.api.Reply;
import tower.simulator.check.Issued;
import tower.simulator.hunt.Client;
import tower.simulator.world.World;

/**
 * The shop's side: asks until there is an answer, always with the same key, and once more: whatever
 * was cut in between, the second answer must be the first.
 */
final class Clerk {
  private static final long AGAIN_NANOS = 1500 * World.MS;

  private final World world;
  private final Client client;

  Clerk(World world, Client client) {
    this.world = world;
    this.client = client;
  }

  /** Gives a customer a code. */
  void issue(Issued code) {
    client.issued(code);
  }

  /** Asks; the answer is no refusal for the moment. */
  void ask(String key, String path, String body, Consumer<Reply> then) {
    new Question(key, path, body, then).ask();
  }

  /** Something that is asked until it is answered. */
  private final class Question {
    private final String key;
    private final String path;
    private final String body;
    private final Consumer<Reply> then;
    private boolean answered;

    Question(String key, String path, String body, Consumer<Reply> then) {
      this.key = key;
      this.path = path;
      this.body = body;
      this.then = then;
    }

    void ask() {
      if (!answered) {
        client.post(key, path, body, this::take);
        world.in(AGAIN_NANOS, this::ask);
      }
    }

    private void take(@Nullable Reply reply) {
      if (!answered && reply != null && reply.status() < 500) {
        answered = true;
        then.accept(reply);
        world.in(AGAIN_NANOS, () -> client.post(key, path, body, again -> {}));
      }
    }
  }
}
