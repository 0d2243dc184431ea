package tower.core;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tower.model.Intake;
import tower.model.Job;
import tower.model.KeyRing;
import tower.model.Pickup;
import tower.model.Place;
import tower.model.Vehicle;

/**
 * What must never be lost: the fold of all facts. Immutable.
 *
 * @param seq journal sequence of the last fact, 0 before the first
 * @param incarnation rises with every restore of a backup
 * @param vehicles every car that is in the tower or expected, by VIN
 * @param pickups open pickups and the latest ended ones, by id
 * @param intakes open intakes and the latest ended ones, by id
 * @param jobs jobs that have not ended, by id
 * @param portals the use of each portal, by id
 * @param doubted bays whose sensor contradicts the record
 * @param withheld cars that are offered to nobody, and why, by VIN
 * @param keys the keys that vouchers are signed with
 * @param floorUtcMs the true time cannot be before, UTC ms since 1970
 * @param openStep the step between intent and confirmation, if any
 */
public record Ledger(
    long seq,
    long incarnation,
    SortedMap<String, Vehicle> vehicles,
    SortedMap<String, Pickup> pickups,
    SortedMap<String, Intake> intakes,
    SortedMap<String, Job> jobs,
    SortedMap<String, PortalUse> portals,
    SortedSet<String> doubted,
    SortedMap<String, String> withheld,
    KeyRing keys,
    long floorUtcMs,
    @Nullable OpenStep openStep) {
  /** How many ended pickups and ended intakes stay in memory; older ones are in the store. */
  public static final int ENDED_KEPT = 200;

  /** An empty tower. */
  public static Ledger empty() {
    return new Ledger(
        0,
        1,
        frozen(new TreeMap<>()),
        frozen(new TreeMap<>()),
        frozen(new TreeMap<>()),
        frozen(new TreeMap<>()),
        frozen(new TreeMap<>()),
        Collections.unmodifiableSortedSet(new TreeSet<>()),
        frozen(new TreeMap<>()),
        KeyRing.NONE,
        0,
        null);
  }

  /** The ledger after one more fact. */
  public Ledger apply(Fact fact) {
    Draft d = new Draft(this);
    d.seq++;
    switch (fact) {
      case Fact.Started f -> d.incarnation = f.incarnation();
      case Fact.VehicleSet f -> {
        Lives.keep(vehicles.get(f.vehicle().vin()), f.vehicle());
        d.vehicles = put(vehicles, f.vehicle().vin(), f.vehicle());
      }
      case Fact.VehicleMoved f -> d.vehicles = moved(f);
      case Fact.PickupSet f -> {
        Lives.keep(pickups.get(f.pickup().id()), f.pickup());
        d.pickups = trimmed(put(pickups, f.pickup().id(), f.pickup()), p -> p.state().terminal());
      }
      case Fact.IntakeSet f -> {
        Lives.keep(intakes.get(f.intake().id()), f.intake());
        d.intakes = trimmed(put(intakes, f.intake().id(), f.intake()), i -> i.state().terminal());
      }
      case Fact.JobSet f ->
          d.jobs =
              f.job().state().terminal()
                  ? without(jobs, f.job().id())
                  : put(jobs, f.job().id(), f.job());
      case Fact.PortalSet f -> d.portals = put(portals, f.use().portal(), f.use());
      case Fact.StepIntended f -> d.openStep = new OpenStep(f.jobId(), f.number(), f.step());
      case Fact.StepConfirmed f -> d.openStep = null;
      case Fact.StepClosed f -> d.openStep = null;
      case Fact.BayDoubted f -> d.doubted = doubted(f);
      case Fact.VehicleWithheld f ->
          d.withheld = f.withheld() ? put(withheld, f.vin(), f.why()) : without(withheld, f.vin());
      case Fact.KeysSet f -> d.keys = f.ring();
      case Fact.FloorRaised f -> d.floorUtcMs = Math.max(floorUtcMs, f.utcMs());
      case Fact.StateChanged f -> {}
      case Fact.PersonActed f -> {}
      case Fact.Answered f -> {}
      case Fact.TurnedAway f -> {}
      case Fact.Published f -> {}
    }
    return d.ledger();
  }

  /** The next ledger while one fact changes one thing of it. */
  private static final class Draft {
    private long seq;
    private long incarnation;
    private SortedMap<String, Vehicle> vehicles;
    private SortedMap<String, Pickup> pickups;
    private SortedMap<String, Intake> intakes;
    private SortedMap<String, Job> jobs;
    private SortedMap<String, PortalUse> portals;
    private SortedSet<String> doubted;
    private SortedMap<String, String> withheld;
    private KeyRing keys;
    private long floorUtcMs;
    private @Nullable OpenStep openStep;

    Draft(Ledger l) {
      seq = l.seq;
      incarnation = l.incarnation;
      vehicles = l.vehicles;
      pickups = l.pickups;
      intakes = l.intakes;
      jobs = l.jobs;
      portals = l.portals;
      doubted = l.doubted;
      withheld = l.withheld;
      keys = l.keys;
      floorUtcMs = l.floorUtcMs;
      openStep = l.openStep;
    }

    Ledger ledger() {
      return new Ledger(
          seq,
          incarnation,
          vehicles,
          pickups,
          intakes,
          jobs,
          portals,
          doubted,
          withheld,
          keys,
          floorUtcMs,
          openStep);
    }
  }

  /** The car that the record has at a place. */
  public Optional<Vehicle> vehicleAt(Place place) {
    for (Vehicle vehicle : vehicles.values()) {
      if (vehicle.place().equals(place)) {
        return Optional.of(vehicle);
      }
    }
    return Optional.empty();
  }

  /** True when the record has a car there, or a quarantined car might be there. */
  public boolean mayHold(Place place) {
    for (Vehicle v : vehicles.values()) {
      if (v.place().equals(place)
          || (v.place() instanceof Place.Quarantined q && q.possible().contains(place))) {
        return true;
      }
    }
    return false;
  }

  /** The open pickup that reserves a car. */
  public Optional<Pickup> pickupOf(String vin) {
    for (Pickup pickup : pickups.values()) {
      if (!pickup.state().terminal() && pickup.vin().equals(vin)) {
        return Optional.of(pickup);
      }
    }
    return Optional.empty();
  }

  /** The open intake that brings a car. */
  public Optional<Intake> intakeOf(String vin) {
    for (Intake intake : intakes.values()) {
      if (!intake.state().terminal() && intake.vehicle().vin().equals(vin)) {
        return Optional.of(intake);
      }
    }
    return Optional.empty();
  }

  /** The job that serves a pickup or intake and has not ended. */
  public Optional<Job> jobOf(String owner) {
    return jobs.values().stream().filter(j -> owner.equals(j.owner())).findFirst();
  }

  private SortedMap<String, Vehicle> moved(Fact.VehicleMoved fact) {
    Vehicle vehicle = vehicles.get(fact.vin());
    if (vehicle == null) {
      throw new IllegalStateException("fact moves unknown vehicle " + fact.vin());
    }
    if (!vehicle.place().equals(fact.from())) {
      throw new IllegalStateException(
          "fact moves "
              + fact.vin()
              + " from "
              + fact.from().label()
              + " but it is at "
              + vehicle.place().label());
    }
    Lives.keep(vehicle, vehicle.at(fact.to()));
    return fact.to() instanceof Place.Outside
        ? without(vehicles, fact.vin())
        : put(vehicles, fact.vin(), vehicle.at(fact.to()));
  }

  private SortedSet<String> doubted(Fact.BayDoubted fact) {
    TreeSet<String> next = new TreeSet<>(doubted);
    if (fact.doubted()) {
      next.add(fact.bay());
    } else {
      next.remove(fact.bay());
    }
    return Collections.unmodifiableSortedSet(next);
  }

  private static <V> SortedMap<String, V> put(Map<String, V> map, String key, V value) {
    TreeMap<String, V> next = new TreeMap<>(map);
    next.put(key, value);
    return frozen(next);
  }

  private static <V> SortedMap<String, V> without(Map<String, V> map, String key) {
    TreeMap<String, V> next = new TreeMap<>(map);
    next.remove(key);
    return frozen(next);
  }

  /** Keeps the latest ended ones: ids rise with time and are padded, so the first is the oldest. */
  private static <V> SortedMap<String, V> trimmed(
      SortedMap<String, V> map, java.util.function.Predicate<V> ended) {
    if (map.size() <= ENDED_KEPT || map.values().stream().filter(ended).count() <= ENDED_KEPT) {
      return map;
    }
    for (Map.Entry<String, V> e : map.entrySet()) {
      if (ended.test(e.getValue())) {
        return without(map, e.getKey());
      }
    }
    return map;
  }

  private static <V> SortedMap<String, V> frozen(TreeMap<String, V> map) {
    return Collections.unmodifiableSortedMap(map);
  }
}
