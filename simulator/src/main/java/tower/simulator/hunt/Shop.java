package tower.simulator.hunt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tower.api.Reply;
import tower.core.Ledger;
import tower.loop.Snapshot;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Purpose;
import tower.model.Reason;
import tower.model.Vehicle;
import tower.simulator.check.Issued;
import tower.simulator.scenario.Happening;
import tower.simulator.scenario.Scenario;
import tower.simulator.scenario.What;
import tower.simulator.shop.Seller;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/**
 * The shop: asks for cars out and in, repeats what was not answered, changes its mind, sends its
 * customers with right and wrong codes.
 */
final class Shop {
  private static final long LOOK_NANOS = 2 * World.SECOND;
  private static final long MORE_NANOS = 10 * World.SECOND;
  private static final String BOUGHT = "\"purpose\":\"buy\"";
  private static final Pattern ID = Pattern.compile("\"id\":\"([pi]-[0-9]+)\"");

  private final World world;
  private final Client client;
  private final Running running;
  private final Customers customers;
  private final Seller seller;
  private final Loans loans;
  private final List<Vehicle> inside;
  private final List<Vehicle> outside;
  private final List<Wish> wishes = new ArrayList<>();
  private int keys;
  private int least;
  private int more;
  private boolean calm;

  /**
   * A shop.
   *
   * @param inside cars that are in the tower at first
   * @param outside cars that may be brought
   */
  Shop(
      World world,
      Client client,
      Running running,
      Street street,
      Seller seller,
      List<Vehicle> inside,
      List<Vehicle> outside) {
    this.world = world;
    this.client = client;
    this.running = running;
    customers = new Customers(world, client, running, street, this::key);
    this.seller = seller;
    loans = new Loans(world);
    this.inside = new ArrayList<>(inside);
    this.outside = new ArrayList<>(outside);
  }

  /** Plans the day. */
  void plan(Scenario scenario) {
    least = scenario.least();
    for (Happening one : scenario.happenings()) {
      if (!one.what().fault()) {
        world.at(one.atMs() * World.MS, () -> planned(one));
      }
    }
    world.in(LOOK_NANOS, this::look);
    world.at(scenario.calmS() * World.SECOND / 4, this::askMore);
  }

  private void planned(Happening one) {
    if (!calm) {
      Chance chance = world.chance("happening " + one.draw());
      switch (one.what()) {
        case LOAN -> order(chance, loans.loan(chance.split("terms")));
        case APPOINTMENT -> order(chance, loans.appointment(chance.split("terms")));
        default -> wish(one.what() == What.PICKUP, chance);
      }
    }
  }

  /**
   * A day with fewer accepted wishes than asked for is no day: the shop goes on asking. When the
   * tower can take no more, a customer who still waits changes the order.
   */
  private void askMore() {
    if (!hasItsLeast()) {
      if (wishes.stream().anyMatch(w -> w.id == null && !w.over)) {
        wishes.stream().filter(this::queued).findFirst().ifPresent(w -> cancel(w, key()));
      }
      Chance chance = world.chance("more " + ++more);
      wish(chance.below(2) == 0, chance);
      world.in(MORE_NANOS, this::askMore);
    }
  }

  private boolean queued(Wish wish) {
    String id = wish.id;
    Ledger facts = running.facts().orElse(null);
    if (id == null || facts == null) {
      return false;
    }
    Pickup pickup = facts.pickups().get(id);
    Intake intake = facts.intakes().get(id);
    return (pickup != null && pickup.state() == PickupState.QUEUED)
        || (intake != null && intake.state() == IntakeState.QUEUED);
  }

  /**
   * From now on the shop asks for nothing new, but for its least; its customers are brisk and know
   * their codes. Who got an answer that was neither a yes nor a no goes home; who got none asks on
   * with the same key, because nobody knows whether the tower took the wish.
   */
  void calm() {
    calm = true;
    customers.calm();
  }

  /** True when nothing is on the way to the tower any more. */
  boolean quiet() {
    return hasItsLeast() && wishes.stream().allMatch(w -> w.id != null || w.over);
  }

  /** True once as much was accepted as the day asks for. */
  boolean hasItsLeast() {
    return accepted() >= least;
  }

  private long accepted() {
    return wishes.stream().filter(w -> w.id != null).count();
  }

  /** Everything that was ever wished. */
  List<Wish> wishes() {
    return wishes;
  }

  private String key() {
    return "key-" + ++keys;
  }

  /** Asks for a car, or announces one; the other of both when there is none for it. */
  private void wish(boolean pickup, Chance chance) {
    boolean out = outside.isEmpty() || (pickup && !inside.isEmpty());
    if (out && inside.isEmpty()) {
      return;
    }
    Wish wish = out ? pickup(chance, BOUGHT) : intake(chance);
    asks(wish);
    if (chance.below(6) == 0 && !calm) {
      world.in(chance.between(1, 90_000) * World.MS, () -> cancel(wish, key()));
    }
  }

  /** It wants this, and asks for it. */
  void asks(Wish wish) {
    wishes.add(wish);
    ask(wish);
  }

  /** Asks for a car under certain terms. */
  private void order(Chance chance, String terms) {
    if (!inside.isEmpty()) {
      Wish wish = pickup(chance, terms);
      asks(wish);
      if (chance.below(6) == 0) {
        world.in(chance.between(1, 90_000) * World.MS, () -> cancel(wish, key()));
      }
    }
  }

  private void announce(Wish loan, String body) {
    Wish back = new Wish(key(), false, loan.vehicle, "", body, loan.chance.split(body));
    loan.back = back;
    asks(back);
  }

  /** Two clients ask for the same car in the same instant. */
  void rivals(Chance chance) {
    if (!inside.isEmpty()) {
      Vehicle vehicle = inside.remove(chance.below(inside.size()));
      List<Wish> both =
          List.of(
              pickup(vehicle, chance.split("one"), BOUGHT),
              pickup(vehicle, chance.split("other"), BOUGHT));
      wishes.addAll(both);
      both.forEach(this::ask);
    }
  }

  /** Its back office. */
  Seller seller() {
    return seller;
  }

  /** A car that can still be ordered, or one that there is not. */
  String another(String vin) {
    return inside.stream()
        .map(Vehicle::vin)
        .filter(other -> !other.equals(vin))
        .findFirst()
        .orElse(vin.substring(0, 16) + "Z");
  }

  /** The same shop's office for another tower. */
  Seller elsewhere() {
    return seller.at("another-tower");
  }

  /** A request for a car that need not be there, with a voucher that is in order. */
  String order(String jti, String vin) {
    return body(BOUGHT, Purpose.BUY, vin, jti, "000000");
  }

  private String body(String terms, Purpose purpose, String vin, String jti, String code) {
    String voucher = seller.voucher(jti, purpose, vin, code, world.trueUtcMs());
    return "{\"vin\":\"%s\",%s,\"voucher\":\"%s\"}".formatted(vin, terms, voucher);
  }

  private Wish pickup(Chance chance, String terms) {
    // Now and then a car that was asked for before: the tower has to say no.
    Vehicle vehicle = inside.get(chance.below(inside.size()));
    if (chance.below(8) != 0) {
      inside.remove(vehicle);
    }
    return pickup(vehicle, chance, terms);
  }

  private Wish pickup(Vehicle vehicle, Chance chance, String terms) {
    String key = key();
    String code = String.format(Locale.ROOT, "%06d", chance.below(1_000_000));
    client.issued(new Issued(key, vehicle.vin(), code));
    String body = body(terms, Loans.purpose(terms), vehicle.vin(), key, code);
    return new Wish(key, true, vehicle, code, body, chance);
  }

  private Wish intake(Chance chance) {
    Vehicle vehicle = outside.removeFirst();
    String body =
        ("{\"purpose\":\"restock\",\"vehicle\":{\"vin\":\"%s\",\"brand\":\"%s\",\"model\":\"%s\","
                + "\"heightMm\":%d,\"lengthMm\":%d,\"widthMm\":%d,\"massKg\":%d}}")
            .formatted(
                vehicle.vin(),
                vehicle.brand(),
                vehicle.model(),
                vehicle.heightMm(),
                vehicle.lengthMm(),
                vehicle.widthMm(),
                vehicle.massKg());
    return new Wish(key(), false, vehicle, "", body, chance);
  }

  /** Asks until there is an answer, always with the same key. */
  private void ask(Wish wish) {
    long asked = world.nanos();
    client.post(wish.key, wish.path(), wish.body, reply -> answered(wish, reply));
    world.in(
        Customers.PATIENCE_NANOS,
        () -> {
          if (wish.id == null && !wish.over && world.nanos() - asked >= Customers.PATIENCE_NANOS) {
            ask(wish);
          }
        });
  }

  private void answered(Wish wish, @Nullable Reply reply) {
    if (reply == null || wish.id != null || wish.over) {
      return;
    }
    if (reply.status() == 201) {
      Matcher id = ID.matcher(reply.body());
      if (id.find()) {
        wish.id = id.group(1);
      }
      repeats(wish);
    } else if ((reply.status() < 500 && reply.status() != 409) || (calm && goesHome(reply))) {
      wish.over = true;
    }
  }

  /** The tower has said that it did not take the wish, and the day has its least without it. */
  private boolean goesHome(Reply reply) {
    boolean unknown =
        reply.status() == 500
            || reply.body().contains("timed-out")
            || reply.body().contains("request-in-progress");
    return !unknown && hasItsLeast();
  }

  /** A client that sends twice, and one that reuses its key. */
  private void repeats(Wish wish) {
    if (wish.chance.below(4) == 0) {
      world.in(
          wish.chance.between(1, 60_000) * World.MS,
          () -> client.post(wish.key, wish.path(), wish.body, r -> {}));
    }
    if (wish.chance.below(6) == 0) {
      String other = wish.body.replaceFirst("\"(buy|restock)\"", "\"$1\",\"x\":1");
      String changed = wish.pickup ? wish.body.replace("\"buy\"", "\"test-drive\"") : other;
      String body = changed.equals(wish.body) ? other : sameFormOtherCar(wish);
      world.in(
          wish.chance.between(1, 60_000) * World.MS,
          () -> client.post(wish.key, wish.path(), body, r -> {}));
    }
  }

  private static String sameFormOtherCar(Wish wish) {
    String vin = wish.vehicle.vin();
    return wish.body.replace(vin, vin.substring(0, 16) + "Z");
  }

  private void cancel(Wish wish, String key) {
    String id = wish.id;
    if (id == null) {
      return;
    }
    client.post(
        key,
        wish.path() + "/" + id + "/cancellation",
        "{}",
        reply -> {
          if ((reply == null || reply.status() >= 500) && wish.chance.below(3) != 0) {
            world.in(5 * World.SECOND, () -> cancel(wish, key));
          }
        });
  }

  private void look() {
    world.in(LOOK_NANOS, this::look);
    Optional<Ledger> facts = running.facts();
    if (facts.isPresent()) {
      for (Wish wish : List.copyOf(wishes)) {
        wish.hear(facts.get());
        offer(wish, facts.get());
        customers.look(wish, facts.get());
        loans.look(wish, facts.get(), calm, this::announce);
      }
      if (calm) {
        readStatus();
      }
    }
  }

  /** The shop takes back what the tower says it has no room for. */
  private void readStatus() {
    List<Reason> reasons =
        running.snapshot().map(Snapshot::live).map(Snapshot.Live::reasons).orElse(List.of());
    for (Reason reason : reasons) {
      if (reason.clearing().contains("cancel")) {
        wishes.stream()
            .filter(w -> reason.text().startsWith(w.vehicle.vin()) && queued(w))
            .findFirst()
            .ifPresent(w -> cancel(w, key()));
      }
    }
  }

  /** A car that was stored, or came back because nobody took it, can be asked for again. */
  private void offer(Wish wish, Ledger facts) {
    if (wish.id == null || wish.over) {
      return;
    }
    Pickup pickup = facts.pickups().get(wish.id);
    Intake intake = facts.intakes().get(wish.id);
    boolean back =
        pickup != null
            && (pickup.state() == PickupState.CANCELLED || pickup.state() == PickupState.RESTOWED);
    boolean stored = intake != null && intake.state() == IntakeState.STORED;
    if (stored && facts.withheld().containsKey(wish.vehicle.vin())) {
      client.post(key(), "/v1/vehicles/" + wish.vehicle.vin() + "/release", "{}", r -> {});
    } else if (back || stored) {
      wish.over = true;
      if (!inside.contains(wish.vehicle)) {
        inside.add(wish.vehicle);
      }
    }
  }
}
