package tower.simulator.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tower.core.Fact;
import tower.core.PortalPhase;
import tower.core.PortalUse;
import tower.model.Job;
import tower.model.Pickup;
import tower.model.Place;
import tower.model.Step;
import tower.simulator.plant.Car;
import tower.simulator.plant.Stand;

/** S9: every car is at exactly one place, and the record has it there or says that it may be. */
final class EveryCarOnce extends Checker {
  /** Bays that are doubted, or not any more, by a fact that waits for a slow or full disk. */
  private final Map<String, Boolean> doubtOnItsWay = new HashMap<>();

  /** True when the tower has ceased to work, by a fact that waits for a slow or full disk. */
  private boolean ceases;

  EveryCarOnce(Scene scene) {
    super(Invariant.S9, scene);
  }

  @Override
  void settled() {
    steel();
    compare();
  }

  @Override
  void decided(Fact fact) {
    if (fact instanceof Fact.BayDoubted f) {
      doubtOnItsWay.put(f.bay(), f.doubted());
    } else if (fact instanceof Fact.StateChanged f) {
      ceases = !f.to().equals("ready") && !f.to().equals("executing");
    }
  }

  @Override
  void lifeEnded() {
    doubtOnItsWay.clear();
    ceases = false;
  }

  @Override
  void durable(Fact fact) {
    if (fact instanceof Fact.VehicleSet set) {
      String vin = set.vehicle().vin();
      must(scene().plant().car(vin).isPresent(), "%s is on record, but there is no such car", vin);
    }
  }

  @Override
  void committed() {
    Set<Place> taken = new HashSet<>();
    for (Map.Entry<String, Place> entry : scene().record().places().entrySet()) {
      if (!(entry.getValue() instanceof Place.Quarantined)) {
        must(taken.add(entry.getValue()), "two cars are recorded at %s", entry.getValue().label());
      }
    }
    for (Pickup pickup : scene().record().pickups().values()) {
      must(
          !pickup.lent() || scene().record().knows(pickup.vin()),
          "%s is lent under %s, and the record has lost it",
          pickup.vin(),
          pickup.id());
    }
    compare();
  }

  /** The steel itself: whoever is held is where it says it is. */
  private void steel() {
    int held = 0;
    for (Stand stand : scene().plant().stands()) {
      Car car = stand.car();
      if (car != null) {
        held++;
        must(car.stand() == stand, "%s is held by two places", car.vin());
      }
    }
    int standing = 0;
    for (Car car : scene().plant().cars()) {
      if (car.state() == Car.State.STANDING) {
        standing++;
      }
      must(car.state() != Car.State.DROPPED, "%s has fallen", car.vin());
    }
    if (scene().plant().carrier().stand().car() != null) {
      held++;
    }
    must(held == standing, "%d cars stand in %d places", standing, held);
  }

  private void compare() {
    if (scene().recordLost()) {
      // The tower holds because its record is an old one, and people go on in it.
      return;
    }
    for (Car car : scene().plant().cars()) {
      Place recorded = scene().record().places().get(car.vin());
      Optional<Place> real = scene().plant().placeOf(car);
      must(
          agree(car, recorded, real) || doubted(car.vin(), recorded, real),
          "%s is %s, recorded %s, tower %s",
          car.vin(),
          real.map(Place::label).orElse("in a door"),
          recorded == null ? "outside" : recorded.label(),
          scene().record().state());
    }
  }

  private boolean agree(Car car, @Nullable Place recorded, Optional<Place> real) {
    if (recorded == null) {
      return real.map(p -> p instanceof Place.Outside || usedByPeople(p)).orElse(true);
    }
    if (real.isEmpty()) {
      Stand stand = car.stand();
      return stand != null && recorded.equals(stand.place()) && usedByPeople(recorded);
    }
    Place at = real.get();
    if (at.equals(recorded)) {
      return true;
    }
    if (recorded instanceof Place.Quarantined q) {
      return q.possible().contains(at);
    }
    return (at instanceof Place.Outside && usedByPeople(recorded))
        || transferred(car, recorded, at);
  }

  /**
   * A car that was put elsewhere by hand, unsaid: no record can have it there, but the tower doubts
   * both bays once it has worked for a while.
   */
  private boolean doubted(String vin, @Nullable Place recorded, Optional<Place> real) {
    if (!scene().broken().isMovedByHand(vin)) {
      return false;
    }
    boolean both =
        recorded instanceof Place.InBay from
            && real.isPresent()
            && real.get() instanceof Place.InBay to
            && doubts(from.bay())
            && doubts(to.bay());
    return both || ceases || scene().broken().notYetDoubted(vin) || fetchedInVain(vin);
  }

  /** Driven off while a job was on its way to it: the job looks before the shuttle sets out. */
  private boolean fetchedInVain(String vin) {
    Job job = scene().record().running();
    return scene().broken().isTaken(vin) && job != null && job.vin().equals(vin);
  }

  private boolean doubts(String bay) {
    return doubtOnItsWay.getOrDefault(bay, scene().record().doubts(bay));
  }

  /** A portal belongs to its user until the visit is settled. */
  private boolean usedByPeople(Place place) {
    if (!(place instanceof Place.AtPortal at)) {
      return false;
    }
    PortalUse use = scene().record().portals().get(at.portal());
    return use != null && use.phase() != PortalPhase.SHUT;
  }

  /** Between lifting and its confirmation the steel is ahead of the record. */
  private boolean transferred(Car car, Place recorded, Place at) {
    Step step = scene().record().openStep();
    boolean taken = at instanceof Place.OnCarrier && recorded.equals(from(step));
    boolean given = recorded instanceof Place.OnCarrier && at.equals(onto(step));
    if (taken || given) {
      return true;
    }
    Job job = scene().record().running();
    boolean ours = job != null && job.vin().equals(car.vin());
    boolean carrier = at instanceof Place.OnCarrier || recorded instanceof Place.OnCarrier;
    return ours && carrier && !scene().record().settled();
  }

  private static @Nullable Place from(@Nullable Step step) {
    return step instanceof Step.Raise raise ? raise.from() : null;
  }

  private static @Nullable Place onto(@Nullable Step step) {
    return step instanceof Step.Lower lower ? lower.onto() : null;
  }

  @Override
  void over() {
    steel();
    compare();
  }
}
