package tower.api;

import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tower.core.Ledger;
import tower.model.Bay;
import tower.model.Layout;
import tower.model.Place;
import tower.model.Vehicle;

/**
 * The tower's size classes: bays of one height form one, named by it. Height is what sets bays
 * apart; length, width and mass are the building's.
 */
final class SizeClasses {
  /**
   * The bays of one class.
   *
   * @param bays all of them
   * @param free in which surely no car stands and whose sensor agrees
   */
  record Capacity(String sizeClass, int maxHeightMm, int bays, int free) {}

  private final List<Bay> bays;
  private final TreeSet<Integer> heights = new TreeSet<>();

  SizeClasses(Layout layout) {
    bays = layout.bays();
    bays.forEach(b -> heights.add(b.maxHeightMm()));
  }

  /** The lowest class with a bay that takes the car, null when none does. */
  @Nullable String of(Vehicle vehicle) {
    for (int height : heights) {
      if (bays.stream().anyMatch(b -> b.maxHeightMm() == height && b.fits(vehicle))) {
        return name(height);
      }
    }
    return null;
  }

  List<Capacity> capacity(Ledger facts) {
    return heights.stream().map(height -> capacity(height, facts)).toList();
  }

  private Capacity capacity(int height, Ledger facts) {
    List<Bay> ofClass = bays.stream().filter(b -> b.maxHeightMm() == height).toList();
    long free =
        ofClass.stream()
            .filter(b -> !facts.doubted().contains(b.id()))
            .filter(b -> !facts.mayHold(new Place.InBay(b.id())))
            .count();
    return new Capacity(name(height), height, ofClass.size(), (int) free);
  }

  private static String name(int height) {
    return "height-" + height;
  }
}
