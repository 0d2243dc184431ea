package tower.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tower.store.Outbox;

/** The text of an event stream, as the HTML standard has it. */
final class Sse {
  static final String MEDIA_TYPE = "text/event-stream";

  /** A comment: says nothing to the client but that the line is alive. */
  static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.UTF_8);

  /** One event, ready to be sent to anybody. */
  static final class Frame {
    private final long seq;
    private final byte[] bytes;

    private Frame(long seq, byte[] bytes) {
      this.seq = seq;
      this.bytes = bytes;
    }

    static Frame of(Outbox.Event event) {
      return new Frame(event.seq(), text(event.seq(), event.topic(), EventView.of(event)));
    }

    /** Its sequence in the journal. */
    long seq() {
      return seq;
    }

    /** Length of its text in bytes. */
    int length() {
      return bytes.length;
    }
  }

  private Sse() {}

  /** An event's text; JSON as it is written here has no line breaks. */
  static byte[] text(long id, String event, Object data) {
    return ("id: " + id + "\nevent: " + event + "\ndata: " + Json.write(data) + "\n\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  static byte[] joined(List<Frame> frames) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    frames.forEach(frame -> all.writeBytes(frame.bytes));
    return all.toByteArray();
  }
}
