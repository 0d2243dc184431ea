package tower.simulator.check;

import org.jspecify.annotations.Nullable;
import tower.model.AxisName;
import tower.model.Job;
import tower.model.Place;
import tower.simulator.plant.Car;
import tower.simulator.plant.Carrier;
import tower.simulator.plant.Stand;

/**
 * S11: what is lifted fits where it is going, by its true size and mass, and is lifted from where
 * it stands, not beside it.
 */
final class FitsWhereItGoes extends Checker {
  /** How far the carrier may stand beside the car: 5 mm, and what an encoder in whole mm hides. */
  private static final double BESIDE = 5.5;

  /** How far the shuttle may stand before or behind the stand's middle, mm. */
  private static final double BEFORE_OR_BEHIND = 10;

  private @Nullable Car borne;

  FitsWhereItGoes(Scene scene) {
    super(Invariant.S11, scene);
  }

  @Override
  void settled() {
    Car now = scene().plant().carrier().borne();
    Car before = borne;
    borne = now;
    if (now == before) {
      return;
    }
    if (now != null) {
      lifted(now);
    } else if (before != null && before.stand() != null) {
      fits(before, before.stand(), "is set down at");
    }
  }

  private void lifted(Car car) {
    Carrier carrier = scene().plant().carrier();
    Stand stand = carrier.standAtShuttle();
    if (stand == null || stand == carrier.stand()) {
      return;
    }
    double beside = carrier.deviation(stand);
    double before = Math.abs(scene().shuttle().position() - stand.shuttleMm());
    // A rope or belt that has slipped by less than any witness can see.
    Broken broken = scene().broken();
    double besideMost = Math.max(BESIDE, broken.unaligned());
    double beforeMost = BEFORE_OR_BEHIND + broken.unseen(AxisName.SHUTTLE);
    must(
        beside <= besideMost && before <= beforeMost,
        "%s is lifted at %s, %.0f beside and %.0f before its middle",
        car.vin(),
        stand.place().label(),
        beside,
        before);
    Job job = scene().record().running();
    Place to = job == null ? null : job.to();
    if (to != null) {
      fits(car, scene().requireStand(to), "is lifted for");
    }
  }

  private void fits(Car car, Stand stand, String what) {
    must(stand.fits(car), "%s %s %s, which does not take it", car, what, stand.place().label());
  }
}
