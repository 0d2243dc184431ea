package tower.core;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tower.model.Job;
import tower.model.JobKind;
import tower.model.Pickup;
import tower.model.Place;
import tower.model.Step;

/** Which {@link Stage} something is in. */
final class Staging {
  private Staging() {}

  static Stage of(Turn t, Pickup pickup) {
    return of(t, pickup.id(), pickup.vin());
  }

  /** The stage of whatever the machine is to do for an owner. */
  static Stage of(Turn t, String owner, String vin) {
    Run run = Outputs.run(t.state);
    Job job = run == null || run.jobId() == null ? null : t.ledger.jobs().get(run.jobId());
    if (run == null || job == null) {
      return Stage.WAITING;
    }
    if (owner.equals(job.owner())) {
      return of(t, run);
    }
    boolean clears =
        job.kind() == JobKind.RELOCATION
            && Jobs.waitingFor(t, job.vin()).filter(other -> other.vin().equals(vin)).isPresent();
    return clears ? Stage.CLEARING_THE_WAY : Stage.WAITING;
  }

  private static Stage of(Turn t, Run run) {
    boolean carried = t.ledger.vehicleAt(new Place.OnCarrier()).isPresent();
    int set = last(run, Step.Lower.class);
    int raise = last(run, Step.Raise.class);
    boolean taken = raise < 0 || run.index() > raise + 1;
    if (!taken) {
      return run.step() instanceof Step.Travel ? Stage.FETCHING : Stage.LIFTING;
    }
    boolean travels = run.step() instanceof Step.Travel || (carried && run.index() < set - 2);
    return travels ? Stage.CARRYING : Stage.SETTING_DOWN;
  }

  private static int last(Run run, Class<? extends Step> kind) {
    for (int i = run.steps().size() - 1; i >= 0; i--) {
      if (kind.isInstance(run.steps().get(i))) {
        return i;
      }
    }
    return -1;
  }

  /** What the outer door of a portal does. */
  static Stage door(Turn t, @Nullable String portal) {
    Optional<PortalPhase> phase =
        Optional.ofNullable(portal).map(p -> t.ledger.portals().get(p)).map(PortalUse::phase);
    return switch (phase.orElse(PortalPhase.UNCONFIRMED)) {
      case SHUT -> Stage.AT_PORTAL;
      case OPENING -> Stage.OPENING;
      case OPEN -> Stage.OPEN;
      case CLOSING -> Stage.CLOSING;
      case UNCONFIRMED -> Stage.STOPPED;
    };
  }
}
