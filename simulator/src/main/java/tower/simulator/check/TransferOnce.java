package tower.simulator.check;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tower.core.Fact;
import tower.model.Job;
import tower.model.Place;
import tower.model.Step;
import tower.simulator.plant.Car;
import tower.simulator.plant.Stand;

/** S14: each planned transfer happens in steel at most once, and for a job that runs. */
final class TransferOnce extends Checker {
  private final Set<String> done = new HashSet<>();
  private @Nullable Car borne;

  TransferOnce(Scene scene) {
    super(Invariant.S14, scene);
  }

  @Override
  void settled() {
    Car now = scene().plant().carrier().borne();
    Car before = borne;
    borne = now;
    if (now != null && before == null) {
      transfer(now, scene().plant().carrier().standAtShuttle(), true);
    } else if (now == null && before != null) {
      transfer(before, before.stand(), false);
    }
  }

  private void transfer(Car car, @Nullable Stand stand, boolean taken) {
    Place place = stand == null ? new Place.Outside() : stand.place();
    Fact.StepIntended open = scene().record().open();
    Step step = open == null ? null : open.step();
    if ((!taken && step instanceof Step.LowerHere) || scene().plant().keyInMaintenance()) {
      return; // with the key in maintenance cars change hands by a technician's
    }
    String what = car.vin() + (taken ? " is taken from " : " is set down at ") + place.label();
    boolean planned =
        taken
            ? step instanceof Step.Raise raise && raise.from().equals(place)
            : step instanceof Step.Lower lower && lower.onto().equals(place);
    must(planned, "%s, durable is %s", what, step == null ? "no open step" : step.label());
    if (open == null || open.jobId() == null) {
      must(false, "%s for no job", what);
      return;
    }
    Job job = scene().record().jobs().get(open.jobId());
    must(
        job != null && job.vin().equals(car.vin()),
        "%s for %s, which has ended or is another" + " car's",
        what,
        open.jobId());
    String transfer =
        open.jobId() + "/" + scene().record().plansOf(open.jobId()) + "/" + open.number();
    must(done.add(transfer), "%s a second time for step %s", what, transfer);
  }
}
