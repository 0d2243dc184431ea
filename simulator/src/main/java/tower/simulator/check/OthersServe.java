package tower.simulator.check;

import org.jspecify.annotations.Nullable;
import tower.core.PortalUse;
import tower.model.Bay;
import tower.model.Layout;
import tower.model.PickupState;
import tower.model.Place;
import tower.simulator.plant.Car;
import tower.simulator.plant.Stand;

/**
 * L6: one bay, sensor or portal that is dead for good costs the cars that need it, and no other: in
 * the end the tower works, and whatever does not wait for the dead part has ended.
 */
final class OthersServe extends Checker {
  OthersServe(Scene scene) {
    super(Invariant.L6, scene);
  }

  @Override
  void over() {
    BrokenForGood broken = scene().calm().broken();
    Place place = broken == null ? null : broken.place();
    if (broken == null || place == null || scene().recordLost()) {
      return;
    }
    must(
        scene().record().settled(),
        "%s is broken, and the whole tower is %s: %s",
        broken.text(),
        scene().record().state(),
        scene().calm().panel());
    for (JournalFold.Owed owed : scene().record().owed().values()) {
      must(
          needs(owed, place),
          "%s is broken, and %s of %s, which does not need it, is still %s: %s",
          broken.text(),
          owed.id(),
          owed.vin(),
          owed.state(),
          owed.reason().text());
    }
  }

  private boolean needs(JournalFold.Owed owed, Place place) {
    Place car = scene().record().places().get(owed.vin());
    if (car instanceof Place.Quarantined) {
      return true; // nobody knows where it is: that is not for want of the broken part
    }
    return switch (place) {
      case Place.AtPortal p ->
          scene().layout().portals().size() == 1 || place.equals(car) || keptFor(p, owed.id());
      case Place.InBay p ->
          place.equals(car)
              || behind(p, car)
              || (car == null && full(place))
              || stuckInFront(p, car)
              || allWait(p);
      default -> true;
    };
  }

  private boolean keptFor(Place.AtPortal dead, String id) {
    PortalUse use = scene().record().portals().get(dead.portal());
    return use != null && id.equals(use.user());
  }

  private boolean behind(Place.InBay dead, @Nullable Place car) {
    if (!(car instanceof Place.InBay there)) {
      return false;
    }
    Layout layout = scene().layout();
    Bay bay = layout.bays().get(layout.bayIndex(there.bay()));
    return layout.inFront(bay).filter(front -> front.id().equals(dead.bay())).isPresent();
  }

  /**
   * The carrier, or every portal, has a car that fits no other bay that is free and can be reached
   * than the dead one: everybody else waits for that car.
   */
  private boolean allWait(Place.InBay dead) {
    boolean portals =
        scene().plant().portals().stream().allMatch(p -> homeless(p.stand().car(), dead));
    return portals || homeless(scene().plant().carrier().borne(), dead);
  }

  /** The car in front of it could only be put into the dead bay. */
  private boolean stuckInFront(Place.InBay dead, @Nullable Place car) {
    if (!(car instanceof Place.InBay there)) {
      return false;
    }
    Layout layout = scene().layout();
    Bay bay = layout.bays().get(layout.bayIndex(there.bay()));
    return layout
        .inFront(bay)
        .map(front -> scene().stand(new Place.InBay(front.id())))
        .filter(front -> homeless(front.car(), dead))
        .isPresent();
  }

  private boolean homeless(@Nullable Car car, Place.InBay dead) {
    if (car == null || staged(car)) {
      return false;
    }
    for (Stand stand : scene().plant().stands()) {
      Place there = stand.place();
      boolean fits = stand.car() == null && stand.fits(car);
      if (fits && there instanceof Place.InBay bay && !there.equals(dead) && reachable(bay, dead)) {
        return false;
      }
    }
    return true;
  }

  /** It waits for its customer, not for a bay. */
  private boolean staged(Car car) {
    return scene().record().pickups().values().stream()
        .anyMatch(p -> p.vin().equals(car.vin()) && p.state() == PickupState.STAGED);
  }

  /** Nothing stands in front of it, and the dead bay does not either. */
  private boolean reachable(Place.InBay there, Place.InBay dead) {
    Layout layout = scene().layout();
    Bay bay = layout.bays().get(layout.bayIndex(there.bay()));
    return layout
        .inFront(bay)
        .map(front -> new Place.InBay(front.id()))
        .filter(front -> front.equals(dead) || taken(front))
        .isEmpty();
  }

  private boolean taken(Place place) {
    Stand stand = scene().stand(place);
    return stand != null && stand.car() != null;
  }

  /** No bay is left for a car that comes in. */
  private boolean full(Place dead) {
    long taken =
        scene().record().places().values().stream()
            .filter(p -> p instanceof Place.InBay && !p.equals(dead))
            .count();
    return taken + 2 >= scene().layout().bays().size();
  }
}
