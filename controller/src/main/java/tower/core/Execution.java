package tower.core;

import java.util.Optional;
import tower.model.Job;
import tower.model.JobKind;
import tower.model.JobState;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Reason;
import tower.model.Step;
import tower.model.Vehicle;

/** A job under way: custody moves with the confirmation, and a cancel turns it round. */
final class Execution {
  private Execution() {}

  static void advance(Turn t, Run run) {
    switch (Runner.advance(t, run)) {
      case Runner.Progress.Waiting p -> {}
      case Runner.Progress.Going p -> t.state = new State.Executing(p.run());
      case Runner.Progress.Confirmed p -> confirmed(t, run);
      case Runner.Progress.Broken p -> {
        tried(t, run, JobState.RUNNING, p.reason());
        Safety.fault(t, p.reason());
      }
      case Runner.Progress.GivenUp p -> givenUp(t, run, p.reason());
    }
  }

  private static Job job(Turn t, Run run) {
    Job job = run.jobId() == null ? null : t.ledger.jobs().get(run.jobId());
    if (job == null) {
      throw new IllegalStateException("the run's job " + run.jobId() + " is not in the ledger");
    }
    return job;
  }

  /** Step done, custody moved and the next intent written in one transaction. */
  private static void confirmed(Turn t, Run run) {
    Job job = job(t, run);
    String witness = Witness.text(t);
    t.fact(new Fact.StepConfirmed(run.jobId(), run.index() + 1, run.step(), witness));
    if (run.step() instanceof Step.Raise s) {
      t.fact(new Fact.VehicleMoved(job.vin(), s.from(), new Place.OnCarrier(), witness));
    } else if (run.step() instanceof Step.Lower s) {
      t.fact(new Fact.VehicleMoved(job.vin(), new Place.OnCarrier(), s.onto(), witness));
    }
    if (run.last()) {
      Jobs.finish(t, job);
      t.become(new State.Ready(), Reasons.of("job-done", job.id() + " is done", "none"));
    } else if (!turnedRound(t, run, job)) {
      t.state = new State.Executing(Runner.begin(t, run.jobId(), run.steps(), run.index() + 1));
    }
  }

  /** A cancelled pickup's retrieval ends where the shuttle is home and no door is open. */
  private static boolean turnedRound(Turn t, Run run, Job job) {
    Optional<Pickup> pickup =
        Jobs.pickupOf(t, job).filter(p -> p.state() == PickupState.CANCELLING);
    if (pickup.isEmpty() || job.kind() != JobKind.RETRIEVAL) {
      return false;
    }
    Step next = run.steps().get(run.index() + 1);
    boolean carried = t.ledger.vehicleAt(new Place.OnCarrier()).isPresent();
    boolean safe =
        carried
            ? next instanceof Step.Travel || next instanceof Step.OpenInner
            : next instanceof Step.Extend;
    Vehicle vehicle = t.ledger.vehicles().get(job.vin());
    if (!safe || vehicle == null || !Jobs.turnedRound(t, job, pickup.get(), vehicle.place())) {
      return false;
    }
    t.become(new State.Ready(), Reasons.of("job-cancelled", job.id() + " was cancelled", "none"));
    return true;
  }

  private static void tried(Turn t, Run run, JobState state, Reason why) {
    t.fact(new Fact.JobSet(job(t, run).triedInVain(state, why)));
  }

  /**
   * Nothing was moved. With the shuttle home the job can be planned anew, else a person is needed.
   */
  private static void givenUp(Turn t, Run run, Reason why) {
    boolean home = t.inputs().on(t.layout().inputs().shuttleHome());
    boolean doors = run.step() instanceof Step.Travel || run.step() instanceof Step.Extend;
    boolean doorOpen = run.before() instanceof Step.OpenInner;
    Runner.neverBegun(t, run, why);
    if (home && doors && !doorOpen) {
      tried(t, run, JobState.WAITING, why);
      t.become(new State.Ready(), why);
    } else {
      tried(t, run, JobState.RUNNING, why);
      Safety.fault(t, why);
    }
  }
}
