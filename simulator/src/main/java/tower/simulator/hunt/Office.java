package tower.simulator.hunt;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import tower.api.Api;
import tower.api.Streams;
import tower.hooks.Endpoint;
import tower.hooks.Secret;
import tower.hooks.Webhooks;
import tower.simulator.check.Cloud;
import tower.simulator.check.Scene;
import tower.simulator.product.StoreFaults;
import tower.simulator.product.VirtualDeliveries;
import tower.simulator.product.VirtualHooks;
import tower.simulator.product.VirtualProcess;
import tower.simulator.scenario.Scenario;
import tower.simulator.scenario.What;
import tower.simulator.world.Chance;
import tower.simulator.world.Incarnation;
import tower.simulator.world.World;
import tower.store.SqliteStore;

/**
 * The shop's side of what the tower tells: endpoints of webhooks, clients of the event stream, and
 * everything that befalls them. In some seeds there is none of either.
 */
final class Office {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OLD_SECRET = "whsec_b2xkZXIgdGhhbiB0aGUgb3RoZXIgb25lLCAzMmI=";
  private static final long STEP_NANOS = 200 * World.MS;
  private static final long HELP_NANOS = 15 * World.SECOND;

  private final World world;
  private final Scene scene;
  private final Cloud cloud;
  private final Client client;
  private final SqliteStore database;
  private final StoreFaults disk;
  private final Receiver receiver;
  private final List<Endpoint> endpoints = new ArrayList<>();
  private final List<Listener> listeners = new ArrayList<>();
  private @Nullable VirtualHooks teller;
  private boolean tellsNobody;
  private @Nullable Streams streams;
  private long length;
  private int keys;

  Office(
      World world,
      Scene scene,
      Client client,
      Running running,
      SqliteStore database,
      StoreFaults disk) {
    this.world = world;
    this.scene = scene;
    this.cloud = scene.cloud();
    this.client = client;
    this.database = database;
    this.disk = disk;
    receiver = new Receiver(world, scene, running);
  }

  /**
   * Before it runs: nobody has an endpoint. How long an attempt has waited is remembered by times
   * of day, so that a start may shorten the rest of it; nothing of the tower hangs on that.
   */
  void tellsNobody() {
    tellsNobody = true;
  }

  /** Who listens on the day of that scenario. */
  void plan(Scenario scenario) {
    length = scenario.lengthS() * World.SECOND;
    Chance chance = world.chance("office");
    boolean hooks = scenario.happenings().stream().anyMatch(h -> h.what().ofHooks());
    int wants = chance.below(6);
    if (!tellsNobody && (hooks || wants == 0)) {
      endpoint("shop", List.of(), chance.below(2) == 0);
    }
    if (!tellsNobody && (wants == 1 || (hooks && wants < 4))) {
      endpoint("money", List.of("pickup."), chance.below(2) == 0);
    }
    boolean streams = scenario.happenings().stream().anyMatch(h -> h.what().ofStreams());
    int ears = Math.max(streams ? 1 : 0, chance.below(8) - 5);
    for (int i = 0; i < ears; i++) {
      listeners.add(new Listener(world, cloud, i));
    }
  }

  /**
   * One of the shop's endpoints.
   *
   * @param rotates while its key is changed every delivery is signed with the old and the new one
   */
  private void endpoint(String name, List<String> topics, boolean rotates) {
    List<String> secrets = rotates ? List.of(OLD_SECRET, SECRET) : List.of(SECRET);
    URI url = URI.create("https://shop.example/" + name);
    endpoints.add(
        new Endpoint(name, url, secrets.stream().map(Secret::of).toList(), topics, false));
    receiver.endpoint(url.getPath(), cloud.subscribes(name, topics, List.of(SECRET)));
  }

  /** The webhooks of a process that has just begun. */
  Webhooks webhooks(String towerId, VirtualProcess process) {
    Incarnation life = process.ports().life();
    if (endpoints.isEmpty()) {
      return Webhooks.none(life);
    }
    Chance jitter = world.chance("jitter " + world.nanos());
    Webhooks hooks =
        new Webhooks(
            towerId,
            endpoints,
            new VirtualDeliveries(life, database, disk),
            receiver,
            life,
            jitter,
            () -> process.loop().facts().seq());
    return hooks;
  }

  /** A process has begun and can be reached: it tells, and everybody who listens comes. */
  void begins(VirtualProcess process, Webhooks hooks, Api api) {
    if (!endpoints.isEmpty()) {
      teller = VirtualHooks.begin(process.ports().life(), hooks);
    }
    if (!listeners.isEmpty()) {
      Streams now = api.streams(process.ports().life());
      streams = now;
      listeners.forEach(l -> l.begins(api, now));
      step(process.ports().life(), now);
    }
  }

  private void step(Incarnation life, Streams now) {
    if (life.isAlive() && now == streams) {
      if (!life.stopped()) {
        now.step();
      }
      world.in(STEP_NANOS, () -> step(life, now));
    }
  }

  /** The process is gone, and with it whoever told anybody anything. */
  void ends() {
    streams = null;
    if (teller != null) {
      teller.end();
      teller = null;
    }
    listeners.forEach(Listener::ends);
  }

  /**
   * Something befalls it.
   *
   * @param atLatest the latest time of what lasts so long
   */
  void begin(What what, long lasts, LongUnaryOperator atLatest, Chance chance) {
    long until = world.nanos() + lasts;
    if (what.ofHooks() && endpoints.isEmpty()) {
      return;
    }
    switch (what) {
      case HOOK_TROUBLE -> {
        Receiver.Mood[] moods = Receiver.Mood.values();
        receiver.mood(moods[1 + chance.below(moods.length - 1)], until);
        again(chance);
      }
      case HOOK_GONE -> {
        String name = endpoints.get(chance.below(endpoints.size())).name();
        receiver.goes(name);
        world.at(
            atLatest.applyAsLong(until),
            () -> {
              receiver.comes(name);
              enable(name);
            });
      }
      case STREAM_TROUBLE -> {
        for (Listener listener : listeners) {
          if (chance.below(2) == 0) {
            listener.deaf(until);
          } else {
            listener.loses();
          }
        }
      }
      case CLOUD_AWAY -> {
        cloud.away(atLatest.applyAsLong(until));
        listeners.forEach(Listener::loses);
      }
      default -> throw new IllegalArgumentException(what.key() + " does not befall the office");
    }
  }

  /** Somebody at the shop wants some delivery once more, and one to try the endpoint. */
  private void again(Chance chance) {
    String name = endpoints.getFirst().name();
    String path = "/v1/webhooks/deliveries/" + (1 + chance.below(30)) + "/redelivery";
    world.in(chance.between(1, 30) * World.SECOND, () -> repeat(path));
    world.in(
        chance.between(1, 30) * World.SECOND, () -> post(name, "/v1/webhooks/" + name + "/test"));
  }

  private void repeat(String path) {
    cloud.repeatAsked();
    endpoints.forEach(e -> cloud.asksOf(e.name())); // whose delivery it is the log knows
    post(path);
  }

  private void enable(String name) {
    post(name, "/v1/webhooks/" + name + "/enabling");
  }

  private void post(String endpoint, String path) {
    cloud.asksOf(endpoint);
    post(path);
  }

  private void post(String path) {
    client.post("office-" + ++keys, path, "{}", reply -> {});
  }

  /** From now on everybody listens; who waits for long is helped once the day is over. */
  void calm() {
    receiver.calm();
    listeners.forEach(Listener::calm);
    world.at(Math.max(world.nanos() + World.SECOND, length), this::help);
  }

  private void help() {
    if (!quiet()) {
      endpoints.forEach(e -> enable(e.name()));
    }
    world.in(HELP_NANOS, this::help);
  }

  /** True when everybody has been told everything, as far as anybody can. */
  boolean quiet() {
    return scene.recordLost() || cloud.knowsAll();
  }
}
