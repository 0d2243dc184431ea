package tower.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tower.model.Time;

/** A served API and two ways to talk to it: a decent client and bare bytes. */
final class Served implements AutoCloseable {
  final FakeTower tower = new FakeTower();
  final Set<Thread> timeTakers = ConcurrentHashMap.newKeySet();
  final ApiServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Served() {
    this(ApiLimits.Patience.USUAL);
  }

  Served(ApiLimits.Patience patience) {
    this(patience, wide());
  }

  /** Open, and wide enough for a test that asks all it can. */
  private static Door wide() {
    Door.Bounds bounds = new Door.Bounds(ApiLimits.CONNECTIONS, 8, 100_000, 10);
    return new Door("127.0.0.1", 0, new Entry.Development(), Optional.empty(), bounds);
  }

  Served(ApiLimits.Patience patience, Door door) {
    server = ApiServer.start(door, tower.api(), new RealTime(), patience);
  }

  /** The passing of real time: what is served here has sockets. */
  private final class RealTime implements Time {
    @Override
    public long nanos() {
      timeTakers.add(Thread.currentThread());
      return System.nanoTime();
    }

    @Override
    public void sleepUntil(long nanos) {
      throw new UnsupportedOperationException("the server never sleeps");
    }

    @Override
    public long utcMs() {
      return System.currentTimeMillis();
    }
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET().build());
  }

  HttpResponse<String> get(String path, Clientele who) {
    return call("GET", path, who);
  }

  /** A call without a body. */
  HttpResponse<String> call(String method, String path, Clientele who) {
    HttpRequest.Builder request = request(path).method(method, BodyPublishers.noBody());
    if (who.key() != null) {
      request.header("Authorization", who.header());
    }
    return send(request.build());
  }

  HttpResponse<String> post(String path, String key, String body) {
    return post(path, key, body, Clientele.NOBODY);
  }

  HttpResponse<String> post(String path, String key, String body, Clientele who) {
    HttpRequest.Builder request = request(path);
    if (who.key() != null) {
      request.header("Authorization", who.header());
    }
    return send(
        request
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends bytes as they are and reads until the server closes. */
  String raw(String text) {
    try (Socket socket = socket()) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Socket socket() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(30_000);
    return socket;
  }

  @Override
  public void close() {
    client.shutdownNow();
    server.close();
  }
}
