package tower.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tower.core.Fact;
import tower.core.Ledger;
import tower.core.OpenStep;
import tower.core.PortalPhase;
import tower.core.PortalUse;
import tower.core.Problem;
import tower.core.Result;
import tower.model.AxisName;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.Job;
import tower.model.JobKind;
import tower.model.JobState;
import tower.model.KeyRing;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Purpose;
import tower.model.Reason;
import tower.model.ReturnReport;
import tower.model.Step;
import tower.model.Terms;
import tower.model.Vehicle;

/** Facts out of a seed that a tower could have stated: each is possible on the ledger before it. */
final class RandomFacts {
  private static final int BAYS = 30;

  private final Random random;
  private Ledger ledger;
  private int serial;

  RandomFacts(long seed) {
    this(seed, Ledger.empty());
  }

  RandomFacts(long seed, Ledger ledger) {
    random = new Random(seed);
    this.ledger = ledger;
    serial = (int) ledger.seq();
  }

  /** The fold of all facts so far. */
  Ledger ledger() {
    return ledger;
  }

  /** The next batch of 1 to 5 facts, which are folded in. */
  Batch batch() {
    long first = ledger.seq() + 1;
    List<Fact> facts = new ArrayList<>();
    for (int n = 1 + random.nextInt(5); n > 0; n--) {
      Fact fact = next();
      facts.add(fact);
      ledger = ledger.apply(fact);
    }
    return new Batch(first, 1_700_000_000_000L + first, facts);
  }

  private Fact next() {
    for (; ; ) {
      @Nullable Fact fact =
          switch (random.nextInt(18)) {
            case 0 -> new Fact.Started("1.0", ledger.incarnation() + random.nextInt(2));
            case 1, 2 -> vehicle();
            case 3, 4 -> moved();
            case 5, 6 -> pickup();
            case 7 -> intake();
            case 8, 9 -> job();
            case 10 ->
                new Fact.PortalSet(
                    new PortalUse(
                        "P" + random.nextInt(2), any(PortalPhase.values()), orNull("p-1")));
            case 11 -> step();
            case 12 -> new Fact.BayDoubted("B" + random.nextInt(BAYS), random.nextBoolean(), "why");
            case 13 -> answered();
            case 14 -> new Fact.VehicleWithheld(vin(), random.nextBoolean(), "dent");
            case 15 -> keys();
            case 16 -> new Fact.FloorRaised(ledger.floorUtcMs() + random.nextInt(100));
            default -> evidence();
          };
      if (fact != null) {
        return fact;
      }
    }
  }

  private @Nullable Fact vehicle() {
    Place place = place();
    Vehicle car = car(vin(), place);
    return free(place) && follows(ledger.vehicles().get(car.vin()), place)
        ? new Fact.VehicleSet(car)
        : null;
  }

  private @Nullable Fact moved() {
    if (ledger.vehicles().isEmpty()) {
      return null;
    }
    Vehicle car = any(ledger.vehicles().values().toArray(new Vehicle[0]));
    Place to = place();
    return free(to) && follows(car, to)
        ? new Fact.VehicleMoved(car.vin(), car.place(), to, "load and beam")
        : null;
  }

  private static boolean follows(@Nullable Vehicle car, Place to) {
    return car == null
        || car.place().kind() == to.kind()
        || car.place().kind().next().contains(to.kind());
  }

  private Fact pickup() {
    List<Pickup> open =
        ledger.pickups().values().stream().filter(p -> !p.state().terminal()).toList();
    String vin = vin();
    if (open.size() > 4 || ledger.pickupOf(vin).isPresent()) {
      Pickup p = any(open.toArray(new Pickup[0]));
      int tries = Math.max(0, p.triesLeft() - random.nextInt(2));
      return new Fact.PickupSet(
          (random.nextBoolean() ? p : p.withCodeAccepted())
              .in(oneOf(p.state(), p.state().next()), reason(), serial++)
              .at(orNull("P1"))
              .withTriesLeft(tries));
    }
    return new Fact.PickupSet(
        new Pickup(
            id("p"),
            "reference-" + serial,
            "kid",
            vin,
            Purpose.BUY,
            "hash",
            new Terms(orNull(serial + 0L), orNull(serial + 1L), orNull(serial + 2L)),
            5,
            false,
            null,
            PickupState.QUEUED,
            reason(),
            serial,
            serial));
  }

  private Fact intake() {
    List<Intake> open =
        ledger.intakes().values().stream().filter(i -> !i.state().terminal()).toList();
    String vin = vin();
    if (open.size() > 4 || ledger.intakeOf(vin).isPresent()) {
      Intake i = any(open.toArray(new Intake[0]));
      return new Fact.IntakeSet(
          i.in(oneOf(i.state(), i.state().next()), reason(), serial++).at("P0"));
    }
    return new Fact.IntakeSet(
        new Intake(
            id("i"),
            "reference-" + serial,
            car(vin, new Place.Outside()),
            Purpose.RESTOCK,
            new ReturnReport(random.nextInt(100) - 1, random.nextBoolean() ? "" : "dent"),
            null,
            IntakeState.QUEUED,
            reason(),
            serial,
            serial));
  }

  /** The state as it is, or one that may follow. */
  private <E> E oneOf(E same, Set<E> next) {
    List<E> all = new ArrayList<>(next);
    all.add(same);
    return all.get(random.nextInt(all.size()));
  }

  private Fact job() {
    List<Job> open = List.copyOf(ledger.jobs().values());
    @Nullable OpenStep step = ledger.openStep();
    if (open.size() > 3) {
      Job job = any(open.toArray(new Job[0]));
      return new Fact.JobSet(
          random.nextBoolean()
              ? job.started(new Place.InBay("B1"), reason())
              : job.in(any(JobState.values()), reason()));
    }
    String id = id("j");
    return new Fact.JobSet(
        new Job(
            id,
            any(JobKind.values()),
            vin(),
            orNull("p-" + id),
            step == null ? null : place(),
            JobState.WAITING,
            0,
            reason()));
  }

  private Fact step() {
    @Nullable OpenStep open = ledger.openStep();
    if (open == null) {
      @Nullable String job = ledger.jobs().isEmpty() ? null : orNull(ledger.jobs().firstKey());
      return new Fact.StepIntended(
          job, 1 + random.nextInt(9), anyStep(), "lift 1200 mm", "all off");
    }
    return random.nextBoolean()
        ? new Fact.StepConfirmed(open.jobId(), open.number(), open.step(), "load on")
        : new Fact.StepClosed(open.jobId(), open.number(), open.step(), "not started");
  }

  private Step anyStep() {
    return switch (random.nextInt(9)) {
      case 0 -> new Step.Travel(place());
      case 1 -> new Step.OpenInner("P1");
      case 2 -> new Step.CloseInner("P1");
      case 3 -> new Step.Extend(place());
      case 4 -> new Step.Raise(place());
      case 5 -> new Step.Lower(place());
      case 6 -> new Step.Retract(place());
      case 7 -> new Step.Home(any(AxisName.values()));
      default -> new Step.LowerHere(new tower.model.Place.OnCarrier());
    };
  }

  private Fact answered() {
    return new Fact.Answered("key-" + serial++, "body", "shop", "", result());
  }

  private Result result() {
    if (ledger.pickups().isEmpty() || ledger.vehicles().isEmpty()) {
      return new Result.Refused(Problem.WRONG_CODE, "\"quoted\"\n| 升降机");
    }
    Pickup pickup = any(ledger.pickups().values().toArray(new Pickup[0]));
    return switch (random.nextInt(4)) {
      case 0 -> new Result.PickupTaken(pickup);
      case 1 -> new Result.PickupSettled(pickup);
      case 2 -> new Result.KeysSet(serial);
      default ->
          new Result.VehicleReleased(any(ledger.vehicles().values().toArray(new Vehicle[0])));
    };
  }

  private Fact keys() {
    return new Fact.KeysSet(
        new KeyRing(
            ledger.keys().version() + 1, "a.b.c", serial, List.of("kid"), List.of("v-" + serial)));
  }

  private Fact evidence() {
    return switch (random.nextInt(3)) {
      case 0 -> new Fact.StateChanged("ready", "faulted", reason());
      case 1 ->
          random.nextBoolean()
              ? new Fact.PersonActed("operator", "reset")
              : new Fact.TurnedAway(
                  "shop", "::1", "POST /v1/keys", "p-1", "V", "missing-scope", 3, 1_000, 2_000);
      default -> new Fact.Published("pickup.staged", id("p"), List.of("a", "|", ""));
    };
  }

  private boolean free(Place place) {
    return place instanceof Place.Outside
        || place instanceof Place.Quarantined
        || ledger.vehicleAt(place).isEmpty();
  }

  private Place place() {
    return switch (random.nextInt(10)) {
      case 0 -> new Place.OnCarrier();
      case 1 -> new Place.AtPortal("P" + random.nextInt(2));
      case 2 -> new Place.Outside();
      case 3 -> new Place.Quarantined(List.of(new Place.OnCarrier(), new Place.InBay("B0")));
      default -> new Place.InBay("B" + random.nextInt(BAYS));
    };
  }

  private String vin() {
    return String.format("WVWZZZ1JZ3W%06d", random.nextInt(40));
  }

  private String id(String letter) {
    return String.format("%s-%08d", letter, ++serial);
  }

  private static Vehicle car(String vin, Place place) {
    return new Vehicle(vin, "Nio", "ET5", "", "blue \"night\"", 1500, 4790, 1960, 2200, 80, place);
  }

  private Reason reason() {
    return new Reason("code-" + random.nextInt(9), "text, with 'quotes'", "");
  }

  private <T> @Nullable T orNull(T value) {
    return random.nextBoolean() ? value : null;
  }

  private <T> T any(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
