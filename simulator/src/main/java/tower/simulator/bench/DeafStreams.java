package tower.simulator.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Clients of the event stream, from an address of their own, that never read. */
final class DeafStreams implements AutoCloseable {
  private static final int SMALLEST_BUFFER = 1024;
  private static final byte[] REQUEST =
      String.join(
              "\r\n",
              "GET /v1/events/stream?after=0 HTTP/1.1",
              "Host: localhost",
              "Accept: text/event-stream",
              "",
              "")
          .getBytes(StandardCharsets.US_ASCII);

  private final List<Socket> sockets = new ArrayList<>();

  /** So many of them, from 127.0.0.x. */
  DeafStreams(int port, int count, int from) throws IOException {
    for (int i = 0; i < count; i++) {
      Socket socket = new Socket();
      sockets.add(socket);
      socket.setReceiveBufferSize(SMALLEST_BUFFER);
      socket.bind(new InetSocketAddress(HttpLane.loopback(from), 0));
      socket.connect(new InetSocketAddress(HttpLane.loopback(1), port), 5_000);
      socket.getOutputStream().write(REQUEST);
    }
  }

  int count() {
    return sockets.size();
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
