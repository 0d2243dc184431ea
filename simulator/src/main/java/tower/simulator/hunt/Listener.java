package tower.simulator.hunt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tower.api.Api;
import tower.api.Call;
import tower.api.Route;
import tower.api.Streams;
import tower.simulator.check.Cloud;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/**
 * A client of the event stream: reads at its own speed or not at all, loses the line and comes back
 * with the last id that it has.
 */
final class Listener {
  private static final String STREAM = "/v1/events/stream";
  private static final Pattern ID = Pattern.compile("(?m)^id: ([0-9]+)$");

  private final World world;
  private final Cloud cloud;
  private final Cloud.Ear ear;
  private final Chance chance;
  private @Nullable Api api;
  private @Nullable Streams streams;
  private @Nullable Line line;
  private @Nullable Long last;
  private long deafUntil;
  private int calls;

  Listener(World world, Cloud cloud, int number) {
    this.world = world;
    this.cloud = cloud;
    ear = new Cloud.Ear(number);
    chance = world.chance("listener " + number);
  }

  /** A process has begun. */
  void begins(Api newApi, Streams newStreams) {
    api = newApi;
    streams = newStreams;
    line = null;
    world.in(chance.between(100, 3_000) * World.MS, () -> connect(newStreams));
  }

  /** The process is gone, and every line to it. */
  void ends() {
    api = null;
    streams = null;
    line = null;
  }

  /** It reads nothing until then. */
  void deaf(long untilNanos) {
    deafUntil = untilNanos;
  }

  /** From now on it reads. */
  void calm() {
    deafUntil = 0;
  }

  /** The line breaks; what it has not read is lost. */
  void loses() {
    Streams now = streams;
    Line cut = line;
    if (now != null && cut != null) {
      line = null;
      now.gone(cut, false);
    }
  }

  private void connect(Streams to) {
    Api now = api;
    if (now == null || to != streams || line != null) {
      return;
    }
    if (cloud.isAway() || to.full()) {
      world.in(5 * World.SECOND, () -> connect(to));
      return;
    }
    Route route =
        now.routes().stream().filter(r -> r.path().equals(STREAM)).findFirst().orElseThrow();
    Call call = call();
    if (now.answer(route, call).join().status() == 200) {
      cloud.opened(ear, last);
      Line opened = new Line(to);
      line = opened;
      to.open(call, opened);
    } else {
      world.in(5 * World.SECOND, () -> connect(to));
    }
  }

  private Call call() {
    return new Call(
        "stream-" + ear.name() + "-" + ++calls,
        "GET",
        STREAM,
        Map.of(),
        null,
        List.of("text/event-stream"),
        null,
        List.of(),
        last == null ? null : String.valueOf(last),
        ByteBuffer.allocate(0),
        Client.SHOP);
  }

  private void reads(Line from, String text) {
    if (from != line) {
      return; // the line broke before this was read
    }
    cloud.read(ear, text);
    ID.matcher(text).results().map(MatchResult::group).forEach(id -> last = seq(id));
    from.of.written(from);
  }

  private static Long seq(String id) {
    return Long.valueOf(id.substring(4));
  }

  /** One connection. */
  private final class Line implements Streams.Sink {
    private final Streams of;

    private Line(Streams of) {
      this.of = of;
    }

    @Override
    public void write(byte[] bytes) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      long soon = world.nanos() + chance.between(1, 400) * World.MS;
      world.at(Math.max(soon, deafUntil), () -> reads(this, text));
    }

    @Override
    public void close() {
      if (line == this) {
        line = null;
      }
      world.in(chance.between(500, 5_000) * World.MS, () -> connect(of));
    }
  }
}
