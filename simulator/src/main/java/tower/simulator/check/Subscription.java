package tower.simulator.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tower.simulator.world.World;

/** How far one endpoint of a webhook has been told. */
public final class Subscription {
  /** After so long of trying an event is given up. */
  private static final long GIVEN_UP_NANOS = 3L * 24 * 3600 * World.SECOND;

  /** Within these bounds it is done what an endpoint asks for with Retry-After. */
  private static final long SHORTEST_NANOS = 5 * World.SECOND;

  private static final long LONGEST_NANOS = 24L * 3600 * World.SECOND;

  /** What somebody has asked for comes at once, however long another attempt or the disk takes. */
  private static final long ASKED_NANOS = 60 * World.SECOND;

  /** What the tower has heard it has written down by then, however long the disk takes. */
  private static final long WRITTEN_NANOS = 60 * World.SECOND;

  private static final Pattern SEQ = Pattern.compile("\"seq\":([0-9]{1,18})[,}]");

  private final Cloud cloud;
  private final String name;
  private final List<String> topics;
  private final List<String> secrets;

  /** Everything up to this row is settled. */
  private long settled;

  /** When the event that is next arrived first, or should have; -1 for not yet. */
  private long triedAt = -1;

  private long repeatsAsked;
  private long askedAt = Long.MIN_VALUE / 2;

  /** When it has said that it is gone; -1 for not, or when somebody has asked for it since. */
  private long goneAt = -1;

  /** Until then it has asked to be left alone. */
  private long notBefore = -1;

  private final Set<Long> answered = new HashSet<>();
  private long lastAnswered;

  Subscription(Cloud cloud, String name, List<String> topics, List<String> secrets) {
    this.cloud = cloud;
    this.name = name;
    this.topics = List.copyOf(topics);
    this.secrets = List.copyOf(secrets);
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** The keys of its signatures. */
  List<String> secrets() {
    return secrets;
  }

  /** True for what it wants to be told. */
  boolean wants(String topic) {
    return topics.isEmpty() || topics.stream().anyMatch(topic::startsWith);
  }

  /** What it is to be told next, null for nothing. */
  Cloud.@Nullable Event next() {
    Cloud.Event event = cloud.after(settled);
    while (event != null && !wants(event.fact().topic())) {
      event = cloud.after(event.seq());
    }
    return event;
  }

  /** True for an event that has been told, or given up. */
  boolean has(long seq) {
    return seq <= settled;
  }

  /** True when the tower may have given up the event that is next. */
  boolean mayGiveUp(long nanos) {
    return triedAt >= 0 && nanos - triedAt >= GIVEN_UP_NANOS;
  }

  /** The row that a body tells of, 0 for none. */
  static long seq(String body) {
    Matcher seq = SEQ.matcher(body);
    return seq.find() ? Long.parseLong(seq.group(1)) : 0;
  }

  /** It has said that it is gone, and the tower has heard it. */
  public void saidGone(long nanos) {
    boolean asked = nanos - askedAt < ASKED_NANOS; // the asking may still be on its way
    goneAt = asked ? -1 : nanos;
  }

  /**
   * It has said when to come again, and the tower has heard it.
   *
   * @param body what it was told
   * @param seconds as it has said
   */
  public void saidLater(String body, long nanos, long seconds) {
    boolean asked = nanos - askedAt < ASKED_NANOS;
    Cloud.Event next = next();
    if (!asked && next != null && next.seq() == seq(body) && !mayGiveUp(nanos)) {
      long bounded = Math.clamp(seconds * World.SECOND, SHORTEST_NANOS, LONGEST_NANOS);
      notBefore = nanos + bounded;
    }
  }

  /** Somebody asks something of it: what was said before does not count any more. */
  void asked(long nanos) {
    askedAt = nanos;
    goneAt = -1;
    notBefore = -1;
  }

  /** Why nothing may be told to it now, empty when something may. */
  String closed(long seq, long nanos) {
    if (goneAt >= 0) {
      return "it is gone";
    }
    boolean early = nanos < notBefore && !has(seq) && seq != 0;
    return early ? "it wants nothing for " + (notBefore - nanos) / World.MS + " ms" : "";
  }

  /** The tower has tried to reach it. */
  public void tried(long nanos) {
    triedAt = triedAt < 0 ? nanos : triedAt;
  }

  void arrived(Cloud.Post post, long nanos) {
    long seq = seq(post.body());
    boolean taken = post.status() >= 200 && post.status() <= 299;
    if (seq > settled && taken) {
      settled = seq;
      triedAt = -1;
    } else {
      tried(nanos);
    }
  }

  /** The tower has heard that it took this. */
  public void heard(String body) {
    lastAnswered = seq(body);
    answered.add(lastAnswered);
  }

  /** Somebody at the shop has asked for something to be sent again. */
  void repeatAsked() {
    repeatsAsked++;
  }

  /** False for what the tower sends again though it knows that it was taken. */
  boolean mayRepeat(long seq) {
    return !answered.contains(seq) || repeatsAsked-- > 0;
  }

  /** The process is gone, and the last answer may be with it. */
  void lifeEnded(long nanos) {
    answered.remove(lastAnswered);
    notBefore = -1;
    goneAt = nanos - goneAt < WRITTEN_NANOS ? -1 : goneAt;
  }
}
