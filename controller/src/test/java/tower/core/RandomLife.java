package tower.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.Job;
import tower.model.Link;
import tower.model.OutputImage;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Portal;
import tower.model.Purpose;
import tower.model.Terms;
import tower.model.Vehicle;

/**
 * A tower's life out of a seed: customers, a shop, an operator, and faults. It may be slow and it
 * may stand still, but it must never be wrong; once the faults stop, everything must end.
 */
final class RandomLife {
  private static final int DILIGENT_ROUNDS = 12_000;
  private final Random random;
  private final long seed;
  final TestTower t;
  private int nextCar = 100;
  private int sensorFaultRounds;

  RandomLife(long seed) {
    this.seed = seed;
    random = new Random(seed);
    List<Vehicle> cars = new ArrayList<>();
    List<Place.InBay> bays =
        List.of(TinyTower.B001, TinyTower.FRONT, TinyTower.BACK, TinyTower.LOW);
    for (int i = 0; i < bays.size(); i++) {
      if (random.nextInt(4) > 0 && cars.size() < 3) {
        cars.add(TinyTower.car(i + 1, bays.get(i)));
      }
    }
    t = new TestTower(1 + random.nextInt(2), cars);
  }

  /** Faults and people at random. */
  void live(int rounds) {
    for (int i = 0; i < rounds; i++) {
      shop();
      people(false);
      faults();
      operator(10);
      cycle();
    }
  }

  /** The faults stop and everybody does what they should: everything that was begun must end. */
  void end() {
    t.heal();
    t.trouble = "";
    t.diskHangs = false;
    t.machine.emergency = false;
    t.machine.key = false;
    t.machine.axes.values().forEach(a -> a.link = Link.UP);
    for (int i = 0; i < DILIGENT_ROUNDS && !atPeace(); i++) {
      people(true);
      operator(3);
      pushDoorsShut();
      t.round();
      check();
    }
    // A car in quarantine keeps bays and requests open until a person has looked.
    assertThat(atPeace() || quarantine())
        .as(
            "seed %s ends: %s\n%s\n%s %s\n%s\n%s",
            seed,
            t.tower.state(),
            t.reasons(),
            t.ledger().portals(),
            t.machine.people,
            t.machine,
            open())
        .isTrue();
    conserved();
  }

  private boolean atPeace() {
    return t.state().equals("ready")
        && t.jobs().isEmpty()
        && open().isEmpty()
        && t.ledger().doubted().isEmpty()
        && t.ledger().portals().values().stream()
            .allMatch(u -> u.phase() == PortalPhase.SHUT && u.user() == null);
  }

  private boolean quarantine() {
    return t.ledger().vehicles().values().stream()
        .anyMatch(v -> v.place() instanceof Place.Quarantined);
  }

  /** What a motor may not do while the chain is open, a person does by hand. */
  private void pushDoorsShut() {
    if (!t.machine.enclosed() && chance(100)) {
      t.machine.outer.replaceAll((id, door) -> Machine.Door.SHUT);
    }
  }

  private List<Object> open() {
    List<Object> open = new ArrayList<>(t.jobs());
    t.ledger().pickups().values().stream().filter(p -> !p.state().terminal()).forEach(open::add);
    t.ledger().intakes().values().stream().filter(p -> !p.state().terminal()).forEach(open::add);
    t.ledger().portals().values().stream().filter(u -> u.user() != null).forEach(open::add);
    return open;
  }

  /** Every car of the record stands where the record has it, and every car is in the record. */
  private void conserved() {
    int standing = t.machine.cars().size();
    for (Vehicle v : t.ledger().vehicles().values()) {
      if (v.place() instanceof Place.Quarantined q) {
        assertThat(q.possible().stream().map(t.machine::at).toList())
            .as("seed %s: %s", seed, v)
            .contains(v.vin());
      } else {
        assertThat(t.machine.at(v.place())).as("seed %s: %s", seed, v).isEqualTo(v.vin());
      }
    }
    assertThat(t.ledger().vehicles()).as("seed %s", seed).hasSize(standing);
  }

  private boolean chance(int perThousand) {
    return random.nextInt(1000) < perThousand;
  }

  private void cycle() {
    t.look();
    if (!t.diskHangs && chance(800)) {
      t.durable();
    }
    if (chance(100)) {
      t.halfway();
    } else if (chance(500)) {
      t.arrive();
    }
    check();
    if (chance(100)) {
      t.nowMs += random.nextInt(5_000);
    }
  }

  /** The outer door with a car behind it opens for its redeemed pickup only. */
  private void check() {
    OutputImage out = t.outputs();
    for (Portal portal : t.site.layout().portals()) {
      String car = t.machine.at(new Place.AtPortal(portal.id()));
      int i = t.site.layout().portalIndex(portal.id());
      if (car != null && out.on(t.site.layout().outputs().portals().get(i).outerOpen())) {
        Pickup pickup = t.ledger().pickups().get(String.valueOf(t.user(portal.id())));
        Intake intake = t.ledger().intakes().get(String.valueOf(t.user(portal.id())));
        boolean redeemed =
            pickup != null
                && pickup.state() == PickupState.HANDING_OVER
                && pickup.vin().equals(car);
        assertThat(redeemed || intake != null)
            .as("seed %s: door of %s opens before %s", seed, portal.id(), car)
            .isTrue();
      }
    }
    assertThat(t.last.facts()).as("seed %s", seed).hasSizeLessThan(20);
  }

  // --- shop, customers, operator -----------------------------------------------------------------

  private void shop() {
    if (chance(20)) {
      List<String> ids =
          new ArrayList<>(Dispatch.waiting(t.ledger()).stream().map(Job::id).toList());
      Collections.shuffle(ids, random);
      t.on(new Event.Proposed(t.ledger().seq(), ids));
    }
    if (!chance(30)) {
      return;
    }
    switch (random.nextInt(6)) {
      case 0, 1 -> {
        List<String> vins = List.copyOf(t.ledger().vehicles().keySet());
        if (!vins.isEmpty()) {
          String key = "k" + random.nextInt(1_000_000);
          String hash = TinyTower.KEY.hash(key, TinyTower.CODE);
          String vin = vins.get(random.nextInt(vins.size()));
          t.ask(
              key,
              new Request.NewPickup(vin, Purpose.BUY, TinyTower.release(key, hash), Terms.NONE));
        }
      }
      case 2 -> t.ask(new Request.NewIntake(TinyTower.car(nextCar++, new Place.Outside())));
      case 3 -> pickup().ifPresent(p -> t.ask(new Request.CancelPickup(p.id())));
      case 4 ->
          pickup()
              .ifPresent(
                  p -> t.ask(new Request.Handover(p.id(), chance(700) ? TinyTower.CODE : "wrong")));
      default ->
          t.ledger().intakes().values().stream()
              .filter(i -> i.state() == IntakeState.QUEUED)
              .findFirst()
              .ifPresent(i -> t.ask(new Request.CancelIntake(i.id())));
    }
  }

  private Optional<Pickup> pickup() {
    List<Pickup> open =
        t.ledger().pickups().values().stream().filter(p -> !p.state().terminal()).toList();
    return open.isEmpty() ? Optional.empty() : Optional.of(open.get(random.nextInt(open.size())));
  }

  private void people(boolean diligent) {
    for (Portal portal : t.site.layout().portals()) {
      String id = portal.id();
      boolean openOutside = t.machine.outer.get(id) == Machine.Door.OPEN;
      if (openOutside && chance(diligent ? 50 : 20)) {
        visit(id, diligent);
      } else if (t.machine.people.contains(id) && openOutside && chance(200)) {
        t.machine.people.remove(id);
      } else if (t.phase(id) == PortalPhase.UNCONFIRMED && chance(diligent ? 100 : 20)) {
        t.machine.people.remove(id);
        if (t.machine.outer.get(id) == Machine.Door.BETWEEN && chance(500)) {
          t.machine.outer.put(id, Machine.Door.SHUT);
        }
        t.confirm(id);
      }
    }
  }

  private void visit(String id, boolean diligent) {
    Place.AtPortal place = new Place.AtPortal(id);
    String user = t.user(id);
    Pickup pickup = user == null ? null : t.ledger().pickups().get(user);
    Intake intake = user == null ? null : t.ledger().intakes().get(user);
    switch (random.nextInt(diligent ? 2 : 4)) {
      case 0 -> {
        if (pickup != null && pickup.vin().equals(t.machine.at(place))) {
          t.machine.take(place);
        } else if (intake != null && t.machine.at(place) == null && !known(intake)) {
          t.machine.put(place, intake.vehicle().vin());
        }
      }
      case 1 -> {
        if (intake != null && t.machine.at(place) != null) {
          Driver.getOut(t, id);
        }
        t.machine.people.remove(id);
        t.confirm(id);
      }
      case 2 -> t.machine.people.add(id);
      default -> t.confirm(id);
    }
  }

  private boolean known(Intake intake) {
    return t.machine.cars().contains(intake.vehicle().vin());
  }

  private void operator(int oneIn) {
    String state = t.state();
    if (random.nextInt(oneIn) > 0) {
      return;
    }
    if (state.equals("ready") && t.reasons().contains("left-in-portal")) {
      t.reset();
    } else if (state.equals("awaiting-resume")) {
      t.resume();
    } else if (state.equals("faulted") || state.equals("looking") || state.equals("held")) {
      // A person repairs what is plainly wrong with the lifter before pressing anything.
      if (t.machine.lifter == Machine.Lifter.BETWEEN && t.machine.isHome()) {
        t.machine.lifter = t.machine.borne == null ? Machine.Lifter.DOWN : Machine.Lifter.UP;
      }
      t.reset();
    }
  }

  // --- faults ------------------------------------------------------------------------------------

  private void faults() {
    if (sensorFaultRounds > 0 && --sensorFaultRounds == 0) {
      t.heal();
    }
    if (t.machine.emergency && chance(100)) {
      t.machine.emergency = false;
    }
    if (t.machine.key && chance(100)) {
      t.machine.key = false;
    }
    if (t.diskHangs && chance(30)) {
      t.diskHangs = false;
    }
    if (!t.trouble.isEmpty() && chance(100)) {
      t.trouble = "";
    }
    if (chance(990)) {
      return;
    }
    fault(random.nextInt(12));
  }

  private void fault(int kind) {
    switch (kind) {
      case 0, 1 -> t.machine.emergency(true);
      case 2 -> t.machine.key = true;
      case 3, 4 -> t.powerCut();
      case 5 -> t.restart(null);
      case 6, 7 -> stickSensor();
      case 8 -> t.machine.trip();
      case 9 -> t.diskHangs = true;
      case 10 -> t.trouble = "expander1 does not answer";
      default -> forceDoor();
    }
  }

  /** Any sensor but those that protect people: they are safety devices of their own. */
  private void stickSensor() {
    int point = 7 + random.nextInt(t.points().names().size() - 7);
    if (sensorFaultRounds == 0 && !t.points().names().get(point).endsWith("field_clear")) {
      sensorFaultRounds = 1 + random.nextInt(200);
      // One switch at each end is all the lifter has: saying "down" half way up is not survivable.
      boolean lifter = point == t.points().lifterDown() || point == t.points().lifterUp();
      t.sense(point, !lifter && random.nextBoolean());
    }
  }

  private void forceDoor() {
    String id = t.site.layout().portals().getFirst().id();
    if (t.machine.outer.get(id) == Machine.Door.SHUT) {
      t.machine.outer.put(id, Machine.Door.BETWEEN);
      t.machine.trip();
    }
  }
}
