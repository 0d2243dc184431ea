package tower.api;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tower.core.Problem;
import tower.model.Time;

/**
 * Reads of fixed paths, under Javalin: no servlet is made for them, and whoever reads slowly holds
 * no thread. Everything else goes on from here on a virtual thread, because it may block; so
 * Jetty's own few threads, this side of which all is non-blocking, never wait for a client.
 */
final class Reads extends Handler.Wrapper {
  /** Answered where they were read: what they cost is rendered once, not for everyone. */
  private static final Set<String> LIGHT = Set.of("/livez", "/v1/tower");

  private final Api api;
  private final Map<String, Route> routes;
  private final Time time;
  private final Duration patience;
  private final Supplier<String> ids;
  private final Executor threads;

  /**
   * Before everything that may block.
   *
   * @param routes of this listener
   * @param patience how long a client waits for an answer
   * @param threads virtual ones
   */
  Reads(
      Api api,
      List<Route> routes,
      Time time,
      Duration patience,
      Supplier<String> ids,
      Executor threads) {
    this.api = api;
    this.routes =
        routes.stream()
            .filter(r -> r.method().equals("GET") && !r.path().contains("{"))
            .filter(r -> !r.path().equals(Events.STREAM))
            .collect(Collectors.toMap(Route::path, Function.identity()));
    this.time = time;
    this.patience = patience;
    this.ids = ids;
    this.threads = threads;
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    // As Javalin compares them: a path that is written otherwise is answered there.
    Route route =
        request.getMethod().equals("GET") ? routes.get(request.getHttpURI().getPath()) : null;
    if (route == null) {
      threads.execute(() -> goOn(request, response, callback));
    } else if (LIGHT.contains(route.path())) {
      read(route, request, response, callback);
    } else {
      threads.execute(() -> read(route, request, response, callback));
    }
    return true;
  }

  private void goOn(Request request, Response response, Callback callback) {
    try {
      if (!super.handle(request, response, callback)) {
        Response.writeError(request, response, callback, 404);
      }
    } catch (Exception | Error e) {
      Response.writeError(request, response, callback, e);
    }
  }

  private void read(Route route, Request request, Response response, Callback callback) {
    try {
      answer(route, request, response, callback);
    } catch (RuntimeException | Error e) {
      Response.writeError(request, response, callback, e);
    }
  }

  private void answer(Route route, Request request, Response response, Callback callback) {
    long begun = time.nanos();
    Call call = call(route, request);
    CompletableFuture<Reply> reply = api.answer(route, call);
    if (reply.isDone()) {
      answer(route, reply.join(), response, callback, begun);
      return;
    }
    Reply late = Problems.reply(call.requestId(), Problem.TIMED_OUT, "no answer in time");
    var _ =
        reply
            .completeOnTimeout(late, patience.toMillis(), TimeUnit.MILLISECONDS)
            .thenAcceptAsync(r -> answer(route, r, response, callback, begun), threads);
  }

  private void answer(Route route, Reply reply, Response response, Callback callback, long begun) {
    Wire.send(response, reply, callback);
    api.answered("GET", route.path(), reply.status(), time.nanos() - begun);
  }

  private Call call(Route route, Request request) {
    return new Call(
        ids.get(),
        "GET",
        route.path(),
        Map.of(),
        request.getHttpURI().getQuery(),
        request.getHeaders().getValuesList(HttpHeader.ACCEPT),
        request.getHeaders().get(HttpHeader.CONTENT_TYPE),
        request.getHeaders().getValuesList("Idempotency-Key"),
        null,
        ByteBuffer.allocate(0),
        Gate.caller(request));
  }
}
