package tower.simulator.hunt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tower.core.Ledger;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.simulator.fault.FaultGroup;
import tower.simulator.fault.Faults;
import tower.simulator.fault.Ground;
import tower.simulator.scenario.What;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/**
 * Clients that err, repeat themselves, want too much at once or change their mind, and customers
 * who guess their code, come twice or not at all.
 */
final class ApiFaults implements FaultGroup {
  private static final long LOOK_NANOS = World.SECOND;
  private static final int TRIES = 6;

  private static final List<String> STRANGE_IDS =
      List.of(
          "p-000000000",
          "p-999999999",
          "p-9999999999999999999",
          "p-99999999999999999999",
          "p-",
          "p-abc",
          "i-000000001",
          "q-1",
          "..",
          "%00",
          "x".repeat(300));

  private final Ground ground;
  private final World world;
  private final Client client;
  private final Running running;
  private final Shop shop;
  private final Office office;
  private final KeyLists keyLists;

  /** What waits for its moment: true when it has come. */
  private final List<Predicate<Ledger>> armed = new ArrayList<>();

  private boolean looking;
  private int keys;

  ApiFaults(Ground ground, Client client, Running running, Shop shop, Office office) {
    this.ground = ground;
    this.world = ground.world();
    this.client = client;
    this.running = running;
    this.shop = shop;
    this.office = office;
    keyLists = new KeyLists(world, ground.scene(), client, running, shop);
  }

  @Override
  public boolean begin(What what, long lasts, Chance chance) {
    switch (what) {
      case BAD_NETWORK ->
          client.unreliable(Math.min(ground.untilNanos(), world.nanos() + 3 * lasts), chance);
      case NONSENSE -> nonsense(lasts, chance);
      case STRANGE_IDS -> strangers(lasts, chance);
      case RIVALS -> shop.rivals(chance);
      case FLOOD -> flood(chance);
      case WRONG_CODES -> arm(facts -> guess(facts, chance));
      case SECOND_THOUGHTS -> secondThoughts(chance);
      case COMES_TWICE -> arm(facts -> again(facts, chance));
      case VOUCHER_TRICKS -> new VoucherTricks(world, client, shop, this::key).begin(lasts, chance);
      case VOUCHER_TIMES ->
          new VoucherTimes(world, client, running, shop, this::key).begin(lasts, chance);
      case INTRUDERS -> new Intruders(world, client, running, shop, this::key).begin(lasts, chance);
      case KEY_LISTS -> keyLists.begin(lasts, chance);
      case HOOK_TROUBLE, HOOK_GONE, STREAM_TROUBLE, CLOUD_AWAY ->
          office.begin(what, lasts, until -> Math.min(until, ground.untilNanos()), chance);
      case NO_SHOW -> arm(facts -> nobodyComes(facts, chance));
      default -> throw Faults.notOurs(what);
    }
    return true;
  }

  private String key() {
    return "rude-" + ++keys;
  }

  private void post(String path, String body) {
    client.post(key(), path, body, reply -> {});
  }

  /** Some kinds of nonsense, one after the other. */
  private void nonsense(long lasts, Chance chance) {
    int times = 4 + chance.below(8);
    for (int i = 0; i < times; i++) {
      int kind = chance.below(Nonsense.kinds());
      world.in(chance.below(lasts), () -> send(kind));
    }
  }

  private void send(int kind) {
    String key = key();
    Optional<Ledger> facts = running.facts();
    String vin =
        facts.map(Ledger::vehicles).filter(v -> !v.isEmpty()).map(v -> v.firstKey()).orElse("");
    String good = shop.order(key, vin.isEmpty() ? "FXD00000000000000" : vin);
    String pickup =
        facts.map(Ledger::pickups).filter(p -> !p.isEmpty()).map(p -> p.lastKey()).orElse("p-1");
    client.nonsense(key, Nonsense.kind(kind, key, pickup, good));
  }

  /** Ids that are nobody's, and ids that are somebody else's. */
  private void strangers(long lasts, Chance chance) {
    int times = 3 + chance.below(5);
    for (int i = 0; i < times; i++) {
      String id = STRANGE_IDS.get(chance.below(STRANGE_IDS.size()));
      String path =
          switch (chance.below(3)) {
            case 0 -> "/v1/pickups/" + id + "/cancellation";
            case 1 -> "/v1/intakes/" + id + "/cancellation";
            default -> "/v1/pickups/" + id + "/handover";
          };
      String body = path.endsWith("handover") ? "{\"code\":\"123456\"}" : "{}";
      world.in(chance.below(lasts), () -> client.stranger(key(), path, body));
    }
  }

  /** More at once than the tower decides at a time; it has nothing of what they want. */
  private void flood(Chance chance) {
    int times = 70 + chance.below(230);
    String order = shop.order("flood", "FXD00000000000000");
    for (int i = 0; i < times; i++) {
      post("/v1/pickups", order);
    }
    running.snapshot().ifPresent(ground.scene()::shown);
  }

  /** Somebody at the portal guesses, until no try is left. */
  private boolean guess(Ledger facts, Chance chance) {
    Wish wish = wishOf(facts, PickupState.STAGED);
    if (wish == null) {
      return false;
    }
    for (int i = 0; i < TRIES; i++) {
      String guessed = String.format(Locale.ROOT, "%06d", chance.below(1_000_000));
      if (!guessed.equals(wish.code)) {
        world.in(
            (1 + i) * chance.between(300, 1500) * World.MS,
            () -> post(handover(wish), "{\"code\":\"" + guessed + "\"}"));
      }
    }
    return true;
  }

  /** The code is typed again while the door opens, and once more when all is over. */
  private boolean again(Ledger facts, Chance chance) {
    Wish wish = wishOf(facts, PickupState.HANDING_OVER);
    if (wish == null) {
      return false;
    }
    String body = "{\"code\":\"" + wish.code + "\"}";
    post(handover(wish), body);
    world.in(chance.between(5, 60) * World.SECOND, () -> post(handover(wish), body));
    return true;
  }

  private static String handover(Wish wish) {
    return "/v1/pickups/" + wish.id + "/handover";
  }

  private boolean nobodyComes(Ledger facts, Chance chance) {
    for (Wish wish : shop.wishes()) {
      boolean open = wish.id != null && !wish.over && wish.awayUntil == 0;
      if (open && (wish.pickup || facts.intakes().containsKey(wish.id))) {
        wish.awayUntil = ground.untilNanos() + chance.below(20) * World.SECOND;
        return true;
      }
    }
    return false;
  }

  private @Nullable Wish wishOf(Ledger facts, PickupState state) {
    for (Wish wish : shop.wishes()) {
      Pickup pickup = wish.id == null ? null : facts.pickups().get(wish.id);
      if (pickup != null && pickup.state() == state) {
        return wish;
      }
    }
    return null;
  }

  /** A client changes its mind in a phase of its wish's life that is drawn; mostly it is late. */
  private void secondThoughts(Chance chance) {
    if (chance.below(3) > 0) {
      PickupState[] phases = PickupState.values();
      PickupState phase = phases[chance.below(phases.length)];
      arm(facts ->
          facts.pickups().values().stream()
              .filter(p -> p.state() == phase)
              .map(Pickup::id)
              .findFirst()
              .map(id -> cancel("/v1/pickups/" + id, chance))
              .isPresent());
    } else {
      IntakeState[] phases = IntakeState.values();
      IntakeState phase = phases[chance.below(phases.length)];
      arm(facts ->
          facts.intakes().values().stream()
              .filter(i -> i.state() == phase)
              .map(Intake::id)
              .findFirst()
              .map(id -> cancel("/v1/intakes/" + id, chance))
              .isPresent());
    }
  }

  /** Twice, because one of the shop's clerks does not know of the other. */
  private String cancel(String path, Chance chance) {
    String cancellation = path + "/cancellation";
    world.in(chance.below(1500) * World.MS, () -> post(cancellation, "{}"));
    world.in(chance.below(1500) * World.MS, () -> post(cancellation, "{}"));
    return cancellation;
  }

  private void arm(Predicate<Ledger> moment) {
    armed.add(moment);
    if (!looking) {
      looking = true;
      look();
    }
  }

  private void look() {
    running.facts().ifPresent(facts -> armed.removeIf(moment -> moment.test(facts)));
    looking = !armed.isEmpty() && world.nanos() + LOOK_NANOS < ground.untilNanos();
    if (looking) {
      world.in(LOOK_NANOS, this::look);
    }
  }
}
