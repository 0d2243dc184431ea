package tower.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import tower.access.Clients;

/** How much of a listener one client may take. Each client has a loopback address of its own. */
class GateTest {
  private static final Door.Bounds BOUNDS = new Door.Bounds(6, 3, 20, 5);

  private final AtomicReference<Clients> clients =
      new AtomicReference<>(Clientele.clients(Clientele.SHOP, Clientele.VIEWER));
  private final Served served =
      new Served(ApiLimits.Patience.USUAL, Clientele.door(clients, BOUNDS));
  private final List<Socket> open = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
    served.close();
  }

  private Socket from(String address) throws IOException {
    Socket socket = new Socket();
    open.add(socket);
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), served.server.port()));
    socket.setSoTimeout(5_000);
    return socket;
  }

  /** The head and body of one answer, empty when the connection was closed in its place. */
  private static String ask(Socket socket, String path, Clientele who, String more) {
    try {
      String request =
          "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + who.line() + more + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return answer(socket.getInputStream());
    } catch (IOException e) {
      return "";
    }
  }

  private static String answer(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        return "";
      }
      head.append((char) b);
    }
    String lower = head.toString().toLowerCase(Locale.ROOT);
    int at = lower.indexOf("content-length:");
    int length = Integer.parseInt(lower.substring(at + 15, lower.indexOf("\r", at)).strip());
    return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private String ask(Socket socket, Clientele who) {
    return ask(socket, "/v1/tower", who, "");
  }

  private static boolean ends(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** Others come in all the same: what one address takes it takes from nobody. */
  @Test
  void anAddressThatShowsNothingHasFewConnections() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(ask(from("127.0.0.2"), "/livez", Clientele.NOBODY, "")).contains(" 200 ");
    }
    assertThat(ends(from("127.0.0.2"))).isTrue();
    assertThat(ask(from("127.0.0.3"), Clientele.SHOP)).contains(" 200 ");
    assertThat(served.tower.refusals).anyMatch(r -> r.code().equals("too-many-connections"));
  }

  /** A handshake costs more than an answer: whoever only opens and closes is held back, too. */
  @Test
  void anAddressThatShowsNothingOpensConnectionsSoOften() throws Exception {
    int taken = 0;
    try (Socket first = from("127.0.0.2")) {
      assertThat(ask(first, "/livez", Clientele.NOBODY, "")).contains(" 200 ");
    }
    while (taken < 60) {
      try (Socket next = from("127.0.0.2")) {
        next.setSoTimeout(50);
        if (ends(next)) {
          break;
        }
      }
      taken++;
    }
    assertThat(taken).isBetween(8, 40);
    assertThat(ask(from("127.0.0.3"), Clientele.SHOP)).as("another").contains(" 200 ");
    eventually(
        () -> assertThat(ask(from("127.0.0.2"), "/livez", Clientele.NOBODY, "")).contains(" 200 "));
  }

  @Test
  void aConnectionThatGoesMakesRoom() throws Exception {
    for (int i = 0; i < 6; i++) {
      for (String end : List.of("Connection: close\r\n", "")) {
        eventually(() -> {
          try (Socket next = from("127.0.0.2")) {
            assertThat(ask(next, "/livez", Clientele.NOBODY, end))
                .matches(a -> a.contains(" 200 ") || a.contains(" 429 "));
          }
        });
      }
    }
  }

  /** From many addresses a credential gets no more than from one. */
  @Test
  void aCredentialHasSoManyConnectionsWhereverTheyComeFrom() throws Exception {
    for (int i = 0; i < 6; i++) {
      assertThat(ask(from("127.0.1." + (i + 1)), Clientele.SHOP)).contains(" 200 ");
    }
    Socket seventh = from("127.0.1.7");
    assertThat(ask(seventh, Clientele.SHOP))
        .contains(" 429 ", "too-many-connections", "Retry-After: 1", "Connection: close");
    assertThat(ends(seventh)).isTrue();
    assertThat(ask(from("127.0.1.8"), Clientele.VIEWER)).as("another").contains(" 200 ");
    open.getFirst().close();
    eventually(() -> assertThat(ask(from("127.0.1.9"), Clientele.SHOP)).contains(" 200 "));
  }

  /** A shop behind one address may begin with a burst, once it has shown who it is. */
  @Test
  void anAddressThatHasShownACredentialMayOpenMore() throws Exception {
    assertThat(ask(from("127.0.0.4"), Clientele.SHOP)).contains(" 200 ");
    List<Socket> burst = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      burst.add(from("127.0.0.4"));
    }
    for (Socket socket : burst) {
      assertThat(ask(socket, Clientele.SHOP)).contains(" 200 ");
    }
  }

  @Test
  void aCredentialMayAskSoOften() throws Exception {
    Socket socket = from("127.0.0.5");
    int taken = 0;
    String answer = ask(socket, Clientele.SHOP);
    while (answer.contains(" 200 ")) {
      taken++;
      answer = ask(socket, Clientele.SHOP);
    }
    assertThat(taken).isBetween(40, 80);
    assertThat(answer).contains(" 429 ", "too-many-requests", "Retry-After: 1");
    assertThat(ask(from("127.0.0.6"), Clientele.SHOP)).as("from elsewhere").contains(" 429 ");
    assertThat(ask(from("127.0.0.5"), Clientele.VIEWER)).as("another").contains(" 200 ");
  }

  /** Nobody gets a share of his own by saying that he is somewhere else. */
  @Test
  void whoGuessesIsTurnedAwayByAddress() throws Exception {
    Socket socket = from("127.0.0.7");
    String answer = "";
    int asked = 0;
    while (!answer.contains(" 429 ") && asked < 40) {
      String forged = "X-Forwarded-For: 10.0.0." + asked + "\r\n";
      answer = ask(socket, "/v1/tower", Clientele.UNKNOWN, forged);
      asked++;
    }
    assertThat(asked).isBetween(11, 25);
    assertThat(answer).contains("this address asks too often");
    assertThat(ask(from("127.0.0.8"), Clientele.UNKNOWN)).contains(" 401 ");
    assertThat(ask(from("127.0.0.7"), Clientele.SHOP)).as("a shop beside him").contains(" 200 ");
  }

  /** The event stream has a door of its own in the server, and the same gate before it. */
  @Test
  void theStreamIsBehindTheGate() throws Exception {
    String accept = "Accept: text/event-stream\r\n";
    assertThat(ask(from("127.0.0.9"), "/v1/events/stream", Clientele.NOBODY, accept))
        .contains(" 401 ", "unauthenticated");
  }

  /** Those at the tower have a listener with limits of their own, and see no cars there. */
  @Test
  void theLocalListenerTellsHowTheTowerIsAndNothingElse() throws Exception {
    Door door = new Door("127.0.0.1", 0, new Entry.Local(), java.util.Optional.empty(), BOUNDS);
    try (Served local = new Served(ApiLimits.Patience.USUAL, door)) {
      for (String path : List.of("/livez", "/readyz", "/openapi.yaml", "/problems/not-found")) {
        assertThat(local.get(path).statusCode()).as(path).isEqualTo(200);
      }
      assertThat(local.get("/metrics").body()).contains("tower_");
      for (String path : List.of("/v1/tower", "/v1/vehicles", "/v1/events/stream")) {
        assertThat(local.get(path).statusCode()).as(path).isEqualTo(404);
      }
      assertThat(local.post("/v1/pickups", "k", "{}").statusCode()).isEqualTo(404);
    }
  }

  private interface Attempt {
    void run() throws Exception;
  }

  private static void eventually(Attempt attempt) throws Exception {
    for (int i = 0; ; i++) {
      try {
        attempt.run();
        return;
      } catch (AssertionError e) {
        if (i == 50) {
          throw new AssertionFailedError("not within five seconds", e);
        }
        Thread.sleep(100);
      }
    }
  }
}
