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
  void lifeEnded() {
    answered.remove(lastAnswered);
  }
}
