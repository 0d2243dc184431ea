package tower.simulator.hunt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tower.access.BearerKey;
import tower.access.ClientList;
import tower.access.Clients;
import tower.api.Entry;
import tower.core.Ledger;
import tower.simulator.check.Intrusion;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/**
 * Callers who would like to have what they may not: with a key that allows other things, with one
 * that is over or nobody's, with none. Who somebody is the product's own list of clients says; what
 * he may is written down here once more.
 */
final class Intruders {
  private static final String JSON = "application/json";

  /** The last key is over: not accepted from a year before the day on. */
  private static final Instant OVER = Instant.parse("2025-01-01T00:00:00Z");

  /**
   * Somebody who stands in the list.
   *
   * @param may scopes, or a part of their names that all of them have
   */
  private record Known(String name, String row, Set<String> may) {}

  private static final List<Known> KNOWN =
      List.of(
          new Known("viewer", "viewer", Set.of(":read")),
          new Known("idler", "nothing", Set.of()),
          new Known("kiosk", "pickups:read,pickups:handover", Set.of("pickups:read", ":handover")),
          new Known(
              "clerk", "pickups:write,intakes:write", Set.of("pickups:write", "intakes:write")),
          new Known("judge", "supervisor", Set.of(":read", "pickups:settle", "vehicles:release")),
          new Known("gate", "keys:write,webhooks:write", Set.of("keys:write", "webhooks:write")));

  private static final Clients CLIENTS = clients();

  /** What can be sent that proves nothing. */
  private static final List<String> PROVES_NOTHING =
      List.of(
          "Bearer " + BearerKey.text(secret("nobody's")),
          "Bearer " + BearerKey.text(secret("viewer")).toLowerCase(java.util.Locale.ROOT),
          "Bearer " + BearerKey.hash(secret("viewer")),
          "Basic dmlld2VyOnZpZXdlcg==",
          "Bearer",
          "");

  /** What can be wanted, and which scope it needs. */
  private enum Deed {
    ORDER("pickups:write"),
    CANCEL("pickups:write"),
    COLLECT("pickups:handover"),
    SETTLE("pickups:settle"),
    ANNOUNCE("intakes:write"),
    TAKE_BACK("intakes:write"),
    OFFER("vehicles:release"),
    KEYS("keys:write"),
    ENABLE("webhooks:write"),
    REPEAT("webhooks:write"),
    LOOK("");

    private final String scope;

    Deed(String scope) {
      this.scope = scope;
    }
  }

  private static final List<String> LOOKS =
      List.of("pickups", "intakes", "vehicles", "tower", "events", "keys", "webhooks");

  private final World world;
  private final Client client;
  private final Running running;
  private final Shop shop;
  private final Supplier<String> keys;
  private final Entry entry;

  Intruders(World world, Client client, Running running, Shop shop, Supplier<String> keys) {
    this.world = world;
    this.client = client;
    this.running = running;
    this.shop = shop;
    this.keys = keys;
    entry = new Entry.ByCredentials(() -> CLIENTS, this::utcMs);
  }

  /** As the product's listeners have it. */
  private long utcMs() {
    return Math.max(world.utcMs(), running.facts().map(Ledger::floorUtcMs).orElse(0L));
  }

  /** Some of them, one after the other. */
  void begin(long lasts, Chance chance) {
    int times = 4 + chance.below(8);
    for (int i = 0; i < times; i++) {
      Chance own = chance.split("intruder " + i);
      world.in(own.below(lasts), () -> tries(own));
    }
  }

  private void tries(Chance chance) {
    Deed deed = Deed.values()[chance.below(Deed.values().length)];
    String looksAt = LOOKS.get(chance.below(LOOKS.size()));
    String scope = deed == Deed.LOOK ? looksAt + ":read" : deed.scope;
    String key = keys.get();
    Sent sent = deed == Deed.LOOK ? look("/v1/" + looksAt) : sent(deed, key, chance);
    Known known = KNOWN.get(chance.below(KNOWN.size()));
    if (sent == null) {
      return;
    }
    boolean may = known.may.stream().anyMatch(scope::contains);
    boolean over = chance.below(2) == 0 && world.utcMs() >= OVER.toEpochMilli();
    if (chance.below(3) > 0 && !may) {
      send(key, known.name, deed, List.of("Bearer " + text(known.name)), sent);
    } else if (over) {
      send(key, "", deed, List.of("Bearer " + text("former")), sent);
    } else {
      String nothing = PROVES_NOTHING.get(chance.below(PROVES_NOTHING.size()));
      List<String> two = List.of("Bearer " + text(known.name), "Bearer " + text(known.name));
      List<String> header = nothing.isEmpty() ? List.of() : List.of(nothing);
      send(key, "", deed, chance.below(8) == 0 ? two : header, sent);
    }
  }

  private void send(String key, String who, Deed deed, List<String> authorization, Sent sent) {
    String voucher = deed == Deed.ORDER ? key : "";
    client.intrudes(new Intrusion(key, who, voucher), entry.caller(authorization, null), sent);
  }

  private static Sent look(String path) {
    return new Sent("GET", path, null, List.of(JSON), null, List.of(), ByteBuffer.allocate(0));
  }

  /** A request that would be granted to whoever may ask for it, as often as there is one. */
  private @Nullable Sent sent(Deed deed, String key, Chance chance) {
    Optional<Ledger> shown = running.facts();
    if (shown.isEmpty() || shown.get().vehicles().isEmpty()) {
      return null;
    }
    Ledger facts = shown.get();
    List<String> vins = List.copyOf(facts.vehicles().keySet());
    String vin = vins.get(chance.below(vins.size()));
    String pickup = some(List.copyOf(facts.pickups().keySet()), "p-1", chance);
    String intake = some(List.copyOf(facts.intakes().keySet()), "i-1", chance);
    return switch (deed) {
      case ORDER -> post("/v1/pickups", key, shop.order(key, vin));
      case CANCEL -> post("/v1/pickups/" + pickup + "/cancellation", key, "{}");
      case COLLECT -> post("/v1/pickups/" + pickup + "/handover", key, code(pickup));
      case SETTLE ->
          post("/v1/pickups/" + pickup + "/settlement", key, "{\"outcome\":\"not-delivered\"}");
      case ANNOUNCE -> post("/v1/intakes", key, announcement(vin));
      case TAKE_BACK -> post("/v1/intakes/" + intake + "/cancellation", key, "{}");
      case OFFER -> post("/v1/vehicles/" + vin + "/release", key, "{}");
      case KEYS -> post("/v1/keys", key, "{\"keys\":\"" + facts.keys().text() + "\"}");
      case ENABLE -> post("/v1/webhooks/shop/enabling", key, "{}");
      case REPEAT -> post("/v1/webhooks/deliveries/1/redelivery", key, "{}");
      case LOOK -> throw new IllegalArgumentException("a look is no post");
    };
  }

  private static String some(List<String> all, String otherwise, Chance chance) {
    return all.isEmpty() ? otherwise : all.get(chance.below(all.size()));
  }

  /** The right one, as somebody would have it who looked over a shoulder. */
  private String code(String pickup) {
    String code =
        shop.wishes().stream()
            .filter(w -> w.pickup && pickup.equals(w.id))
            .map(w -> w.code)
            .findFirst()
            .orElse("000000");
    return "{\"code\":\"" + code + "\"}";
  }

  private static String announcement(String vin) {
    return ("{\"purpose\":\"restock\",\"vehicle\":{\"vin\":\"%s\",\"brand\":\"B\",\"model\":\"M\","
            + "\"heightMm\":1450,\"lengthMm\":4300,\"widthMm\":1800,\"massKg\":1500}}")
        .formatted("NTRDR" + vin.substring(5));
  }

  private static Sent post(String path, String key, String body) {
    ByteBuffer bytes = ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8));
    return new Sent("POST", path, null, List.of(JSON), JSON, List.of(key), bytes);
  }

  private static Clients clients() {
    StringBuilder rows = new StringBuilder();
    for (Known known : KNOWN) {
      rows.append(ClientList.row(known.name, known.row, secret(known.name), null)).append('\n');
    }
    rows.append(ClientList.row("former", "shop,supervisor", secret("former"), OVER)).append('\n');
    return ClientList.read(rows.toString());
  }

  private static String text(String name) {
    return BearerKey.text(secret(name));
  }

  private static byte[] secret(String name) {
    try {
      byte[] text = ("simulated client, " + name).getBytes(StandardCharsets.UTF_8);
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
