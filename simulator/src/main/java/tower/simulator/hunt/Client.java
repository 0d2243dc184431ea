package tower.simulator.hunt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tower.api.Api;
import tower.api.Call;
import tower.api.Reply;
import tower.api.Route;
import tower.simulator.check.Asked;
import tower.simulator.check.Issued;
import tower.simulator.check.Scene;
import tower.simulator.check.Told;
import tower.simulator.world.World;

/** The shop's side of the API: the same routes and calls as over HTTP, without a socket. */
final class Client {
  private static final List<String> JSON = List.of("application/json");

  private final World world;
  private final Running running;
  private final Scene scene;
  private long calls;

  Client(World world, Running running, Scene scene) {
    this.world = world;
    this.running = running;
    this.scene = scene;
  }

  /**
   * Posts, and hands the answer on when it comes.
   *
   * @param then gets null at once when nobody listens; gets nothing when the process dies first
   */
  void post(String key, String path, String body, Consumer<@Nullable Reply> then) {
    Api api = running.api();
    Optional<Route> route = api == null ? Optional.empty() : route(api, path);
    if (api == null || route.isEmpty()) {
      then.accept(null);
      return;
    }
    Call call =
        new Call(
            "call-" + ++calls,
            "POST",
            path,
            parameters(route.get(), path),
            null,
            JSON,
            "application/json",
            List.of(key),
            ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
    scene.asked(new Asked(key, path, body, false));
    CompletableFuture<Void> told =
        api.answer(route.get(), call)
            .thenAccept(reply -> {
              scene.told(new Told(key, path, body, reply.status(), reply.body()));
              world.trace(0xA000, reply.status());
              world.in(World.MS, () -> then.accept(reply));
            });
    if (told.isCompletedExceptionally()) {
      told.join();
    }
  }

  /** The shop has given a customer a code. */
  void issued(Issued issued) {
    scene.issued(issued);
  }

  private static Optional<Route> route(Api api, String path) {
    return api.routes().stream()
        .filter(
            r -> r.method().equals("POST") && matches(r.path().split("/", -1), path.split("/", -1)))
        .findFirst();
  }

  private static boolean matches(String[] pattern, String[] path) {
    if (pattern.length != path.length) {
      return false;
    }
    for (int i = 0; i < path.length; i++) {
      if (!pattern[i].startsWith("{") && !pattern[i].equals(path[i])) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, String> parameters(Route route, String path) {
    Map<String, String> parameters = new HashMap<>();
    String[] pattern = route.path().split("/", -1);
    String[] pieces = path.split("/", -1);
    for (int i = 0; i < pattern.length; i++) {
      if (pattern[i].startsWith("{")) {
        parameters.put(pattern[i].substring(1, pattern[i].length() - 1), pieces[i]);
      }
    }
    return parameters;
  }
}
