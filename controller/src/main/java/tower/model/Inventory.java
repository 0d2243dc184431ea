package tower.model;

import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/** What the planner may know of where cars are. Immutable. */
public final class Inventory {
  private final SortedMap<String, Vehicle> vehicles;
  private final SortedSet<String> unusable;

  /** Ids of the bays that the record has a car in: every bay is asked for, one after the other. */
  private final Set<String> held = new HashSet<>();

  /**
   * Where cars are.
   *
   * @param vehicles every known car by VIN, with its place
   * @param unusable ids of bays that must not be used now: doubted, or possibly holding a car in
   *     quarantine
   */
  public Inventory(SortedMap<String, Vehicle> vehicles, SortedSet<String> unusable) {
    this.vehicles = vehicles;
    this.unusable = unusable;
    for (Vehicle v : vehicles.values()) {
      if (v.place() instanceof Place.InBay p) {
        held.add(p.bay());
      }
    }
  }

  /** Every known car by VIN, with its place. */
  public SortedMap<String, Vehicle> vehicles() {
    return vehicles;
  }

  /** Ids of bays that must not be used now. */
  public SortedSet<String> unusable() {
    return unusable;
  }

  /** True when the record has a car in the bay or the bay must not be used. */
  public boolean taken(Bay bay) {
    return unusable.contains(bay.id()) || holds(bay);
  }

  /** True when the record has a car in the bay. */
  public boolean holds(Bay bay) {
    return held.contains(bay.id());
  }
}
