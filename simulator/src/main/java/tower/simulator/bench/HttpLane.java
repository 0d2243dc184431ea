package tower.simulator.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One connection that is kept, from a loopback address of its own, one request at a time: as little
 * client as there can be, so that what is measured is the server.
 */
final class HttpLane implements AutoCloseable {
  private static final int LIMIT_MS = 30_000;
  private static final int LONGEST_LINE = 8 * 1024;

  private final Socket socket = new Socket();
  private final InputStream in;
  private final byte[] line = new byte[LONGEST_LINE];

  /**
   * Connects.
   *
   * @param from the last byte of the client's address, 127.0.0.x
   */
  HttpLane(int port, int from) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(LIMIT_MS);
    socket.bind(new InetSocketAddress(loopback(from), 0));
    socket.connect(new InetSocketAddress(loopback(1), port), LIMIT_MS);
    in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
  }

  /** 127.0.0.x; Linux answers on all of them. */
  static InetAddress loopback(int last) throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
  }

  /** What came back. */
  record Answer(int status, String body) {
    boolean good() {
      return status / 100 == 2;
    }

    /** The value of a member of type text, empty when there is none. */
    String text(String member) {
      String begin = "\"" + member + "\":\"";
      int at = body.indexOf(begin);
      int from = at + begin.length();
      return at < 0 ? "" : body.substring(from, body.indexOf('"', from));
    }
  }

  /** The bytes of a read, made once. */
  static byte[] get(String path) {
    return bytes("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n");
  }

  /** The bytes of a command. */
  static byte[] post(String path, String key, String body) {
    return bytes(
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nIdempotency-Key: "
            + key
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  private static byte[] bytes(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }

  /** Sends a request and waits for its answer. */
  Answer ask(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    int status = Integer.parseInt(line().substring(9, 12));
    int length = 0;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      } else if (lower.startsWith("transfer-encoding:")) {
        throw new IOException("this client knows no " + header);
      }
    }
    return new Answer(status, new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  private String line() throws IOException {
    int length = 0;
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0 || length == line.length) {
        throw new EOFException("the connection broke off in an answer's head");
      }
      line[length++] = (byte) b;
    }
    return new String(line, 0, Math.max(0, length - 1), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
