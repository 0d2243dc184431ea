package tower.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tower.store.Outbox;

/** Streams on a bench: a fake tower, lines that can be held, and a clock that is set by hand. */
abstract class StreamsBench {
  static final ApiLimits.Patience PATIENCE = ApiLimits.Patience.USUAL;
  static final String HEARTBEAT = ":\n\n";

  final FakeTower tower = new FakeTower();
  final StreamCounts counts = new StreamCounts();

  /** Questions to the outbox. */
  int asked;

  /** While it is there the outbox answers nothing. */
  @Nullable CompletableFuture<Void> hanging;

  final Streams streams = streams();

  private Streams streams() {
    TowerStatus status =
        new TowerStatus(Samples.layout(), tower, new SizeClasses(Samples.layout()));
    return new Streams(tower, this::events, status, tower, PATIENCE, counts, () -> {});
  }

  private CompletableFuture<List<Outbox.Event>> events(long after, int limit) {
    asked++;
    CompletableFuture<Void> gate = hanging;
    return gate == null
        ? tower.events(after, limit)
        : gate.thenCompose(open -> tower.events(after, limit));
  }

  /** A client whose line takes everything at once, or nothing while it is held. */
  final class Client implements Streams.Sink {
    final List<String> texts = new ArrayList<>();
    boolean held;
    boolean pending;
    boolean closed;

    Client(StreamStart start) {
      streams.open(start, this);
    }

    @Override
    public void write(byte[] bytes) {
      assertThat(pending).as("two writes at a time").isFalse();
      assertThat(closed).isFalse();
      texts.add(new String(bytes, StandardCharsets.UTF_8));
      pending = true;
      if (!held) {
        takes();
      }
    }

    void takes() {
      held = false;
      if (pending) {
        pending = false;
        streams.written(this);
      }
    }

    @Override
    public void close() {
      closed = true;
    }

    String all() {
      return String.join("", texts);
    }

    /** The ids of the events, without snapshots. */
    List<Long> ids() {
      Matcher match =
          Pattern.compile("id: (\\d+)\nevent: (?!snapshot)\\S+\ndata: .*\n\n").matcher(all());
      return match.results().map(m -> Long.parseLong(m.group(1))).toList();
    }

    /** Why there was a snapshot, each in turn. */
    List<String> snapshots() {
      Matcher match =
          Pattern.compile("event: snapshot\n.*?\"reason\":\\{\"code\":\"([a-z-]+)\"")
              .matcher(all());
      return match.results().map(m -> m.group(1)).toList();
    }
  }

  static StreamStart fresh() {
    return new StreamStart.Fresh(StreamStart.OPENED);
  }

  long tells() {
    tower.passes();
    return tower.tells("p-0000000001", "pickup.staged").seq();
  }

  List<Long> tells(int events) {
    List<Long> told = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      told.add(tells());
    }
    return told;
  }

  void passes(long ms) {
    long now = tower.nowMs;
    tower.nowMs = now + ms;
    streams.step();
  }
}
