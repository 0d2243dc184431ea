package tower.simulator.storefront;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.sse.SseClient;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import tower.simulator.storefront.ShopProblem.Kind;

/** The shop's HTTP: its pages, its own small API, the webhooks, and lines that stay open. */
final class Window implements AutoCloseable {
  static final int BODY_BYTES = 16 * 1024;

  /** What a browser on this machine, or behind a tunnel to it, asks for. */
  private static final String OWN = "(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]+)?";

  private static final int LINES = 64;
  private static final long BEAT_MS = 10_000;
  private static final int THREADS = 8;

  /** Nothing from elsewhere, nothing inline, nobody's frame. */
  private static final String POLICY =
      "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  private final Counter counter;
  private final Hook hook;
  private final Watch watch;
  private final Semaphore lines = new Semaphore(LINES);
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("shop-line-", 0).factory());
  private final Javalin javalin;

  Window(Counter counter, Hook hook, Watch watch, int port) {
    this.counter = counter;
    this.hook = hook;
    this.watch = watch;
    javalin = Javalin.create(config -> configure(config, port));
  }

  Window open() {
    javalin.start();
    return this;
  }

  int port() {
    return javalin.port();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      // They end their answers themselves; afterwards there would be none to end.
      boolean _ = threads.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    javalin.stop();
  }

  private void configure(JavalinConfig config, int port) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = (long) BODY_BYTES;
    config.jetty.host = "127.0.0.1";
    config.jetty.port = port;
    QueuedThreadPool pool = new QueuedThreadPool(THREADS, 2);
    pool.setName("shop");
    pool.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("shop-call-"));
    config.jetty.threadPool = pool;
    config.routes.before(Window::harden);
    config.routes.get("/", ctx -> page(ctx, "index.html"));
    config.routes.get("/files/{name}", ctx -> page(ctx, ctx.pathParam("name")));
    config.routes.get("/cars", ctx -> json(ctx, 200, counter.cars()));
    config.routes.get("/orders", ctx -> json(ctx, 200, counter.mine(owner(ctx))));
    config.routes.post("/orders", this::order);
    config.routes.get("/orders/{id}", ctx -> show(ctx, 200, counter.get(ctx.pathParam("id"))));
    config.routes.sse("/orders/{id}/stream", this::line);
    config.routes.post("/orders/{id}/{what}", this::act);
    config.routes.post("/webhooks", this::hooked);
    config.routes.exception(ShopProblem.class, Window::refuse);
    config.routes.exception(
        HttpResponseException.class,
        (e, ctx) -> refuse(new ShopProblem(Kind.of(e.getStatus()), shown(ctx)), ctx));
    config.routes.exception(
        Exception.class,
        (e, ctx) -> {
          Logger.error(e, "{} {}", ctx.method(), ctx.path());
          refuse(new ShopProblem(Kind.INTERNAL, "the log has the cause"), ctx);
        });
  }

  private static String shown(Context ctx) {
    String path = ctx.path();
    return ctx.method() + " " + (path.length() > 80 ? path.substring(0, 80) + "..." : path);
  }

  private static void harden(Context ctx) {
    ctx.header("Content-Security-Policy", POLICY);
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("Referrer-Policy", "no-referrer");
    ctx.header("Cache-Control", "no-store");
    String host = ctx.header("Host");
    if (host != null && !host.toLowerCase(Locale.ROOT).matches(OWN)) {
      throw new ShopProblem(Kind.NOT_YOURS, "ask for 127.0.0.1 or localhost");
    }
    String origin = ctx.header("Origin");
    if (ctx.method().equals(HandlerType.POST)
        && origin != null
        && !origin.equals("http://" + ctx.header("Host"))) {
      throw new ShopProblem(Kind.NOT_YOURS, "another site's page has no business here");
    }
  }

  private static void page(Context ctx, String name) throws IOException {
    String ending = name.substring(name.lastIndexOf('.') + 1);
    String type = TYPES.get(ending);
    // One folder's own names: a path cannot leave it.
    InputStream in =
        type != null && name.matches("[a-z0-9-]+\\.[a-z]+")
            ? Window.class.getResourceAsStream("page/" + name)
            : null;
    if (in == null) {
      throw new ShopProblem(Kind.NOT_FOUND, "there is no such page");
    }
    try (in) {
      ctx.contentType(String.valueOf(type)).result(in.readAllBytes());
    }
  }

  private static void json(Context ctx, int status, JsonNode body) {
    ctx.status(status).contentType("application/json").result(body.toString());
  }

  private static void refuse(ShopProblem problem, Context ctx) {
    ctx.status(problem.kind().status)
        .contentType("application/problem+json")
        .result(problem.body().toString());
  }

  /** The browser's name, empty for one that never ordered. */
  private static String owner(Context ctx) {
    String cookie = ctx.cookie("shop");
    return cookie != null && cookie.matches("[0-9a-f]{32}") ? cookie : "";
  }

  private void show(Context ctx, int status, Order order) {
    json(ctx, status, counter.tell(order, owner(ctx)));
  }

  private void order(Context ctx) throws InterruptedException {
    requireJson(ctx);
    Order order = counter.order(owner(ctx), ctx.header("Idempotency-Key"), ctx.bodyAsBytes());
    ctx.header("Set-Cookie", "shop=" + order.owner + "; Path=/; HttpOnly; SameSite=Strict");
    ctx.header("Location", "/orders/" + order.id);
    // Whoever has made it sees its code.
    json(ctx, order.pickupId().isEmpty() ? 202 : 201, counter.tell(order, order.owner));
  }

  private void act(Context ctx) throws InterruptedException {
    requireJson(ctx);
    Order order = counter.get(ctx.pathParam("id"));
    if (!owner(ctx).isEmpty() && !owner(ctx).equals(order.owner)) {
      throw new ShopProblem(Kind.NOT_YOURS, "another browser has made this order");
    }
    counter.act(order, ctx.pathParam("what"), ctx.bodyAsBytes());
    show(ctx, 200, order);
  }

  private void hooked(Context ctx) {
    requireJson(ctx);
    hook.take(
            ctx.header("webhook-id"),
            ctx.header("webhook-timestamp"),
            ctx.header("webhook-signature"),
            ctx.bodyAsBytes())
        .ifPresent(watch::hooked);
    ctx.status(204);
  }

  private static void requireJson(Context ctx) {
    @Nullable String type = ctx.contentType();
    if (type == null || !type.matches("(?i)application/json(\\s*;.*)?")) {
      throw new ShopProblem(Kind.NOT_JSON, "Content-Type is " + (type == null ? "missing" : type));
    }
  }

  /** Whoever reads slowly gets only the latest state; more than {@link #LINES} nobody gets. */
  private void line(SseClient client) {
    Order order = counter.get(client.ctx().pathParam("id"));
    String owner = owner(client.ctx());
    if (!lines.tryAcquire()) {
      throw new ShopProblem(Kind.SHOP_FULL, LINES + " pages are being told already");
    }
    client.keepAlive();
    threads.execute(() -> {
      try {
        follow(client, order, owner);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        lines.release();
        client.close();
      }
    });
  }

  private void follow(SseClient client, Order order, String owner) throws InterruptedException {
    long seen = 0;
    while (!client.terminated()) {
      long version = order.awaitOther(seen, BEAT_MS);
      if (version == seen) {
        client.sendComment("alive");
      } else {
        seen = version;
        String told = counter.tell(order, owner).toString();
        client.sendEvent("order", told);
      }
    }
  }
}
