package tower.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client of the event stream, on a bare socket. */
final class Listener implements AutoCloseable {
  /** One event; a comment has the type {@code comment} and nothing else. */
  record Event(long id, String type, String data) {}

  private final Socket socket;
  private final BufferedReader in;
  private final List<String> head = new ArrayList<>();

  Listener(Served served, String headers) {
    this(served, "", "HTTP/1.1", headers);
  }

  Listener(Served served, String query, String version, String headers) {
    try {
      socket = served.socket();
      String request =
          "GET /v1/events/stream%s %s\r\nHost: localhost\r\nAccept: text/event-stream\r\n%s\r\n"
              .formatted(query, version, headers);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        head.add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The status of the answer, 0 when there was none. */
  int status() {
    return head.isEmpty() ? 0 : Integer.parseInt(head.getFirst().split(" ", -1)[1]);
  }

  /** A header of the answer, empty when it is not there. */
  String header(String name) {
    return head.stream()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElse("");
  }

  /** The next event that is no comment. */
  Event event() {
    Event event = any();
    while (event.type().equals("comment")) {
      event = any();
    }
    return event;
  }

  /** The next event, or a comment. */
  Event any() {
    long id = -1;
    String type = "comment";
    StringBuilder data = new StringBuilder();
    for (String line = line(); !line.isEmpty(); line = line()) {
      String value = line.substring(line.indexOf(':') + 1).strip();
      switch (line.substring(0, line.indexOf(':'))) {
        case "id" -> id = Long.parseLong(value);
        case "event" -> type = value;
        case "data" -> data.append(value);
        default -> {
          // A comment.
        }
      }
    }
    return new Event(id, type, data.toString());
  }

  /** Says something where it should listen. */
  void says(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the end of the stream and skips a few heartbeats before it. */
  boolean ends() {
    try {
      for (int i = 0; i < 20; i++) {
        if (in.readLine() == null) {
          return true;
        }
      }
      return false;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private String line() {
    try {
      String line = in.readLine();
      if (line == null) {
        throw new AssertionError("the stream has ended");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Goes without a farewell: the server gets a reset where it had sent more. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
