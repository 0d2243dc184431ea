package tower.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tower.core.Result;

/** What only a real server with real sockets can do wrong. */
class ServerTest {
  private static final String BODY =
      "{\"vin\":\"%s\",\"purpose\":\"buy\",\"voucher\":\"%s\"}"
          .formatted(Samples.VIN, Samples.VOUCHER);

  private static final Duration BRIEF = Duration.ofMillis(500);
  private static Served served;

  @BeforeAll
  static void serve() {
    served = new Served(new ApiLimits.Patience(BRIEF, BRIEF, BRIEF.multipliedBy(4), BRIEF, BRIEF));
  }

  @AfterEach
  void quiet() {
    served.tower.acceptEverything();
    served.tower.received.clear();
  }

  @AfterAll
  static void close() {
    served.close();
  }

  static Stream<Arguments> rubbish() {
    String host = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    String post = "POST /v1/pickups" + host + "Content-Type: application/json\r\n";
    return Stream.of(
        bytes("bad percent", "GET /v1/vehicles/%zz" + host + "\r\n", 400),
        bytes("bad UTF-8 in the path", "GET /v1/vehicles/%ff" + host + "\r\n", 400),
        bytes("NUL in the path", "GET /v1/vehicles/%00" + host + "\r\n", 400),
        bytes("hidden slash", "GET /v1/vehicles/a%2fb" + host + "\r\n", 400),
        bytes("dots", "GET /v1/../v1/tower" + host + "\r\n", 404),
        bytes("trailing slash", "GET /v1/tower/" + host + "\r\n", 404),
        bytes("another case", "GET /V1/tower" + host + "\r\n", 404),
        bytes("bad query", "GET /v1/vehicles?limit=%zz" + host + "\r\n", 400),
        bytes("unknown method", "BREW /v1/tower" + host + "\r\n", 405),
        bytes("TRACE", "TRACE /v1/tower" + host + "\r\n", 405),
        bytes("OPTIONS from a browser", "OPTIONS /v1/pickups" + host + "Origin: x\r\n\r\n", 405),
        bytes("OPTIONS of all", "OPTIONS *" + host + "\r\n", 404),
        bytes("a proxy's CONNECT", "CONNECT localhost:80" + host + "\r\n", 404),
        bytes(
            "DELETE with HTML wanted",
            "DELETE /v1/pickups" + host + "Accept: text/html\r\n\r\n",
            405),
        bytes("another version", "GET /v1/tower HTTP/3.7\r\nHost: localhost\r\n\r\n", 400),
        bytes("HTTP/2 unasked", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
        bytes("no host", "GET /v1/tower HTTP/1.1\r\n\r\n", 400),
        bytes("HTTP/0.9", "GET /v1/tower\r\n\r\n", 400),
        bytes("no HTTP", "rubbish\r\n\r\n", 400),
        bytes("a long header", "GET /v1/tower" + host + "X: " + "x".repeat(9000) + "\r\n\r\n", 431),
        bytes("a long path", "GET /" + "x".repeat(9000) + host + "\r\n", 431),
        bytes(
            "a WebSocket",
            "GET /v1/tower" + host + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n",
            400),
        bytes("unknown transfer coding", post + "Transfer-Encoding: foo\r\n\r\n", 400),
        bytes(
            "bad chunk",
            post + "Idempotency-Key: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            400),
        bytes("negative length", post + "Content-Length: -1\r\n\r\n", 400),
        bytes("two lengths", post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n", 400),
        bytes(
            "announced too large",
            post + "Idempotency-Key: a\r\nContent-Length: 16385\r\n\r\n",
            413),
        bytes("a body cut off", post + "Idempotency-Key: a\r\nContent-Length: 50\r\n\r\n{", 400),
        bytes("NUL in the key", post + "Idempotency-Key: a\0b\r\nContent-Length: 0\r\n\r\n", 400),
        bytes("a tab in the key", post + "Idempotency-Key: a\tb\r\nContent-Length: 0\r\n\r\n", 400),
        bytes("a folded key", post + "Idempotency-Key: a\r\n b\r\nContent-Length: 0\r\n\r\n", 400),
        bytes("another expectation", post + "Expect: 200\r\nContent-Length: 0\r\n\r\n", 400));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rubbish")
  void rubbishIsAProblemAndNeverTheServersFault(String what, String request, int status) {
    String response = served.raw(request);

    assertThat(response).startsWith("HTTP/1.1 " + status + " ");
    assertThat(response)
        .contains("Content-Type: application/problem+json", "\"status\":" + status + ",")
        .doesNotContain("Set-Cookie", "Jetty", "Javalin", "Exception", "html");
    assertThat(served.tower.received).isEmpty();
  }

  @Test
  void aMethodThatIsNotTakenNamesThoseThatAre() {
    assertThat(
            served.raw("PUT /v1/pickups HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .contains("Allow: GET, POST, HEAD");
  }

  @Test
  void headIsGetWithoutItsBody() {
    String there = "HEAD /v1/tower HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    assertThat(served.raw(there)).startsWith("HTTP/1.1 200").doesNotContain("{");
    assertThat(served.raw(there.replace("/v1/tower", "/v1/vehicles/NOBODY")))
        .startsWith("HTTP/1.1 404")
        .doesNotContain("{");
  }

  /**
   * The client sends the whole of its body before it reads: closed with bytes unread the connection
   * would be reset, and the answer lost.
   */
  @Test
  void aClientThatSendsTooMuchStillReadsWhy() {
    String large = BODY + " ".repeat(ApiLimits.BODY_BYTES);
    for (int i = 0; i < 300; i++) {
      assertThat(served.get("/v1/tower").statusCode()).isEqualTo(200);
      assertThat(served.post("/v1/pickups", "k" + i, large).statusCode()).isEqualTo(413);
    }
  }

  @Test
  void aBodyOfSixteenKibibytesIsReadAndOneByteMoreIsNot() {
    String spaces = " ".repeat(ApiLimits.BODY_BYTES - BODY.length());
    assertThat(served.post("/v1/pickups", "large", BODY + spaces).statusCode()).isEqualTo(201);
    assertThat(served.post("/v1/pickups", "larger", BODY + spaces + " ").statusCode())
        .isEqualTo(413);
    HttpResponse<String> chunked =
        served.send(
            served
                .request("/v1/pickups")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "chunked")
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(BODY + spaces + " ")))
                .build());
    assertThat(chunked.statusCode()).isEqualTo(413);
    assertThat(served.tower.received).hasSize(1);
  }

  /** The client gives up, the tower does not: the key stays open until the truth is known. */
  @Test
  void aDecisionThatTakesLongIsNotForgotten() {
    CompletableFuture<Result> decision = new CompletableFuture<>();
    served.tower.decision = r -> decision;

    HttpResponse<String> first = served.post("/v1/pickups", "slow", BODY);
    assertThat(first.statusCode()).isEqualTo(503);
    assertThat(first.body()).contains("timed-out");
    assertThat(served.post("/v1/pickups", "slow", BODY).body()).contains("request-in-progress");

    decision.complete(new Result.PickupTaken(Samples.pickup("p-7", Samples.VIN)));
    HttpResponse<String> repeat = served.post("/v1/pickups", "slow", BODY);
    assertThat(repeat.statusCode()).isEqualTo(201);
    assertThat(repeat.headers().firstValue("Idempotent-Replayed")).contains("true");
    assertThat(served.tower.received).hasSize(1);
  }

  /**
   * Who decides is the loop or the store: a client that does not read must never hold them up. The
   * thread that writes a reply takes the time of it, which is how it can be told.
   */
  @Test
  void whoeverDecidesWritesToNoSocket() throws Exception {
    CompletableFuture<Result> decision = new CompletableFuture<>();
    served.tower.decision = r -> decision;
    try (Socket socket = served.socket()) {
      send(socket, post("later", BODY.length()) + BODY);
      await(() -> !served.tower.received.isEmpty());

      Thread decider =
          new Thread(() -> {
            Thread.currentThread().interrupt();
            decision.complete(Samples.accepted(served.tower.received.peek()));
          });
      decider.start();
      decider.join();

      assertThat(read(socket)).startsWith("HTTP/1.1 201");
      assertThat(served.timeTakers).isNotEmpty().doesNotContain(decider);
    }
  }

  @Test
  void aDrippingBodyIsCutOff() throws Exception {
    try (Socket socket = served.socket()) {
      send(socket, post("drip", 10_000));
      assertThat(dripped(socket)).startsWith("HTTP/1.1 408").contains("too-slow");
    }
    assertThat(served.tower.received).isEmpty();
  }

  @Test
  void aBodyThatStopsIsCutOff() throws Exception {
    try (Socket socket = served.socket()) {
      send(socket, post("stop", 10_000) + "{");
      assertThat(read(socket)).startsWith("HTTP/1.1 408").contains("too-slow");
    }
  }

  @Test
  void aDrippingHeadIsCutOff() throws Exception {
    try (Socket socket = served.socket()) {
      send(socket, "GET /v1/tower HTTP/1.1\r\nHost: localhost\r\nX: ");
      assertThat(dripped(socket)).isEmpty();
    }
  }

  /**
   * With all connections taken a further one waits, or is closed at once for its client to call
   * again; the silent ones are sent away to make room.
   */
  @Test
  void silentConnectionsMakeRoomForThoseWhoSpeak() throws Exception {
    List<Socket> silent = new ArrayList<>();
    for (int i = 0; i < ApiLimits.CONNECTIONS; i++) {
      silent.add(served.socket());
    }
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> replies = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        replies.add(clients.submit(ServerTest::calledUntilAnswered));
      }
      for (Future<String> reply : replies) {
        assertThat(reply.get()).startsWith("HTTP/1.1 200");
      }
    }
    for (Socket socket : silent) {
      socket.close();
    }
  }

  private static String calledUntilAnswered() throws Exception {
    for (int i = 0; i < 50; i++) {
      try (Socket socket = served.socket()) {
        send(socket, "GET /v1/tower HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        String answer = read(socket);
        if (!answer.isEmpty()) {
          return answer;
        }
      } catch (IOException e) {
        // Closed at once: there was no room.
      }
      Thread.sleep(20);
    }
    return "";
  }

  @Test
  void onlyLoopbackIsServedWithoutTls() {
    for (String host : List.of("0.0.0.0", "192.0.2.1", "::")) {
      assertThatThrownBy(() -> Door.development(host, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("loopback");
    }
  }

  @Test
  void aTakenPortIsSaidSo() {
    assertThatThrownBy(() ->
            ApiServer.start(
                Door.development("127.0.0.1", served.server.port()),
                served.tower.api(),
                served.tower))
        .hasMessageContaining("Port already in use");
  }

  /** Labels made of what strangers send would grow without end. */
  @Test
  void strangersMakeNoFigures() {
    served.get("/v1/no-such-thing-4711");
    served.raw("BREW /v1/tower HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    String figures = served.get("/metrics").body();
    assertThat(figures)
        .contains("tower_http_refused_total{code=\"not-found\"}")
        .doesNotContain("4711", "BREW");
  }

  /** Sends a drop at a time until the server has had enough; what it said, if it said something. */
  private static String dripped(Socket socket) throws Exception {
    for (int i = 0; i < 100; i++) {
      try {
        send(socket, "x");
      } catch (IOException e) {
        return "";
      }
      if (socket.getInputStream().available() > 0) {
        return read(socket);
      }
      Thread.sleep(50);
    }
    throw new AssertionError("the server took 100 drops");
  }

  private static String post(String key, int length) {
    return "POST /v1/pickups HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        + ("Content-Type: application/json\r\nIdempotency-Key: " + key + "\r\n")
        + ("Content-Length: " + length + "\r\n\r\n");
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private static String read(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void await(BooleanSupplier condition) throws Exception {
    for (int i = 0; !condition.getAsBoolean(); i++) {
      assertThat(i).isLessThan(200);
      Thread.sleep(10);
    }
  }

  private static Arguments bytes(String what, String request, int status) {
    return Arguments.of(what, request, status);
  }

  /** A page of the web whose name was made to lead to this machine has no say here. */
  @Test
  void requestForAnotherHostIsNotAnsweredWithoutAKey() {
    for (String own : List.of("localhost:8080", "127.0.0.1", "127.9.8.7:80", "[::1]:8080")) {
      String request = "GET /livez HTTP/1.1\r\nHost: " + own + "\r\nConnection: close\r\n\r\n";
      assertThat(served.raw(request)).as(own).startsWith("HTTP/1.1 200");
    }
    for (String other : List.of("evil.example", "localhost.evil.example", "127.0.0.1.example")) {
      String host = "\r\nHost: " + other + "\r\nConnection: close\r\n\r\n";
      String answer = served.raw("GET /v1/tower HTTP/1.1" + host);
      assertThat(answer).as(other).startsWith("HTTP/1.1 421").contains("wrong-host");
    }
  }
}
