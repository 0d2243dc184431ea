package tower.api;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.tinylog.Logger;
import tower.access.Caller;
import tower.core.Problem;
import tower.model.Time;

/**
 * Javalin before {@link Api}: reads calls off the wire and writes replies onto it. Everything that
 * has threads, sockets and a clock in this room is here, in {@link Wire}, {@link SlowHeads} and
 * {@link EventStreams}; virtual time leaves them out.
 *
 * <p>A listener for the shop and one for those at the tower are two servers, with threads, bounds
 * and routes of their own.
 */
public final class ApiServer implements AutoCloseable {
  private final Api api;
  private final Time time;
  private final ApiLimits.Patience patience;
  private final boolean local;
  private final EventStreams streams;
  private final Javalin javalin;
  private final AtomicLong calls = new AtomicLong();

  /** Where calls that may block are made. */
  private final ExecutorService calling =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("api-call-", 0).factory());

  /** Writes replies, so that neither the loop's nor the store's thread ever touches a socket. */
  private final ExecutorService replies =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("api-reply-", 0).factory());

  private final ScheduledExecutorService auditor =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("api-audit").factory());

  private ApiServer(Door door, Api api, Time time, ApiLimits.Patience patience) {
    this.api = api;
    this.time = time;
    this.patience = patience;
    local = door.entry() instanceof Entry.Local;
    streams = new EventStreams(api, time, patience, this::nextId);
    javalin = Javalin.create(config -> configure(config, door));
  }

  /**
   * Starts to listen.
   *
   * @param time real time
   * @throws io.javalin.util.JavalinBindException when the port is taken
   */
  public static ApiServer start(Door door, Api api, Time time) {
    return start(door, api, time, ApiLimits.Patience.USUAL);
  }

  static ApiServer start(Door door, Api api, Time time, ApiLimits.Patience patience) {
    ApiServer server = new ApiServer(door, api, time, patience);
    server.javalin.start();
    server.auditLater();
    return server;
  }

  /** The port that it listens on. */
  public int port() {
    return javalin.port();
  }

  /** Cuts every event stream; their clients may call again at once. */
  public void cutStreams() {
    streams.cut();
  }

  /** Stops to listen; calls under way are cut off. */
  @Override
  public void close() {
    streams.close();
    javalin.stop();
    calling.shutdownNow();
    replies.shutdownNow();
    auditor.shutdownNow();
  }

  /** What was refused and is not written yet must not wait for the next refusal. */
  private void auditLater() {
    long period = ApiLimits.AUDIT_PERIOD.toMillis();
    var _ =
        auditor.scheduleWithFixedDelay(api::noteRefusals, period, period, TimeUnit.MILLISECONDS);
  }

  private void configure(JavalinConfig config, Door door) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.http.maxRequestSize = ApiLimits.BODY_BYTES;
    config.router.ignoreTrailingSlashes = false;
    config.router.javaLangErrorHandler(
        (response, error) -> Logger.error(error, "while serving a request"));
    if (!local) {
      config.jetty.modifyServer(server -> server.insertHandler(streams));
    }
    List<Route> routes =
        api.routes().stream().filter(r -> !local || Permissions.forLocal(r)).toList();
    Reads reads = new Reads(api, routes, time, patience.decision(), this::nextId, calling);
    config.jetty.modifyServer(server -> server.insertHandler(reads));
    Gate gate = new Gate(api, door, time::nanos, this::nextId);
    Wire.configure(config.jetty, door, gate, patience, time::nanos, this::refuse);
    for (Route route : routes) {
      HandlerType method = HandlerType.findOrCreate(route.method());
      config.routes.addHttpHandler(method, route.path(), ctx -> serve(route, ctx));
      if (route.method().equals("GET")) {
        // Javalin answers 200 to HEAD of any path that has a GET, even when GET says 404.
        config.routes.addHttpHandler(HandlerType.HEAD, route.path(), ctx -> serve(route, ctx));
      }
    }
    config.routes.exception(HttpResponseException.class, this::refused);
    config.routes.exception(Refusal.class, (e, ctx) -> write(ctx, refuse(e.problem(), e.detail())));
    config.routes.exception(Exception.class, this::failed);
  }

  private void serve(Route route, Context ctx) throws IOException {
    long begun = time.nanos();
    Caller caller = Gate.caller(ctx.req());
    boolean may = api.refusal(route, caller) == null;
    boolean reads = may && ctx.method().equals(HandlerType.POST);
    Call call = call(ctx, caller, reads, begun);
    CompletableFuture<Reply> reply = api.answer(route, call);
    if (reply.isDone()) {
      answer(route, ctx, reply.join(), begun);
      return;
    }
    CompletableFuture<Reply> limited =
        reply.completeOnTimeout(
            timedOut(call), patience.decision().toMillis(), TimeUnit.MILLISECONDS);
    ctx.future(() -> limited.thenAcceptAsync(r -> answer(route, ctx, r, begun), replies));
  }

  private void answer(Route route, Context ctx, Reply reply, long begun) {
    write(ctx, reply);
    api.answered(ctx.method().name(), route.path(), reply.status(), time.nanos() - begun);
  }

  private Reply timedOut(Call call) {
    return Problems.reply(
        call.requestId(),
        Problem.TIMED_OUT,
        "no decision after " + patience.decision().toSeconds() + " s");
  }

  private static void write(Context ctx, Reply reply) {
    ctx.status(reply.status());
    ctx.contentType(reply.contentType());
    ctx.header("Cache-Control", "no-store");
    ctx.header("X-Content-Type-Options", "nosniff");
    reply.headers().forEach(ctx::header);
    ctx.result(reply.body().getBytes(StandardCharsets.UTF_8));
  }

  /** The body of a stranger is not read. */
  private Call call(Context ctx, Caller caller, boolean reads, long begun) throws IOException {
    return new Call(
        nextId(),
        ctx.method().name(),
        ctx.path(),
        ctx.pathParamMap(),
        ctx.queryString(),
        Collections.list(ctx.req().getHeaders("Accept")),
        ctx.req().getHeader("Content-Type"),
        Collections.list(ctx.req().getHeaders("Idempotency-Key")),
        ctx.req().getHeader("Last-Event-ID"),
        reads ? body(ctx, begun) : ByteBuffer.allocate(0),
        caller);
  }

  /** The whole body, or a refusal when it is too long or drips too slowly. */
  private ByteBuffer body(Context ctx, long begun) throws IOException {
    if (ctx.req().getContentLengthLong() > ApiLimits.DRAINED_BYTES) {
      throw tooLarge();
    }
    byte[] bytes = new byte[ApiLimits.BODY_BYTES + 1];
    int length = 0;
    InputStream in = ctx.req().getInputStream();
    try {
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes, length, bytes.length - length)) {
        length += n;
        if (length > ApiLimits.BODY_BYTES) {
          drain(in, bytes, begun);
          throw tooLarge();
        }
        if (time.nanos() - begun > patience.arrival().toNanos()) {
          throw tooSlow();
        }
      }
    } catch (IOException e) {
      if (ctx.req().getContentLengthLong() > ApiLimits.BODY_BYTES || length == bytes.length) {
        throw tooLarge();
      }
      throw timedOut(e) ? tooSlow() : new Refusal(Problem.MALFORMED, "the body broke off");
    }
    return ByteBuffer.wrap(bytes, 0, length);
  }

  private void drain(InputStream in, byte[] scratch, long begun) throws IOException {
    int drained = scratch.length;
    for (int n = in.read(scratch);
        n >= 0
            && drained < ApiLimits.DRAINED_BYTES
            && time.nanos() - begun <= patience.arrival().toNanos();
        n = in.read(scratch)) {
      drained += n;
    }
  }

  private static boolean timedOut(IOException e) {
    return e.getCause() instanceof TimeoutException;
  }

  private static Refusal tooLarge() {
    return new Refusal(
        Problem.TOO_LARGE, "the body has more than " + ApiLimits.BODY_BYTES + " bytes");
  }

  private Refusal tooSlow() {
    return new Refusal(
        Problem.TOO_SLOW,
        "the body was not complete after " + patience.arrival().toSeconds() + " s");
  }

  /** What Javalin itself refuses: a path or a method that the contract does not have. */
  private void refused(HttpResponseException e, Context ctx) {
    Problem problem = Wire.problem(e.getStatus());
    Reply reply = refuse(problem, ctx.method().name() + " " + shown(ctx.path()));
    // Javalin hands the methods of the path over as the exception's only detail.
    String allowed = e.getDetails().values().stream().findFirst().orElse("");
    write(ctx, problem == Problem.METHOD_NOT_ALLOWED ? reply.with("Allow", allowed) : reply);
  }

  private void failed(Exception e, Context ctx) {
    Reply reply = refuse(Problem.INTERNAL, "the log has the cause");
    Logger.error(e, "{} {}: {}", ctx.method().name(), ctx.path(), reply.body());
    write(ctx, reply);
  }

  /** Refuses what never became a call. */
  private Reply refuse(Problem problem, String detail) {
    api.refused(problem);
    return Problems.reply(nextId(), problem, detail);
  }

  private static String shown(String path) {
    return path.length() > 80 ? path.substring(0, 80) + "..." : path;
  }

  private String nextId() {
    return "r-" + calls.incrementAndGet();
  }
}
