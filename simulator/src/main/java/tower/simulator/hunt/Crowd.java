package tower.simulator.hunt;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tower.api.Reply;
import tower.core.Fact;
import tower.core.Known;
import tower.core.Ledger;
import tower.model.Place;
import tower.model.Purpose;
import tower.model.Vehicle;
import tower.simulator.check.Issued;
import tower.simulator.product.VirtualProcess;
import tower.simulator.shop.Seller;
import tower.simulator.world.Chance;
import tower.simulator.world.World;
import tower.store.Batch;
import tower.store.SqliteStore;

/**
 * Many clients that all ask in the same instants, beside the day's own shop: each orders, lends,
 * announces and cancels, and repeats with the same key what was not answered. What they were told
 * is looked for in the database whenever a process has started on it.
 */
public final class Crowd {
  /** All ask at once, so often. */
  public static final int WAVE_MS = 2_000;

  /** Within so many ms after it everything that a wave asks for is decided. */
  public static final int DECIDED_MS = 60;

  private static final int BEGIN_MS = 4_000;
  private static final String CODE = "161803";
  private static final Pattern ID = Pattern.compile("\"id\":\"([pi]-[0-9]+)\"");

  private final World world;
  private final Client client;
  private final Running running;
  private final SqliteStore database;
  private final Seller seller;
  private final List<Member> members = new ArrayList<>();
  private final Set<String> promised = new HashSet<>();
  private final Set<String> answered = new HashSet<>();
  private final Set<String> lost = new HashSet<>();
  private final Map<String, String> pickups = new HashMap<>();
  private final Set<String> doubled = new HashSet<>();
  private @Nullable VirtualProcess lookedAt;
  private final Customers drivers;
  private final List<Wish> announced = new ArrayList<>();
  private int driverKeys;
  private int mostInFlight;
  private boolean calm;

  /** Nobody yet. */
  Crowd(
      World world,
      Client client,
      Running running,
      Street street,
      SqliteStore database,
      Seller seller) {
    this.world = world;
    this.client = client;
    this.running = running;
    this.database = database;
    this.seller = seller;
    drivers = new Customers(world, client, running, street, () -> "crowd-driver-" + ++driverKeys);
  }

  /** Before the day begins: so many clients. */
  public void gather(int count) {
    Chance chance = world.chance("crowd");
    for (int i = 0; i < count; i++) {
      members.add(new Member(i, chance.split("client " + i)));
    }
  }

  /**
   * What became of what its clients were told.
   *
   * @param acknowledged commands that were answered with a 2xx
   * @param lost of these, unknown to a later process
   * @param doubled commands that had an effect twice
   * @param mostInFlight so many were being decided at a time
   */
  public record Tally(int acknowledged, int lost, int doubled, int mostInFlight) {
    /** Says how much is lost, if anything is. */
    void tell(Consumer<String> say) {
      if (lost > 0) {
        say.accept(lost + " acknowledged commands of the crowd are lost");
      }
    }

    /** True when nothing was lost and nothing happened twice. */
    public boolean whole() {
      return lost == 0 && doubled == 0;
    }
  }

  /** What came of the day. */
  public Tally tally() {
    look();
    return new Tally(promised.size(), lost.size(), doubled.size(), mostInFlight);
  }

  void begin() {
    if (!members.isEmpty()) {
      world.at(BEGIN_MS * World.MS, this::wave);
    }
  }

  /** From now on nothing new is asked for. */
  void calm() {
    calm = true;
    if (!members.isEmpty()) {
      drivers.calm();
    }
  }

  private void wave() {
    VirtualProcess now = running.living();
    if (now != null && now != lookedAt) {
      lookedAt = now;
      look();
    }
    members.forEach(Member::act);
    // Whoever cancels too late, or not at all, comes: a portal that opened is kept for its driver.
    running.facts().ifPresent(facts -> announced.forEach(wish -> drivers.look(wish, facts)));
    long waiting = members.stream().filter(m -> m.waits).count();
    mostInFlight = Math.max(mostInFlight, Math.toIntExact(waiting));
    world.in(WAVE_MS * World.MS, this::wave);
  }

  /** A batch has become durable. */
  void durable(Batch batch) {
    for (Fact fact : batch.facts()) {
      if (fact instanceof Fact.Answered one && !answered.add(one.key())) {
        doubled.add(one.key());
      } else if (fact instanceof Fact.PickupSet set) {
        String reference = set.pickup().reference();
        String first = pickups.putIfAbsent(reference, set.pickup().id());
        if (first != null && !first.equals(set.pickup().id())) {
          doubled.add(reference);
        }
      }
    }
  }

  private void look() {
    for (String key : promised) {
      if (database.known(Known.place("shop", key)).isEmpty()) {
        lost.add(key);
      }
    }
  }

  /** One client: one request at a time. */
  private final class Member {
    private final int number;
    private final Chance chance;
    private String key = "";
    private String path = "";
    private String body = "";
    private String id = "";
    private boolean waits;
    private boolean cancels;
    private int keys;

    Member(int number, Chance chance) {
      this.number = number;
      this.chance = chance;
    }

    void act() {
      if (!waits && !choose()) {
        return;
      }
      waits = true;
      String asked = key;
      client.post(key, path, body, reply -> take(asked, reply));
    }

    /** What to ask next; false for nothing. */
    private boolean choose() {
      cancels = false;
      if (!id.isEmpty()) {
        cancels = true;
        return next(path(id), "{}");
      }
      if (calm) {
        return false;
      }
      return switch (chance.below(8)) {
        case 0, 1 -> next("/v1/intakes", announcement());
        case 2 -> !key.isEmpty(); // once more with the same key
        default -> order(chance.below(3) == 0 ? Purpose.TEST_DRIVE : Purpose.BUY);
      };
    }

    private String path(String of) {
      return (of.startsWith("p") ? "/v1/pickups/" : "/v1/intakes/") + of + "/cancellation";
    }

    private boolean next(String newPath, String newBody) {
      key = "crowd-" + number + "-" + ++keys;
      path = newPath;
      body = newBody;
      return true;
    }

    private boolean order(Purpose purpose) {
      List<String> vins =
          running.facts().map(Ledger::vehicles).stream()
              .flatMap(vehicles -> vehicles.values().stream())
              .filter(vehicle -> vehicle.place() instanceof Place.InBay)
              .map(Vehicle::vin)
              .toList();
      if (vins.isEmpty()) {
        return false;
      }
      String vin = vins.get(chance.below(vins.size()));
      next("/v1/pickups", "");
      client.issued(new Issued(key, vin, CODE));
      String voucher = seller.voucher(key, purpose, vin, CODE, world.trueUtcMs());
      String back =
          purpose.lends()
              ? ",\"dueBackAt\":\"%s\""
                  .formatted(Instant.ofEpochMilli(world.trueUtcMs() + 3_600_000))
              : "";
      body =
          "{\"vin\":\"%s\",\"purpose\":\"%s\"%s,\"voucher\":\"%s\"}"
              .formatted(vin, purpose.key(), back, voucher);
      return true;
    }

    /** The car that it announces. */
    private Vehicle car() {
      return new Vehicle(vin(), "B", "M", "", "", 1450, 4300, 1800, 1500, -1, new Place.Outside());
    }

    private String vin() {
      return String.format(Locale.ROOT, "CRWD%013d", number);
    }

    private String announcement() {
      return ("{\"purpose\":\"restock\",\"vehicle\":{\"vin\":\"%s\",\"brand\":\"B\","
              + "\"model\":\"M\",\"heightMm\":1450,\"lengthMm\":4300,\"widthMm\":1800,"
              + "\"massKg\":1500}}")
          .formatted(vin());
    }

    private void take(String asked, @Nullable Reply reply) {
      if (!waits || !asked.equals(key) || reply == null || reply.status() >= 500) {
        return;
      }
      waits = false;
      boolean good = reply.status() / 100 == 2;
      if (good) {
        promised.add(key);
      }
      Matcher found = ID.matcher(reply.body());
      boolean made = good && !cancels && found.find();
      id = made ? found.group(1) : "";
      if (id.startsWith("i")) {
        Wish wish = new Wish(key, false, car(), "", body, chance.split(key));
        wish.id = id;
        announced.add(wish);
      }
    }
  }
}
