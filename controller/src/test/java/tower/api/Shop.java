package tower.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tower.access.Caller;
import tower.access.Principal;
import tower.access.Scope;

/** A client that calls the API's functions directly: no server, no thread. */
final class Shop {
  final FakeTower tower = new FakeTower();
  private final Api api;

  /** Who calls; by default somebody who may do everything. */
  Principal principal = new Principal("shop", EnumSet.allOf(Scope.class));

  Shop() {
    api = tower.api();
  }

  private Shop(Api api) {
    this.api = api;
  }

  /** A client of another API. */
  static Shop of(Api api) {
    return new Shop(api);
  }

  Reply get(String path) {
    return now(begin("GET", path, List.of(), null, new byte[0], List.of()));
  }

  Reply get(String path, String accept) {
    return now(begin("GET", path, List.of(), null, new byte[0], List.of(accept)));
  }

  Reply post(String path, String key, String body) {
    return now(begin(path, key, body));
  }

  Reply post(String path, List<String> keys, @Nullable String contentType, byte[] body) {
    return now(begin("POST", path, keys, contentType, body, List.of()));
  }

  /** A POST whose answer may come later. */
  CompletableFuture<Reply> begin(String path, String key, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return begin("POST", path, List.of(key), "application/json", bytes, List.of());
  }

  private CompletableFuture<Reply> begin(
      String method,
      String target,
      List<String> keys,
      @Nullable String contentType,
      byte[] body,
      List<String> accept) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    for (Route route : api.routes()) {
      Map<String, String> parameters = parameters(route.path(), path);
      if (route.method().equals(method) && parameters != null) {
        return api.answer(
            route,
            new Call(
                    "r-test",
                    method,
                    path,
                    parameters,
                    query < 0 ? null : target.substring(query + 1),
                    accept,
                    contentType,
                    keys,
                    ByteBuffer.wrap(body))
                .from(Caller.of(principal)));
      }
    }
    throw new IllegalArgumentException("no route for " + method + " " + target);
  }

  private static @Nullable Map<String, String> parameters(String template, String path) {
    Matcher match =
        Pattern.compile(template.replaceAll("\\{(\\w+)}", "(?<$1>[^/]+)")).matcher(path);
    if (!match.matches()) {
      return null;
    }
    Map<String, String> parameters = new HashMap<>();
    match.namedGroups().keySet().forEach(name -> parameters.put(name, match.group(name)));
    return parameters;
  }

  private static Reply now(CompletableFuture<Reply> reply) {
    if (!reply.isDone()) {
      throw new AssertionError("the reply waits for something");
    }
    return reply.join();
  }
}
