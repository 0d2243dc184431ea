package tower.simulator.check;

import tower.model.AxisName;
import tower.model.AxisSpec;
import tower.model.Place;
import tower.model.Register;
import tower.model.Step;
import tower.simulator.plant.Car;
import tower.simulator.plant.Stand;

/** S7: never a car into or through a place that is not empty by steel, sensor and record. */
final class NeverIntoOccupied extends Checker {
  private long shuttleTarget;

  NeverIntoOccupied(Scene scene) {
    super(Invariant.S7, scene);
  }

  @Override
  void written(Frame frame) {
    if (frame.axis().name() != AxisName.SHUTTLE) {
      return;
    }
    Integer target = frame.value(Register.TARGET_POSITION);
    if (target != null) {
      shuttleTarget = target;
    }
    Car borne = scene().plant().carrier().borne();
    boolean homing = scene().record().openStep() instanceof Step.Home;
    if (frame.starts() && !homing && shuttleTarget != 0 && borne != null && homeNow()) {
      onTheWay(frame.axis(), borne);
    }
  }

  private boolean homeNow() {
    return scene().plant().carrier().shuttleHome();
  }

  /** Every stand of the lane up to the setpoint. */
  private void onTheWay(AxisSpec shuttle, Car borne) {
    Counts counts = new Counts(scene().profile(shuttle.name()), shuttle);
    for (Stand stand : scene().plant().stands()) {
      long at = counts.of(stand.shuttleMm());
      boolean passed = at * shuttleTarget > 0 && Math.abs(at) <= Math.abs(shuttleTarget) + 1;
      if (passed && scene().plant().carrier().before(stand)) {
        empty(stand, borne);
      }
    }
  }

  private void empty(Stand stand, Car borne) {
    Car there = stand.car();
    must(
        there == null,
        "%s is pushed towards %s, where a car stands",
        borne.vin(),
        stand.place().label());
    must(
        scene().record().vinAt(stand.place()) == null,
        "%s is pushed towards %s, where the record has a car",
        borne.vin(),
        stand.place().label());
    if (stand.place() instanceof Place.InBay bay) {
      int point = scene().layout().inputs().bays().get(scene().layout().bayIndex(bay.bay()));
      must(
          scene().lately().says(point, false),
          "%s is pushed towards %s, whose sensor sees a car",
          borne.vin(),
          stand.place().label());
    }
  }
}
