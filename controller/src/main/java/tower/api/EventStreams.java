package tower.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.tinylog.Logger;
import tower.access.Principal;
import tower.core.Problem;
import tower.model.Time;

/**
 * The sockets of {@link Streams}, under Javalin: its own SSE client blocks whoever sends when the
 * other end does not read. Here writes are Jetty's asynchronous ones, one at a time for each
 * client, and one thread does everything for all of them.
 */
final class EventStreams extends Handler.Wrapper implements AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final Api api;
  private final Route route;
  private final Time time;
  private final Supplier<String> ids;
  private final Streams streams;

  /** Who listens; touched by the thread of the streams alone. */
  private final List<Line> lines = new ArrayList<>();

  private long askedNanos;

  /** Its queue is bounded by the connections: each has one opening, write and farewell at most. */
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("api-events").daemon().factory());

  EventStreams(Api api, Time time, ApiLimits.Patience patience, Supplier<String> ids) {
    this.api = api;
    this.time = time;
    this.ids = ids;
    askedNanos = time.nanos();
    streams = api.streams(time, patience, () -> later(this::step));
    route =
        api.routes().stream().filter(r -> r.path().equals(Events.STREAM)).findFirst().orElseThrow();
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    long period = ApiLimits.EVENT_PERIOD.toMillis();
    var _ = thread.scheduleWithFixedDelay(this::step, period, period, TimeUnit.MILLISECONDS);
  }

  /** Ends all streams. */
  void cut() {
    later(streams::close);
  }

  /** Ends all streams and takes no more. */
  @Override
  public void close() {
    later(streams::close);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
        Logger.warn("the event streams did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    // As Javalin compares them: HEAD and everything else of this path is answered there.
    if (!request.getMethod().equals("GET")
        || !Events.STREAM.equals(request.getHttpURI().getPath())) {
      return super.handle(request, response, callback);
    }
    long begun = time.nanos();
    Call call = call(request);
    Reply reply = api.answer(route, call).join();
    if (reply.status() != 200) {
      answer(response, reply, callback, begun);
    } else if (!later(() -> open(call, reply, request, response, callback, begun))) {
      answer(response, refused(call, Problem.NOT_TAKING, "the server is ending"), callback, begun);
    }
    return true;
  }

  private void open(
      Call call, Reply reply, Request request, Response response, Callback callback, long begun) {
    if (streams.full()) {
      String detail = ApiLimits.STREAMS + " clients are listening";
      answer(response, refused(call, Problem.TOO_MANY_STREAMS, detail), callback, begun);
      return;
    }
    Principal owner = call.caller().principal();
    long own = lines.stream().filter(line -> line.owner.name().equals(owner.name())).count();
    // In development all clients have one name.
    if (own >= ApiLimits.STREAMS_OF_A_CLIENT && !owner.equals(Principal.DEVELOPMENT)) {
      String detail = owner.name() + " listens " + own + " times already";
      Reply no = refused(call, Problem.TOO_MANY_OWN_STREAMS, detail).with("Retry-After", "5");
      answer(response, no, callback, begun);
      return;
    }
    Wire.head(response, reply);
    // Nothing can follow on this connection, and a stream needs no other end than its own.
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    // Silence is no failure: Jetty would keep one more with the request at every idle time-out. A
    // write that makes no progress is still ended by it.
    request.addIdleTimeoutListener(timeout -> false);
    api.answered("GET", route.path(), reply.status(), time.nanos() - begun);
    Line line = new Line(owner, request, response, callback);
    lines.add(line);
    streams.open(call, line);
    line.listen();
  }

  private void answer(Response response, Reply reply, Callback callback, long begun) {
    Wire.send(response, reply, callback);
    api.answered("GET", route.path(), reply.status(), time.nanos() - begun);
  }

  private static Reply refused(Call call, Problem problem, String detail) {
    return Problems.reply(call.requestId(), problem, detail);
  }

  private Call call(Request request) {
    return new Call(
        ids.get(),
        request.getMethod(),
        Events.STREAM,
        Map.of(),
        request.getHttpURI().getQuery(),
        request.getHeaders().getValuesList(HttpHeader.ACCEPT),
        null,
        List.of(),
        request.getHeaders().get("Last-Event-ID"),
        ByteBuffer.allocate(0),
        Gate.caller(request));
  }

  private void step() {
    guarded(() -> {
      cutWhoMayNotAnyMore();
      streams.step();
    });
  }

  /** A key or certificate ends by time, and its streams with it. */
  private void cutWhoMayNotAnyMore() {
    long now = time.nanos();
    if (now - askedNanos < ApiLimits.MAY_LISTEN_PERIOD.toNanos()) {
      return;
    }
    askedNanos = now;
    for (Line line : List.copyOf(lines)) {
      if (!Gate.mayStill(line.request)) {
        streams.gone(line, false);
      }
    }
  }

  /** Does something on the thread of the streams; false when it has ended. */
  private boolean later(Runnable task) {
    try {
      thread.execute(() -> guarded(task));
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** A mistake must not leave streams behind that say nothing: their clients call again. */
  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      Logger.error(e, "the event streams end");
      streams.close();
    }
  }

  /** One client's connection. */
  private final class Line implements Streams.Sink, Callback {
    private final Principal owner;
    private final Request request;
    private final Response response;
    private final Callback callback;
    private final EndPoint endPoint;

    Line(Principal owner, Request request, Response response, Callback callback) {
      this.owner = owner;
      this.request = request;
      this.response = response;
      this.callback = callback;
      endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    }

    @Override
    public void write(byte[] bytes) {
      response.write(
          false,
          ByteBuffer.wrap(bytes),
          Callback.from(
              InvocationType.NON_BLOCKING,
              () -> later(() -> streams.written(this)),
              failure -> leaves(failure instanceof TimeoutException)));
    }

    @Override
    public void close() {
      lines.remove(this);
      endPoint.close();
      callback.failed(new QuietException.Exception("the event stream ends"));
    }

    private void leaves(boolean slow) {
      later(() -> streams.gone(this, slow));
    }

    /**
     * While a request is answered Jetty does not read: without this a client that has gone would be
     * noticed at the second write after it.
     */
    void listen() {
      endPoint.tryFillInterested(this);
    }

    @Override
    public void succeeded() {
      try {
        if (endPoint.fill(BufferUtil.allocate(1)) == 0) {
          listen();
          return;
        }
        // The end, or words of a client that should listen.
      } catch (IOException e) {
        // Gone without a farewell.
      }
      leaves(false);
    }

    /** Silence is no farewell, even where Jetty's own time-out wins the race with its listener. */
    @Override
    public void failed(Throwable failure) {
      if (failure instanceof TimeoutException) {
        listen();
      } else {
        leaves(false);
      }
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }
}
