package tower.simulator.check;

import tower.model.Place;
import tower.simulator.plant.Car;
import tower.simulator.plant.Carrier;
import tower.simulator.plant.Stand;

/** S8: the lifter rises under a place only when record and sensor say that a car stands there. */
final class PickOnlyOccupied extends Checker {
  private double lastHeight;
  private boolean rising;

  PickOnlyOccupied(Scene scene) {
    super(Invariant.S8, scene);
  }

  @Override
  void settled() {
    Carrier carrier = scene().plant().carrier();
    boolean up =
        carrier.lifter().moving()
            && scene().plant().outputs().on(scene().layout().outputs().lifterUp());
    if (up && !rising && !carrier.shuttleHome() && carrier.borne() == null) {
      Stand stand = carrier.standAtShuttle();
      must(stand != null, "the lifter rises where no place is");
      if (stand != null) {
        rises(stand);
      }
    }
    rising = up;
    lastHeight = carrier.lifter().height();
  }

  private void rises(Stand stand) {
    Car car = stand.car();
    must(car != null, "the lifter rises under %s, which is empty", stand.place().label());
    String recorded = scene().record().vinAt(stand.place());
    must(
        recorded != null && (car == null || recorded.equals(car.vin())),
        "the lifter rises under %s, where the record has %s",
        stand.place().label(),
        String.valueOf(recorded));
    if (stand.place() instanceof Place.InBay bay && lastHeight < 0.1) {
      int point = scene().layout().inputs().bays().get(scene().layout().bayIndex(bay.bay()));
      must(
          scene().lately().says(point, true),
          "the lifter rises under %s, whose sensor sees no car",
          stand.place().label());
    }
  }
}
