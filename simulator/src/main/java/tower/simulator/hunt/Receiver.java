package tower.simulator.hunt;

import java.io.IOException;
import java.net.ConnectException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tower.hooks.Client;
import tower.simulator.check.Cloud;
import tower.simulator.check.Scene;
import tower.simulator.check.Subscription;
import tower.simulator.product.VirtualProcess;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/** The shop's endpoints of the webhooks, in all their moods. */
final class Receiver implements Client {
  private static final int GONE = 410;
  private static final int[] FAILURES = {500, 502, 503, 404, 401, 400, 302, 408, 429};

  /** What an endpoint does with what comes. */
  enum Mood {
    /** Takes it and says so. */
    WELL,
    /** Nobody listens there. */
    DOWN,
    /** Takes the connection and says nothing. */
    MUTE,
    /** Says that it cannot. */
    FAILING,
    /** Says when to come again. */
    BUSY,
    /** Takes it and needs most of the time that it has to say so. */
    SLOW,
    /** Takes it, and the answer is lost. */
    UNHEARD
  }

  private final World world;
  private final Scene scene;
  private final Cloud cloud;
  private final Running running;
  private final Chance chance;
  private final Map<String, Subscription> endpoints = new HashMap<>();
  private final Set<String> gone = new HashSet<>();
  private Mood mood = Mood.WELL;
  private long moodUntil;

  Receiver(World world, Scene scene, Running running) {
    this.world = world;
    this.scene = scene;
    this.cloud = scene.cloud();
    this.running = running;
    chance = world.chance("receiver");
  }

  /** An endpoint of that path. */
  void endpoint(String path, Subscription subscription) {
    endpoints.put(path, subscription);
  }

  /** Until then all endpoints are in that mood. */
  void mood(Mood newMood, long untilNanos) {
    mood = newMood;
    moodUntil = untilNanos;
  }

  /** One of the endpoints is gone, until somebody enables it again. */
  void goes(String name) {
    gone.add(name);
  }

  /** It is there again. */
  void comes(String name) {
    gone.remove(name);
  }

  /** From now on all is well. */
  void calm() {
    moodUntil = 0;
    gone.clear();
  }

  private Mood mood() {
    return world.nanos() < moodUntil ? mood : Mood.WELL;
  }

  @Override
  public CompletableFuture<Response> send(Request request) {
    CompletableFuture<Response> answer = new CompletableFuture<>();
    Subscription to = endpoints.get(request.url().getPath());
    if (to == null) {
      throw new IllegalArgumentException("here is no endpoint " + request.url());
    }
    VirtualProcess from = running.living();
    if (cloud.isAway() || mood() == Mood.DOWN) {
      to.tried(world.nanos());
      long after = chance.below(2) == 0 ? World.MS : 5 * World.SECOND;
      fails(answer, after, new ConnectException("nobody listens"));
    } else {
      world.in(
          chance.between(1, 60) * World.MS, () -> arrives(new Sent(to, request, from), answer));
    }
    return answer;
  }

  private record Sent(Subscription to, Request request, @Nullable VirtualProcess from) {}

  private void arrives(Sent sent, CompletableFuture<Response> answer) {
    Mood now = mood();
    boolean lost = now == Mood.MUTE || now == Mood.UNHEARD;
    int status = now == Mood.MUTE ? 0 : status(sent.to.name(), now);
    world.trace(0xA002, status);
    cloud.arrived(sent.to, sent.request.headers(), sent.request.body(), status);
    if (lost) {
      fails(answer, EXCHANGE_MS * World.MS, new IOException("request timed out"));
      return;
    }
    long takes = now == Mood.SLOW ? chance.between(1_000, 14_000) : chance.between(1, 150);
    Response response = new Response(status, retryAfter(now), null, status == 200 ? "ok" : "no");
    world.in(takes * World.MS, () -> answered(sent, response, answer));
  }

  private int status(String name, Mood now) {
    if (gone.contains(name)) {
      return GONE;
    }
    return switch (now) {
      case FAILING -> FAILURES[chance.below(FAILURES.length)];
      case BUSY -> chance.below(2) == 0 ? 503 : 429;
      case WELL, SLOW, UNHEARD -> chance.below(4) == 0 ? 204 : 200;
      case DOWN, MUTE -> 0;
    };
  }

  private @Nullable String retryAfter(Mood now) {
    return now != Mood.BUSY
        ? null
        : switch (chance.below(4)) {
          case 0 -> "later";
          case 1 -> "Thu, 01 Jan 2026 00:03:00 GMT";
          default -> String.valueOf(chance.below(90));
        };
  }

  private void answered(Sent sent, Response response, CompletableFuture<Response> answer) {
    boolean hears = sent.from != null && running.living() == sent.from;
    if (hears && response.status() >= 200 && response.status() <= 299) {
      sent.to.heard(sent.request.body());
    }
    if (hears && response.status() == GONE) {
      sent.to.saidGone(world.nanos());
    }
    String later = response.retryAfter();
    if (hears && later != null && later.matches("[0-9]+")) {
      sent.to.saidLater(sent.request.body(), world.nanos(), Long.parseLong(later));
    }
    if (hears) {
      answer.complete(response);
    }
  }

  private void fails(CompletableFuture<Response> answer, long nanos, IOException why) {
    VirtualProcess from = running.living();
    world.in(
        nanos,
        () -> {
          if (from != null && running.living() == from && scene.alive()) {
            answer.completeExceptionally(why);
          }
        });
  }
}
