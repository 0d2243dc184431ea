package tower.api;

import io.javalin.config.JettyConfig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import tower.core.Problem;

/** Jetty under Javalin: its bounds, and problems for what it refuses before Javalin hears of it. */
final class Wire {
  /** Acceptor, selector and a few for Jetty's own work; calls run on virtual threads. */
  private static final int THREADS = 8;

  private static final int BACKLOG = 64;

  private static final HttpField NO_STORE =
      new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");
  private static final HttpField NO_SNIFF =
      new PreEncodedHttpField("X-Content-Type-Options", "nosniff");

  private Wire() {}

  static void configure(
      JettyConfig jetty,
      Door door,
      Gate gate,
      ApiLimits.Patience patience,
      LongSupplier nanos,
      BiFunction<Problem, String, Reply> refuse) {
    jetty.threadPool = threads();
    jetty.modifyHttpConfiguration(http -> limit(http, patience.idle()));
    // A silent connection goes when it is idle: only one that drips lives to see the sum.
    SlowHeads heads = new SlowHeads(nanos, patience.idle().plus(patience.arrival()));
    jetty.addConnector((server, http) -> {
      ServerConnector connector = connector(server, http, door, patience.idle());
      connector.addEventListener(heads);
      connector.addEventListener(gate);
      return connector;
    });
    ErrorHandler errors = new ProblemHandler(refuse);
    jetty.modifyServer(server -> server.setErrorHandler(errors));
    jetty.modifyServer(server -> server.insertHandler(new NoUpgrade()));
    jetty.modifyServer(server -> server.insertHandler(gate));
    jetty.modifyServer(server -> server.insertHandler(heads));
    jetty.modifyServletContextHandler(context -> context.setErrorHandler(errors));
  }

  /** The problem for a status that a server sets by itself. */
  static Problem problem(int status) {
    return switch (status) {
      case 404 -> Problem.NOT_FOUND;
      case 405 -> Problem.METHOD_NOT_ALLOWED;
      case 406 -> Problem.NOT_ACCEPTABLE;
      case 408 -> Problem.TOO_SLOW;
      case 413 -> Problem.TOO_LARGE;
      case 414, 431 -> Problem.HEADERS_TOO_LARGE;
      case 415 -> Problem.UNSUPPORTED_MEDIA_TYPE;
      case 503 -> Problem.NOT_TAKING;
      // A version or a transfer coding that nobody speaks is the client's mistake.
      case 501, 505 -> Problem.MALFORMED;
      default -> status >= 500 ? Problem.INTERNAL : Problem.MALFORMED;
    };
  }

  /** A slow reader or sender parks a virtual thread, of which there is one a connection at most. */
  private static QueuedThreadPool threads() {
    QueuedThreadPool pool = new QueuedThreadPool(THREADS, 2);
    pool.setName("api");
    pool.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("api-call-"));
    return pool;
  }

  private static void limit(HttpConfiguration http, Duration idle) {
    http.setRequestHeaderSize(ApiLimits.HEADER_BYTES);
    http.setIdleTimeout(idle.toMillis());
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    // Javalin's default lets ambiguous paths through; ids here never need an escape.
    http.setUriCompliance(UriCompliance.DEFAULT);
    http.setHttpCompliance(HttpCompliance.RFC9110);
  }

  private static ServerConnector connector(
      Server server, HttpConfiguration http, Door door, Duration idle) {
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    ConnectionFactory[] layers =
        door.tls()
            .map(tls ->
                new ConnectionFactory[] {
                  new SslConnectionFactory(tls.factory(), plain.getProtocol()), plain
                })
            .orElse(new ConnectionFactory[] {plain});
    ServerConnector connector = new ServerConnector(server, 1, 1, layers);
    connector.setHost(door.host());
    connector.setPort(door.port());
    connector.setIdleTimeout(idle.toMillis());
    connector.setAcceptQueueSize(BACKLOG);
    connector.setAcceptedSendBufferSize(ApiLimits.SEND_BUFFER_BYTES);
    NetworkConnectionLimit limit = new NetworkConnectionLimit(ApiLimits.CONNECTIONS, connector);
    // With all places taken the silent ones go sooner.
    limit.setEndPointIdleTimeout(idle.toMillis() / 10);
    connector.addBean(limit);
    return connector;
  }

  /** Begins an answer. */
  static void head(Response response, Reply reply) {
    response.setStatus(reply.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, reply.contentType());
    response.getHeaders().put(NO_STORE);
    response.getHeaders().put(NO_SNIFF);
    reply.headers().forEach(response.getHeaders()::put);
  }

  /** Writes a whole answer. */
  static void send(Response response, Reply reply, Callback callback) {
    head(response, reply);
    response.write(true, ByteBuffer.wrap(reply.body().getBytes(StandardCharsets.UTF_8)), callback);
  }

  /**
   * Refuses WebSockets: Javalin would make a session, with a cookie, for each that is asked for.
   */
  private static final class NoUpgrade extends Handler.Wrapper {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      if (request.getHeaders().contains(HttpHeader.SEC_WEBSOCKET_VERSION)) {
        Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
        return true;
      }
      return super.handle(request, response, callback);
    }
  }

  /** Writes Jetty's own errors as problem documents. */
  private static final class ProblemHandler extends ErrorHandler {
    private final BiFunction<Problem, String, Reply> refuse;

    ProblemHandler(BiFunction<Problem, String, Reply> refuse) {
      this.refuse = refuse;
    }

    @Override
    public boolean errorPageForMethod(String method) {
      return true;
    }

    @Override
    protected void generateResponse(
        Request request,
        Response response,
        int code,
        String message,
        Throwable cause,
        Callback callback) {
      Problem problem = problem(code);
      Reply reply = refuse.apply(problem, "the server refused it before the contract was asked");
      send(response, reply, callback);
    }
  }
}
