package tower.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The real client against servers that behave badly. */
class HttpSenderTest {
  private final HttpSender sender = new HttpSender(1_500);
  private final AtomicInteger accepted = new AtomicInteger();
  private final CountDownLatch over = new CountDownLatch(1);
  private final ServerSocket server;
  private volatile String received = "";

  HttpSenderTest() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    over.countDown();
    sender.close();
    server.close();
  }

  /** What a server does after it has read a request. */
  private interface Manner {
    void answer(Socket socket, OutputStream out) throws Exception;
  }

  private Client.Response exchange(Manner manner) throws Exception {
    Thread.ofVirtual().start(() -> serve(manner));
    URI url = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/hook?a=b");
    return sender
        .send(new Client.Request(url, Map.of("webhook-id", "x"), "{\"a\":1}"))
        .get(10, TimeUnit.SECONDS);
  }

  private void serve(Manner manner) {
    while (true) {
      try (Socket socket = server.accept()) {
        accepted.incrementAndGet();
        InputStream in = socket.getInputStream();
        byte[] bytes = new byte[4096];
        StringBuilder request = new StringBuilder();
        while (!request.toString().endsWith("{\"a\":1}")) {
          int n = in.read(bytes);
          request.append(new String(bytes, 0, n, StandardCharsets.UTF_8));
        }
        received = request.toString();
        manner.answer(socket, socket.getOutputStream());
      } catch (IOException e) {
        if (server.isClosed()) {
          return;
        }
        // The client has hung up, as it should.
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Test
  void sendsWhatItIsGivenAndReadsTheAnswer() throws Exception {
    Client.Response response =
        exchange((socket, out) ->
            say(
                out,
                "HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nDate: now\r\nContent-Length: 3\r\n\r\na\nb"));
    assertThat(response).isEqualTo(new Client.Response(503, "7", "now", "a b"));
    assertThat(received)
        .startsWith("POST /hook?a=b HTTP/1.1")
        .containsIgnoringCase("webhook-id: x");
  }

  /** A redirect leads somewhere that nobody has configured. */
  @Test
  void aRedirectIsAnAnswerAndNotFollowed() throws Exception {
    Client.Response response =
        exchange((socket, out) ->
            say(out, "HTTP/1.1 307 There\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"));
    assertThat(response.status()).isEqualTo(307);
    assertThat(accepted).hasValue(1);
  }

  /** Endless bodies cost a few bytes and no time. */
  @Test
  void anEndlessBodyIsCutOff() throws Exception {
    Client.Response response =
        exchange((socket, out) -> {
          say(out, "HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n");
          while (true) {
            say(out, "x".repeat(1000));
          }
        });
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.excerpt()).hasSize(Client.EXCERPT);
  }

  /** The client's own time-out ends with the head: a body that drips would hold it for ever. */
  @Test
  void aBodyThatDripsEndsInTime() {
    assertThatThrownBy(() ->
            exchange((socket, out) -> {
              say(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
              while (!over.await(100, TimeUnit.MILLISECONDS)) {
                say(out, "x");
              }
            }))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void aServerThatSaysNothingEndsInTime() {
    assertThatThrownBy(() -> exchange((socket, out) -> over.await()))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void nobodyThereIsAFailure() throws Exception {
    server.close();
    assertThatThrownBy(() -> exchange((socket, out) -> {}))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseInstanceOf(java.nio.channels.ClosedChannelException.class);
  }

  @Test
  void garbageIsAFailure() {
    assertThatThrownBy(() -> exchange((socket, out) -> say(out, "SSH-2.0-OpenSSH\r\n\r\n")))
        .isInstanceOf(ExecutionException.class);
  }
}
