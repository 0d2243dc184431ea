package tower.simulator.hunt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tower.core.Fact;
import tower.model.Bay;
import tower.model.KeyRing;
import tower.model.Layout;
import tower.model.Place;
import tower.model.Vehicle;
import tower.simulator.world.Chance;
import tower.store.Batch;

/** The cars of a seed: those that stand in bays at first, and those that may be brought. */
record Inventory(List<Vehicle> inside, List<Vehicle> outside) {
  private static final int BROUGHT = 20;

  /** Draws the cars; so many of a hundred bays have one at first, one bay or more has none. */
  static Inventory draw(Layout layout, int fullPerCent, Chance chance) {
    List<Vehicle> inside = new ArrayList<>();
    int free = layout.bays().size();
    for (Bay bay : layout.bays()) {
      Vehicle vehicle = car(inside.size() + 1, chance, new Place.InBay(bay.id()));
      boolean fills = inside.isEmpty() || chance.below(100) < fullPerCent;
      if (fills && free > 1 && bay.fits(vehicle)) {
        inside.add(vehicle);
        free--;
      }
    }
    List<Vehicle> outside = new ArrayList<>();
    for (int i = 0; i < BROUGHT; i++) {
      outside.add(car(500 + i, chance, new Place.Outside()));
    }
    return new Inventory(List.copyOf(inside), List.copyOf(outside));
  }

  /** What the record begins with: the shop's keys, the time, and the cars that stand in bays. */
  Batch first(KeyRing ring, long utcMs) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact.KeysSet(ring));
    facts.add(new Fact.FloorRaised(utcMs));
    inside.forEach(vehicle -> facts.add(new Fact.VehicleSet(vehicle)));
    return new Batch(1, utcMs, facts);
  }

  private static Vehicle car(int number, Chance chance, Place place) {
    boolean low = chance.below(2) == 0;
    return new Vehicle(
        String.format(Locale.ROOT, "WSM%014d", number),
        "Brand",
        low ? "Saloon" : "Van",
        "",
        "",
        low ? 1480 : 1900,
        4500,
        1850,
        1600,
        -1,
        place);
  }
}
