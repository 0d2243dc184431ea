package tower.model;

import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What the planner may know of where cars are.
 *
 * @param vehicles every known car by VIN, with its place
 * @param unusable ids of bays that must not be used now: doubted, or possibly holding a car in
 *     quarantine
 */
public record Inventory(SortedMap<String, Vehicle> vehicles, SortedSet<String> unusable) {
  /** True when the record has a car in the bay or the bay must not be used. */
  public boolean taken(Bay bay) {
    return unusable.contains(bay.id()) || holds(bay);
  }

  /** True when the record has a car in the bay. */
  public boolean holds(Bay bay) {
    for (Vehicle v : vehicles.values()) {
      if (v.place() instanceof Place.InBay p && p.bay().equals(bay.id())) {
        return true;
      }
    }
    return false;
  }
}
