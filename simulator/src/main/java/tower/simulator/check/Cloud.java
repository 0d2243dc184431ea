package tower.simulator.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tower.core.Fact;
import tower.simulator.world.World;
import tower.store.Batch;

/**
 * The far side of the net: which events were committed for it, counted from the journal by the
 * checkers themselves, and what of them has arrived there.
 */
public final class Cloud {
  /**
   * An event as it was committed.
   *
   * @param seq its row of the journal
   * @param previous the row of the event before it, 0 for the first
   * @param number its place among the events of its subject
   */
  record Event(long seq, long previous, Fact.Published fact, long number) {}

  /**
   * A POST that has arrived.
   *
   * @param status what it will be answered, 0 for nothing at all
   */
  record Post(Subscription to, Map<String, String> headers, String body, int status) {}

  /**
   * Somebody who listens to the event stream.
   *
   * @param name any number
   */
  public record Ear(int name) {}

  /** Who has opened the stream and was told nothing yet. */
  private static final long NOTHING = -1;

  /** Somebody has an event after so long, if nothing keeps it from him. */
  private static final long LATELY_NANOS = 30 * World.SECOND;

  private final World world;
  private final List<Checker> checkers;
  private final List<Event> events = new ArrayList<>();
  private final List<Long> committedAt = new ArrayList<>();
  private final Map<Long, Integer> places = new HashMap<>();
  private final Map<String, Event> lastOf = new HashMap<>();
  private final List<Subscription> subscriptions = new ArrayList<>();

  private final TreeMap<Integer, Long> heard = new TreeMap<>();
  private long lastSeq;
  private long endSeq = Long.MAX_VALUE;
  private long awayUntil = Long.MIN_VALUE;

  Cloud(World world, List<Checker> checkers) {
    this.world = world;
    this.checkers = checkers;
  }

  /** These have become durable. */
  void committed(Batch batch) {
    long seq = batch.firstSeq();
    for (Fact fact : batch.facts()) {
      if (fact instanceof Fact.Published published) {
        Event before = lastOf.get(published.subject());
        Event event =
            new Event(
                seq,
                events.isEmpty() ? 0 : events.getLast().seq(),
                published,
                before == null ? 1 : before.number() + 1);
        lastOf.put(published.subject(), event);
        places.put(seq, events.size());
        events.add(event);
        committedAt.add(world.nanos());
      }
      seq++;
    }
    lastSeq = batch.lastSeq();
  }

  /**
   * The process is asked to end: nobody is owed what it still writes on its way out, nor what came
   * so lately that whoever reads slowly or is tried again could not have it yet. Where all has
   * ended well everybody has that, too; a run that is given up ends in the midst of something.
   */
  public void ends() {
    long lately = world.nanos() - LATELY_NANOS;
    endSeq = 0;
    for (int i = 0; i < events.size() && committedAt.get(i) <= lately; i++) {
      endSeq = events.get(i).seq();
    }
  }

  /** The last row of the journal. */
  long lastSeq() {
    return lastSeq;
  }

  /** The event of that row, null when there is none. */
  @Nullable Event event(long seq) {
    Integer place = places.get(seq);
    return place == null ? null : events.get(place);
  }

  /** The first event after a row, null for none. */
  @Nullable Event after(long seq) {
    int place = placeAfter(seq);
    return place == events.size() ? null : events.get(place);
  }

  /** How many events there are after a row and up to another one. */
  int between(long after, long until) {
    return Math.max(0, placeAfter(until) - placeAfter(after));
  }

  private int placeAfter(long seq) {
    int low = 0;
    int high = events.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (events.get(middle).seq() <= seq) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Nothing comes from there nor arrives there until then. */
  public void away(long untilNanos) {
    awayUntil = untilNanos;
  }

  /** True while nothing comes from there nor arrives there. */
  public boolean isAway() {
    return world.nanos() < awayUntil;
  }

  /**
   * An endpoint wants to be told events, from the first one on.
   *
   * @param secrets as Standard Webhooks writes them; one of them is enough for it
   */
  public Subscription subscribes(String name, List<String> topics, List<String> secrets) {
    Subscription subscription = new Subscription(this, name, topics, secrets);
    subscriptions.add(subscription);
    return subscription;
  }

  /** Who wants to be told. */
  List<Subscription> subscriptions() {
    return subscriptions;
  }

  /** Somebody at the shop has asked for something to be sent again. */
  public void repeatAsked() {
    subscriptions.forEach(Subscription::repeatAsked);
  }

  /** Somebody at the shop asks something of an endpoint, perhaps that it be told again. */
  public void asksOf(String endpoint) {
    subscriptions.stream()
        .filter(s -> s.name().equals(endpoint))
        .forEach(s -> s.asked(world.nanos()));
  }

  /** A POST has arrived, and will be answered so; 0 for nothing at all. */
  public void arrived(Subscription to, Map<String, String> headers, String body, int status) {
    Post post = new Post(to, headers, body, status);
    checkers.forEach(c -> c.arrived(post));
    to.arrived(post, world.nanos());
  }

  /** Somebody asks for what he may not have. */
  public void intrudes(Intrusion intrusion) {
    checkers.forEach(c -> c.intrudes(intrusion));
  }

  /** The stream was opened, after that event, or with what is open now. */
  public void opened(Ear ear, @Nullable Long after) {
    heard.putIfAbsent(ear.name(), after == null ? NOTHING : after);
    checkers.forEach(c -> c.opened(ear, after));
  }

  /** A piece of the stream has been read. */
  public void read(Ear ear, String text) {
    checkers.forEach(c -> c.read(ear, text));
  }

  /** Somebody has everything up to that row, once a snapshot or an event has said so. */
  void has(Ear ear, long seq) {
    heard.put(ear.name(), seq);
  }

  /** True when everybody who listens and every endpoint has all that was committed for it. */
  public boolean knowsAll() {
    return missing().isEmpty();
  }

  /** Who has not been told what, in a few words; empty for nobody. */
  String missing() {
    for (Subscription one : subscriptions) {
      Event next = one.next();
      if (next != null && next.seq() <= endSeq) {
        return "endpoint " + one.name() + " was never told event " + next.seq();
      }
    }
    long last = lastOwed();
    for (var entry : heard.entrySet()) {
      if (entry.getValue() < last) {
        return "stream " + entry.getKey() + " ends at " + entry.getValue() + " before " + last;
      }
    }
    return "";
  }

  /** The last event that everybody must know, 0 for none. */
  private long lastOwed() {
    for (Event event : events.reversed()) {
      if (event.seq() <= endSeq) {
        return event.seq();
      }
    }
    return 0;
  }
}
