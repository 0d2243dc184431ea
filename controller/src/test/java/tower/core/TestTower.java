package tower.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tower.model.AxisName;
import tower.model.AxisReport;
import tower.model.Intake;
import tower.model.Job;
import tower.model.OutputImage;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Points;
import tower.model.Purpose;
import tower.model.Reason;
import tower.model.Step;
import tower.model.Terms;
import tower.model.Vehicle;

/**
 * A tiny tower, its disk and its steel, and the verbs that are enough to write any disaster of the
 * core. After every event it makes sure that nothing moves before its intent is durable and that
 * the steel was not hurt.
 */
final class TestTower {
  static final int CYCLE_MS = 50;
  private static final int MOST_ROUNDS = 2_000;

  final Site site;
  final Machine machine;
  final List<Fact> journal = new ArrayList<>();
  TowerState tower;
  long nowMs = 10_000;
  String trouble = "";
  boolean diskHangs;
  long utcShiftMs = 1_700_000_000_000L;
  boolean utcTrusted = true;

  /** What the last event brought. */
  Outcome last;

  /** Is told of every event, of the tower before it and of what it brought. */
  Watcher watcher = (event, before, outcome) -> {};

  private final Senses senses;
  private final Map<Long, Effect.Reply> replies = new HashMap<>();
  Ledger disk;
  private long requests;

  TestTower(int portals, List<Vehicle> cars) {
    this(TinyTower.site(portals), cars);
  }

  TestTower(Site site, List<Vehicle> cars) {
    this.site = site;
    machine = new Machine(site.layout());
    Ledger ledger = Ledger.empty();
    for (Vehicle car : cars) {
      ledger = ledger.apply(new Fact.VehicleSet(car));
      machine.put(car.place(), car.vin());
    }
    for (var portal : site.layout().portals()) {
      PortalUse use = new PortalUse(portal.id(), PortalPhase.SHUT, null);
      ledger = ledger.apply(new Fact.PortalSet(use));
    }
    disk = ledger;
    senses = new Senses(site.layout().inputs().names().size());
    last = TowerState.start(site.layout(), ledger, null, "test");
    tower = last.next();
    journal.addAll(last.facts());
  }

  static TestTower switchedOn(Vehicle... cars) {
    return new TestTower(1, List.of(cars));
  }

  static TestTower ready(Vehicle... cars) {
    return ready(1, cars);
  }

  static TestTower ready(int portals, Vehicle... cars) {
    TestTower t = new TestTower(portals, List.of(cars));
    t.bringUp();
    return t;
  }

  /** One cycle's look at the machine. */
  Outcome look() {
    nowMs += CYCLE_MS;
    return on(observed());
  }

  /** The disk has written everything. */
  Outcome durable() {
    disk = tower.ledger();
    return on(new Event.Durable(disk.seq()));
  }

  /** What is under way comes to its end. */
  void arrive() {
    machine.arrive(outputs());
  }

  /** What is under way comes half way. */
  void halfway() {
    machine.arriveHalf(outputs());
  }

  /** Look, write, arrive. */
  void round() {
    look();
    if (!diskHangs) {
      durable();
    }
    arrive();
  }

  void until(String what, Predicate<TestTower> so) {
    for (int i = 0; i < MOST_ROUNDS; i++) {
      if (so.test(this)) {
        return;
      }
      round();
    }
    throw new AssertionError(
        "not in " + MOST_ROUNDS + " rounds: " + what + "; " + tower.state() + reasons());
  }

  void until(String state) {
    until(state, t -> t.state().equals(state));
  }

  /** Until this step is being done. */
  void doing(Class<? extends Step> step) {
    until(
        step.getSimpleName(),
        t -> {
          if (t.run() != null && t.run().doing(step)) {
            return true;
          }
          look();
          if (t.run() != null && t.run().doing(step)) {
            return true;
          }
          durable();
          return false;
        });
  }

  /** Time passes and the tower looks all the while. */
  void pass(long ms) {
    for (long end = nowMs + ms; nowMs < end; ) {
      round();
    }
  }

  /** A button is pressed and let go. */
  void press(int point) {
    machine.pressed.add(point);
    look();
    machine.pressed.remove(point);
    look();
  }

  void reset() {
    pass(200);
    press(points().reset());
  }

  void resume() {
    nowMs += 200;
    machine.pressed.add(points().resume());
    look();
    press(points().resume());
  }

  void confirm(String portal) {
    look();
    nowMs += 100;
    press(portal(portal).confirm());
  }

  /** A sensor says this, whatever is the case. */
  TestTower sense(int point, boolean on) {
    senses.stuck.put(point, on);
    return this;
  }

  /** A sensor says nothing any more. */
  TestTower kill(int point) {
    senses.dead.add(point);
    return this;
  }

  /** All sensors and reports are right again. */
  void heal() {
    senses.heal();
  }

  /** A drive's report says something else than is the case. */
  TestTower bend(AxisName axis, UnaryOperator<AxisReport> report) {
    senses.bent.put(axis, report);
    return this;
  }

  /** A client asks, and the disk writes. */
  Result ask(Request request) {
    return ask("key-" + ++requests, request);
  }

  Result ask(String key, Request request) {
    return ask(key, "hash of " + request, request, null);
  }

  Result ask(String key, String bodyHash, Request request, @Nullable Known known) {
    long id = ++requests;
    on(new Event.Requested(id, key, bodyHash, new Asker("shop", ""), request, known));
    return Objects.requireNonNull(replies.get(id)).result();
  }

  /** The power goes and comes back: what was not on disk is gone, nothing was ever ordered. */
  void powerCut() {
    machine.powerCut();
    restart(null);
  }

  /** The process dies and comes back; the drives keep their reference. */
  void restart(@Nullable Reason hold) {
    machine.boardDied();
    senses.forget();
    nowMs += 1_000;
    last = TowerState.start(site.layout(), disk, hold, "test");
    tower = last.next();
    journal.addAll(last.facts());
    disk = tower.ledger();
  }

  /** What a person does until the tower is ready: at most reset and resume. */
  void bringUp() {
    bringUpTo("ready");
  }

  void bringUpTo(String state) {
    look();
    durable();
    look();
    reset();
    until("awaiting-resume");
    resume();
    until(state);
  }

  /** Asks for a car out; the code is {@link TinyTower#CODE}. */
  Pickup order(int number) {
    return order(number, Purpose.BUY, Terms.NONE);
  }

  Pickup order(int number, Purpose purpose, Terms terms) {
    String key = "order-" + ++requests;
    String hash = TinyTower.KEY.hash(key, TinyTower.CODE);
    String vin = TinyTower.vin(number);
    Result result =
        ask(key, new Request.NewPickup(vin, purpose, TinyTower.release(key, hash), terms));
    assertThat(result).isInstanceOf(Result.PickupTaken.class);
    return ((Result.PickupTaken) result).pickup();
  }

  /** Asks for a car out and waits until it stands in the portal. */
  Pickup staged(int number) {
    String id = order(number).id();
    until("staged", t -> t.pickup(id).state() == PickupState.STAGED);
    until("ready");
    return pickup(id);
  }

  /** Announces a car. */
  Intake announce(int number) {
    Result result = ask(new Request.NewIntake(TinyTower.car(number, new Place.Outside())));
    assertThat(result).isInstanceOf(Result.IntakeTaken.class);
    return ((Result.IntakeTaken) result).intake();
  }

  /** The code is right; the customer waits for the door. */
  void handover(Pickup pickup) {
    assertThat(ask(new Request.Handover(pickup.id(), TinyTower.CODE)))
        .isInstanceOf(Result.HandoverBegun.class);
    until("open", t -> t.phase(pickup.portal()) == PortalPhase.OPEN);
  }

  String state() {
    return tower.state().key();
  }

  Ledger ledger() {
    return tower.ledger();
  }

  @Nullable Run run() {
    return Outputs.run(tower.state());
  }

  Pickup pickup(String id) {
    return Objects.requireNonNull(ledger().pickups().get(id));
  }

  Intake intake(String id) {
    return Objects.requireNonNull(ledger().intakes().get(id));
  }

  PortalPhase phase(@Nullable String portal) {
    return Objects.requireNonNull(ledger().portals().get(portal)).phase();
  }

  @Nullable String user(String portal) {
    return Objects.requireNonNull(ledger().portals().get(portal)).user();
  }

  Place place(int number) {
    Vehicle vehicle = ledger().vehicles().get(TinyTower.vin(number));
    return vehicle == null ? new Place.Outside() : vehicle.place();
  }

  List<Job> jobs() {
    return List.copyOf(ledger().jobs().values());
  }

  String reasons() {
    return Reporting.reasons(site, tower, stamp()).toString();
  }

  OutputImage outputs() {
    return Outputs.of(site, tower);
  }

  Points points() {
    return site.layout().inputs();
  }

  Points.OfPortal portal(String id) {
    return points().portals().get(site.layout().portalIndex(id));
  }

  int bay(Place.InBay bay) {
    return points().bays().get(site.layout().bayIndex(bay.bay()));
  }

  <F extends Fact> List<F> facts(Class<F> type) {
    return journal.stream().filter(type::isInstance).map(type::cast).toList();
  }

  Stamp stamp() {
    return new Stamp(nowMs, utcShiftMs + nowMs, utcTrusted);
  }

  /** A turn on the machine as it is now, without deciding anything. */
  Turn turn() {
    Turn turn = new Turn(site, tower, stamp());
    turn.seen = observed();
    return turn;
  }

  Event.Observed observed() {
    return senses.observed(machine, nowMs, trouble);
  }

  /** Any event. */
  Outcome on(Event event) {
    TowerState before = tower;
    Outcome outcome = Tower.on(site, before, stamp(), event);
    watcher.saw(event, before, outcome);
    last = outcome;
    tower = outcome.next();
    journal.addAll(outcome.facts());
    for (Effect effect : outcome.effects()) {
      long moveId =
          switch (effect) {
            case Effect.Move e -> e.moveId();
            case Effect.Home e -> e.moveId();
            default -> 0;
          };
      assertThat(moveId)
          .as("%s before its intent is durable", effect)
          .isLessThanOrEqualTo(disk.seq());
      if (effect instanceof Effect.Reply reply) {
        replies.put(reply.requestId(), reply);
      }
    }
    machine.obey(outcome.effects());
    assertThat(machine.violations).isEmpty();
    return outcome;
  }
}
