package tower.simulator.hunt;

import tower.model.Vehicle;
import tower.simulator.plant.Car;
import tower.simulator.world.Chance;

/** A car that is brought though it is not what the shop has announced: one in two is larger. */
final class Larger {
  private Larger() {}

  static Car of(Vehicle said, Chance chance) {
    int high = said.heightMm();
    int wide = said.widthMm();
    int length = said.lengthMm();
    int heavy = said.massKg();
    switch (chance.below(10)) {
      case 0 -> high = 2_300; // roof boxes
      case 1 -> wide = 2_250; // the mirrors are not folded
      case 2 -> length = 5_600; // a tow bar with a rack
      case 3 -> heavy = 2_900;
      case 4 -> high = Math.max(high, 1_980);
      default -> {}
    }
    return new Car(said.vin(), high, length, wide, heavy);
  }
}
