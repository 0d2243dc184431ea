package tower.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What only real sockets can do wrong with a stream. */
class EventStreamsTest {
  private static final Duration BRIEF = Duration.ofMillis(500);

  /** Silence lasts longer than an idle connection may: that must not end a stream. */
  private final Served served =
      new Served(
          new ApiLimits.Patience(
              BRIEF, BRIEF, BRIEF.multipliedBy(10), BRIEF.multipliedBy(3), BRIEF.multipliedBy(6)));

  @AfterEach
  void close() {
    served.close();
  }

  @Test
  void aSnapshotAndThenEveryEventInItsSequence() {
    try (Listener listener = new Listener(served, "")) {
      assertThat(listener.status()).isEqualTo(200);
      assertThat(listener.header("Content-Type")).isEqualTo("text/event-stream");
      assertThat(listener.header("Cache-Control")).isEqualTo("no-store");
      assertThat(listener.header("X-Accel-Buffering")).isEqualTo("no");
      Listener.Event snapshot = listener.event();
      assertThat(snapshot.type()).isEqualTo("snapshot");
      assertThat(snapshot.id()).isEqualTo(served.tower.facts.seq());
      for (long seq : tells(700)) {
        assertThat(listener.event().id()).isEqualTo(seq);
      }
    }
  }

  @Test
  void whoComesBackHearsWhatItMissed() {
    List<Long> told = tells(250);
    long last = told.get(9);
    try (Listener header = new Listener(served, "Last-Event-ID: " + last + "\r\n");
        Listener query = new Listener(served, "?after=" + last, "HTTP/1.1", "");
        Listener strange = new Listener(served, "Last-Event-ID: yesterday\r\n")) {
      told.addAll(tells(5));
      for (long seq : told.subList(10, told.size())) {
        assertThat(header.event().id()).isEqualTo(seq);
        assertThat(query.event().id()).isEqualTo(seq);
      }
      assertThat(strange.event().data()).contains("unknown-position");
    }
  }

  /** The client of the JDK reads the stream as any decent client does. */
  @Test
  void aDecentClientReadsItToo() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + served.server.port() + "/v1/events/stream");
      HttpRequest request =
          HttpRequest.newBuilder(uri).header("Accept", "text/event-stream").build();
      HttpResponse<Stream<String>> response =
          client.send(request, HttpResponse.BodyHandlers.ofLines());
      try (Stream<String> lines = response.body()) {
        tells(1);
        assertThat(lines.filter(line -> line.startsWith("event: ")).limit(2))
            .containsExactly("event: snapshot", "event: pickup.staged");
      }
      client.shutdownNow();
    }
  }

  @Test
  void silenceIsNotTheEnd() {
    try (Listener listener = new Listener(served, "")) {
      listener.event();
      assertThat(listener.any().type()).isEqualTo("comment");
      assertThat(listener.any().type()).isEqualTo("comment");
      long seq = tells(1).getFirst();
      assertThat(listener.event().id()).isEqualTo(seq);
    }
    await(() -> figure("tower_sse_clients") == 0);
    assertThat(figure("tower_sse_dropped_total")).isZero();
  }

  /**
   * It costs its place for a bounded time, a bounded piece of the kernel's memory, and nobody else
   * anything.
   */
  @Test
  void aClientThatNeverReadsHurtsNobodyAndIsDropped() throws Exception {
    try (Socket deaf = deaf();
        Listener listener = new Listener(served, "")) {
      listener.event();
      long sent = 0;
      for (int i = 0; figure("tower_sse_dropped_total") == 0; i++) {
        assertThat(i).as("bursts").isLessThan(500);
        for (long seq : tells(50)) {
          Listener.Event event = listener.event();
          assertThat(event.id()).isEqualTo(seq);
          sent += event.data().length();
        }
        assertThat(served.post("/v1/pickups", "key-" + i, pickup()).statusCode()).isEqualTo(201);
      }
      assertThat(figure("tower_sse_clients")).isEqualTo(1);
      long taken = rest(deaf.getInputStream());
      assertThat(taken).isLessThan(8L * ApiLimits.SEND_BUFFER_BYTES).isLessThan(sent);
      tells(1);
      assertThat(listener.event().type()).isEqualTo("pickup.staged");
    }
  }

  /** Each byte is progress, so that Jetty would wait for ever. */
  @Test
  void aClientThatSipsIsDroppedToo() throws Exception {
    try (Socket sips = deaf()) {
      await(() -> figure("tower_sse_clients") == 1);
      tells(2 * ApiLimits.KEPT_EVENTS);
      await(() -> {
        sip(sips);
        return figure("tower_sse_dropped_total") == 1;
      });
    }
  }

  private static void sip(Socket socket) {
    try {
      socket.getInputStream().readNBytes(256);
    } catch (IOException e) {
      // Dropped: the next look at the figures says so.
    }
  }

  /** A connection that wants to hear events and has hardly room for any. */
  private Socket deaf() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), served.server.port()));
    socket.setSoTimeout(30_000);
    socket
        .getOutputStream()
        .write(
            "GET /v1/events/stream HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  /** Bytes until the end, or until the connection is reset. */
  private static long rest(InputStream in) {
    long sum = 0;
    byte[] some = new byte[8192];
    try {
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        sum += n;
      }
    } catch (IOException e) {
      // Reset: what was in flight is lost.
    }
    return sum;
  }

  @Test
  void theTwentyFirstClientWaitsForAPlace() {
    List<Listener> all = new ArrayList<>();
    for (int i = 0; i < ApiLimits.STREAMS; i++) {
      all.add(new Listener(served, ""));
      assertThat(all.getLast().status()).isEqualTo(200);
    }
    try (Listener surplus = new Listener(served, "")) {
      assertThat(surplus.status()).isEqualTo(503);
      assertThat(surplus.header("Retry-After")).isEqualTo("1");
      assertThat(surplus.header("Content-Type")).isEqualTo("application/problem+json");
    }
    assertThat(figure("tower_sse_clients")).isEqualTo(ApiLimits.STREAMS);
    all.removeFirst().close();
    await(() -> {
      all.add(new Listener(served, ""));
      return all.getLast().status() == 200;
    });
    all.forEach(Listener::close);
  }

  /** Clients behind a bad line come and go all day. */
  @Test
  void thousandsWhoComeAndGoLeaveNothingBehind() throws Exception {
    Random chance = new Random(1);
    int threads = Thread.activeCount();
    for (int i = 0; i < 2000; i++) {
      try (Listener listener = new Listener(served, "")) {
        switch (chance.nextInt(4)) {
          case 0 -> listener.reset();
          case 1 -> listener.says("GET / HTTP/1.1\r\n");
          case 2 -> tells(1);
          default -> {
            // Goes at once.
          }
        }
      }
    }
    await(() -> figure("tower_sse_clients") == 0);
    List<Listener> all = new ArrayList<>();
    for (int i = 0; i < ApiLimits.STREAMS; i++) {
      all.add(new Listener(served, ""));
    }
    long seq = tells(1).getFirst();
    for (Listener listener : all) {
      assertThat(listener.event().type()).isEqualTo("snapshot");
      assertThat(listener.event().id()).isEqualTo(seq);
      listener.close();
    }
    await(() -> Thread.activeCount() <= threads + 10);
  }

  @Test
  void whoeverTalksInsteadOfListeningIsSentAway() {
    try (Listener listener = new Listener(served, "")) {
      listener.event();
      listener.says("hello?");
      assertThat(listener.ends()).isTrue();
    }
  }

  @Test
  void aServerThatEndsLetsItsListenersGo() {
    try (Listener listener = new Listener(served, "")) {
      listener.event();
      served.server.close();
      assertThat(listener.ends()).isTrue();
    }
  }

  @Test
  void headTellsHowAStreamBeginsAndTakesNoPlace() {
    String host = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    String head = "HEAD /v1/events/stream" + host + "Accept: text/event-stream\r\n\r\n";
    assertThat(served.raw(head))
        .startsWith("HTTP/1.1 200")
        .contains("Content-Type: text/event-stream")
        .doesNotContain("snapshot");
    assertThat(served.raw(head.replace("text/event-stream", "*/*"))).startsWith("HTTP/1.1 406");
    assertThat(figure("tower_sse_clients")).isZero();
  }

  @Test
  void anOldClientIsServedToo() {
    try (Listener listener = new Listener(served, "", "HTTP/1.0", "")) {
      assertThat(listener.status()).isEqualTo(200);
      assertThat(listener.event().type()).isEqualTo("snapshot");
      long seq = tells(1).getFirst();
      assertThat(listener.event().id()).isEqualTo(seq);
    }
  }

  @Test
  void whatIsNoCallForAStreamIsRefusedAsEverywhere() {
    String host = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    String wanted = "Accept: text/event-stream\r\n\r\n";
    assertThat(served.raw("GET /v1/events/stream" + host + "\r\n"))
        .startsWith("HTTP/1.1 406")
        .contains("application/problem+json", "not-acceptable", "no-store");
    assertThat(served.raw("GET /v1/events/stream?after=x" + host + wanted))
        .startsWith("HTTP/1.1 422")
        .contains("?after");
    assertThat(served.raw("POST /v1/events/stream" + host + wanted))
        .startsWith("HTTP/1.1 405")
        .contains("Allow: GET, HEAD");
    assertThat(served.raw("GET /v1/events/%73tream" + host + wanted)).startsWith("HTTP/1.1 404");
    assertThat(served.get("/metrics").body())
        .contains("route=\"/v1/events/stream\",status=\"406\"");
  }

  private List<Long> tells(int events) {
    List<Long> told = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      told.add(served.tower.tells("p-0000000001", "pickup.staged").seq());
    }
    return told;
  }

  private double figure(String name) {
    return served
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  private static String pickup() {
    return "{\"vin\":\"%s\",\"purpose\":\"buy\",\"voucher\":\"%s\"}"
        .formatted(Samples.VIN, Samples.VOUCHER);
  }

  /** Waits as long as it takes on a busy machine, not for ever. */
  private static void await(BooleanSupplier condition) {
    for (int i = 0; !condition.getAsBoolean(); i++) {
      assertThat(i).as("tries").isLessThan(300);
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
