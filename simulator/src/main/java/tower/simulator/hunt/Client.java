package tower.simulator.hunt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tower.access.Caller;
import tower.access.Principal;
import tower.access.Scope;
import tower.api.Api;
import tower.api.Call;
import tower.api.Reply;
import tower.api.Route;
import tower.simulator.check.Asked;
import tower.simulator.check.Intrusion;
import tower.simulator.check.Issued;
import tower.simulator.check.Scene;
import tower.simulator.check.Told;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/** The shop's side of the API: the same routes and calls as over HTTP, without a socket. */
public final class Client {
  private static final String TYPE = "application/json";
  private static final List<String> JSON = List.of(TYPE);

  /** One client that may do everything; who may less comes with {@link Intruders}. */
  static final Caller SHOP = Caller.of(new Principal("shop", EnumSet.allOf(Scope.class)));

  /** How late a bad network delivers. */
  private static final long LATEST_MS = 12_000;

  private final World world;
  private final Running running;
  private final Scene scene;
  private long calls;
  private @Nullable Chance network;
  private long unreliableUntil;

  /** A client of whatever process runs. */
  public Client(World world, Running running, Scene scene) {
    this.world = world;
    this.running = running;
    this.scene = scene;
  }

  /**
   * Posts, and hands the answer on when it comes.
   *
   * @param then gets null at once when nobody listens; gets nothing when the process dies first
   */
  public void post(String key, String path, String body, Consumer<@Nullable Reply> then) {
    boolean there = path.endsWith("/handover"); // typed at the tower itself
    if (scene.cloud().isAway() && !there) {
      then.accept(null);
      return;
    }
    Chance luck = network;
    if (luck == null || world.nanos() >= unreliableUntil) {
      send(key, path, body, then);
      return;
    }
    switch (luck.below(8)) {
      case 0, 1 ->
          world.in(luck.between(1, LATEST_MS) * World.MS, () -> send(key, path, body, then));
      case 2, 3 -> {
        send(key, path, body, then);
        world.in(luck.between(0, LATEST_MS) * World.MS, () -> send(key, path, body, r -> {}));
      }
      case 4 -> send(key, path, body, reply -> then.accept(null));
      default -> send(key, path, body, then);
    }
  }

  /** Until then requests come late, twice and in another order, and answers get lost. */
  void unreliable(long untilNanos, Chance chance) {
    network = chance;
    unreliableUntil = untilNanos;
  }

  private void send(String key, String path, String body, Consumer<@Nullable Reply> then) {
    Api api = running.api();
    Optional<Route> route = api == null ? Optional.empty() : route(api, "POST", path);
    if (api == null || route.isEmpty()) {
      then.accept(null);
      return;
    }
    ByteBuffer bytes = ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8));
    scene.asked(new Asked(key, path, body, false));
    loudly(
        call(api, route.get(), new Sent("POST", path, null, JSON, TYPE, List.of(key), bytes), SHOP)
            .thenAccept(reply -> {
              scene.told(new Told(key, path, body, reply.status(), reply.body()));
              running.told();
              world.trace(0xA000, reply.status());
              world.in(World.MS, () -> then.accept(reply));
            }));
  }

  /** Posts for a resource that may not even have a route; a refusal is all that can come. */
  void stranger(String key, String path, String body) {
    ByteBuffer bytes = ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8));
    nonsense(key, new Sent("POST", path, null, JSON, TYPE, List.of(key), bytes));
  }

  /**
   * Sends what no tower should understand.
   *
   * @param key what stands for it, whatever keys it bears
   */
  void nonsense(String key, Sent sent) {
    Api api = running.api();
    Optional<Route> route = api == null ? Optional.empty() : route(api, sent.method(), sent.path());
    if (api == null || route.isEmpty()) {
      return;
    }
    asksInVain(key, api, route.get(), sent, SHOP);
  }

  private void asksInVain(String key, Api api, Route route, Sent sent, Caller caller) {
    String body = StandardCharsets.UTF_8.decode(sent.body().duplicate()).toString();
    scene.asked(new Asked(key, sent.path(), body, true));
    loudly(
        call(api, route, sent, caller)
            .thenAccept(reply -> {
              scene.told(new Told(key, sent.path(), body, reply.status(), reply.body()));
              world.trace(0xA001, reply.status());
            }));
  }

  /**
   * Sends what its sender may not ask for.
   *
   * @param caller who that is, as the tower's own list says
   */
  void intrudes(Intrusion intrusion, Caller caller, Sent sent) {
    Api api = running.api();
    Optional<Route> route = api == null ? Optional.empty() : route(api, sent.method(), sent.path());
    if (api == null || route.isEmpty()) {
      return;
    }
    scene.cloud().intrudes(intrusion);
    asksInVain(intrusion.key(), api, route.get(), sent, caller);
  }

  /** What a checker or a client throws is not lost in the future that it was thrown in. */
  private static void loudly(CompletableFuture<Void> told) {
    if (told.isCompletedExceptionally()) {
      told.join();
    }
  }

  private CompletableFuture<Reply> call(Api api, Route route, Sent sent, Caller caller) {
    Call call =
        new Call(
            "call-" + ++calls,
            sent.method(),
            sent.path(),
            parameters(route, sent.path()),
            sent.query(),
            sent.accept(),
            sent.type(),
            sent.keys(),
            sent.body());
    return api.answer(route, call.from(caller));
  }

  /** The shop has given a customer a code. */
  public void issued(Issued issued) {
    scene.issued(issued);
  }

  private static Optional<Route> route(Api api, String method, String path) {
    return api.routes().stream()
        .filter(
            r -> r.method().equals(method) && matches(r.path().split("/", -1), path.split("/", -1)))
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
