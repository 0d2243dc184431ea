package tower.simulator.check;

import java.util.Optional;
import tower.model.AxisName;
import tower.model.Job;
import tower.model.Place;
import tower.simulator.plant.Car;
import tower.simulator.world.Timer;
import tower.simulator.world.World;

/**
 * L7: when a drive dies in the midst of a move, nothing has torque a second later; when it stays
 * dead, the tower says which one it is and knows where every car is.
 */
final class DeadDrive extends Checker {
  private static final long STOP_NANOS = World.SECOND;

  private final Timer deadline;
  private String axis = "";

  DeadDrive(Scene scene) {
    super(Invariant.L7, scene);
    deadline = scene.world().timer(this::deadline);
  }

  @Override
  void driveDies(AxisName name) {
    if (scene().alive() && scene().plant().anyTorque()) {
      axis = name.key();
      deadline.set(scene().nanos() + STOP_NANOS);
    }
  }

  @Override
  void lifeEnded() {
    deadline.cancel();
  }

  private void deadline() {
    must(!scene().plant().anyTorque(), "a second after the %s drive died an axis has torque", axis);
  }

  @Override
  void over() {
    BrokenForGood broken = scene().calm().broken();
    if (broken == null || broken.place() != null || scene().recordLost()) {
      return;
    }
    must(
        scene().calm().panel().stream().anyMatch(broken::namedBy),
        "%s is dead, and the tower only says %s",
        broken.text(),
        scene().calm().panel());
    for (Car car : scene().plant().cars()) {
      Optional<Place> there = scene().plant().placeOf(car);
      // What somebody has carried elsewhere in silence a tower that stands still cannot even doubt.
      boolean carried = scene().broken().isMovedByHand(car.vin());
      if (!carried && there.isPresent() && !(there.get() instanceof Place.Outside)) {
        must(
            known(car, there.get()),
            "%s is at %s, and the record has it at %s",
            car.vin(),
            there.get().label(),
            String.valueOf(scene().record().places().get(car.vin())));
      }
    }
  }

  /**
   * The record has it there, or the drive died between a transfer and the look that every recovery
   * ends with: then the step that was left open, or the job that was, says where else it may be.
   */
  private boolean known(Car car, Place there) {
    Place place = scene().record().places().get(car.vin());
    boolean possible = place instanceof Place.Quarantined q && q.possible().contains(there);
    Job job = scene().record().running();
    boolean interrupted =
        scene().record().open() != null
            || (job != null && job.vin().equals(car.vin()) && !scene().record().settled());
    boolean under = there instanceof Place.OnCarrier || place instanceof Place.OnCarrier;
    return there.equals(place) || possible || (interrupted && under) || place == null;
  }
}
