package tower.simulator.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tower.model.Intake;
import tower.model.Pickup;

/**
 * Whoever listens to the event stream gets what is open, as the journal has it, and then every
 * event after it, in its sequence; who comes back with the last id goes on where it was. It is told
 * anew what is open only when that is too long ago.
 */
final class StreamedInOrder extends Checker {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** So many events the tower keeps for who is slow; so many rows it goes back for who was away. */
  private static final int KEPT_EVENTS = 512;

  private static final long REPLAYED_ROWS = 100_000;

  /** By listener: the row up to which it has everything; -1 before its first snapshot. */
  private final Map<Cloud.Ear, Long> at = new HashMap<>();

  StreamedInOrder(Scene scene) {
    super(Invariant.STREAM, scene);
  }

  @Override
  void opened(Cloud.Ear ear, @Nullable Long after) {
    at.put(ear, after == null ? -1 : after);
  }

  @Override
  void read(Cloud.Ear ear, String text) {
    for (String frame : text.split("\n\n", -1)) {
      if (!frame.isEmpty() && !frame.startsWith(":") && !scene().recordLost()) {
        frame(ear, frame.split("\n", -1));
      }
    }
  }

  private void frame(Cloud.Ear ear, String[] lines) {
    boolean formed =
        lines.length == 3
            && lines[0].matches("id: [0-9]{1,18}")
            && lines[1].startsWith("event: ")
            && lines[2].startsWith("data: ");
    must(formed, "the stream has a frame that is none: %s", String.join("|", lines));
    if (!formed) {
      return;
    }
    long id = Long.parseLong(lines[0].substring(4));
    JsonNode data = read(lines[2].substring(6));
    if (lines[1].equals("event: snapshot")) {
      anew(at.getOrDefault(ear, -1L), id);
      snapshot(id, data);
    } else {
      event(at.getOrDefault(ear, -1L), id, lines[1].substring(7), data);
    }
    at.put(ear, id);
    scene().cloud().has(ear, id);
  }

  private void anew(long before, long id) {
    boolean tooFar =
        before < 0
            || scene().cloud().between(before, id) > KEPT_EVENTS
            || id - before > REPLAYED_ROWS;
    must(tooFar, "who has everything up to %d is told anew at %d what is open", before, id);
  }

  private void snapshot(long id, JsonNode data) {
    must(id <= scene().cloud().lastSeq(), "a snapshot of row %d, which is not durable", id);
    if (id == scene().cloud().lastSeq()) {
      TreeMap<String, String> shown = new TreeMap<>();
      data.path("pickups").forEach(p -> shown.put(p.path("id").asText(), state(p)));
      data.path("intakes").forEach(i -> shown.put(i.path("id").asText(), state(i)));
      must(shown.equals(open()), "a snapshot shows %s, open are %s", shown, open());
    }
  }

  private static String state(JsonNode view) {
    return view.path("state").asText();
  }

  private SortedMap<String, String> open() {
    TreeMap<String, String> open = new TreeMap<>();
    for (Pickup pickup : scene().record().pickups().values()) {
      if (!pickup.state().terminal()) {
        open.put(pickup.id(), pickup.state().key());
      }
    }
    for (Intake intake : scene().record().intakes().values()) {
      if (!intake.state().terminal()) {
        open.put(intake.id(), intake.state().key());
      }
    }
    return open;
  }

  private void event(long before, long id, String type, JsonNode data) {
    Cloud.Event next = before < 0 ? null : scene().cloud().after(before);
    must(next != null && next.seq() == id, "after %d the stream has %d, not %s", before, id, next);
    if (next != null && next.seq() == id) {
      boolean same =
          type.equals(next.fact().topic())
              && data.path("subject").asText().equals(next.fact().subject())
              && data.path("previous").asLong() == next.previous()
              && data.path("sequence").asLong() == next.number();
      must(same, "the stream has %s, committed was %s", data, next);
    }
  }

  private static JsonNode read(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return MAPPER.nullNode();
    }
  }
}
