package tower.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tower.model.Job;
import tower.model.Reason;
import tower.model.Vehicle;

/** Why the tower does not work, or not fully: for the API, the pages and the journal's readers. */
public final class Reporting {
  private Reporting() {}

  /** Every reason, the most important first; empty when all is well. */
  public static List<Reason> reasons(Site site, TowerState tower, Stamp now) {
    List<Reason> reasons = new ArrayList<>();
    ofState(tower.state()).ifPresent(reasons::add);
    Dispatch.storeReason(new Turn(site, tower, now)).ifPresent(reasons::add);
    Run run = Outputs.run(tower.state());
    if (run != null && run.phase() instanceof Phase.Blocked blocked) {
      reasons.add(blocked.reason());
    }
    for (Job job : Dispatch.waiting(tower.ledger())) {
      reasons.add(job.reason());
    }
    for (String bay : tower.ledger().doubted()) {
      reasons.add(
          Reasons.of(
              "bay-doubted",
              "the sensor of bay " + bay + " contradicts the record",
              "look into the bay, mend the sensor or correct the inventory"));
    }
    for (PortalUse use : tower.ledger().portals().values()) {
      if (use.phase() == PortalPhase.UNCONFIRMED) {
        reasons.add(
            Reasons.of(
                "portal-unconfirmed",
                "nobody has confirmed that portal " + use.portal() + " is empty of people",
                "look into portal " + use.portal() + ", shut it and press confirm outside"));
      }
    }
    for (Vehicle vehicle : tower.ledger().vehicles().values()) {
      if (Reconcile.orphan(tower.ledger(), vehicle)) {
        reasons.add(
            Reasons.of(
                "left-in-portal",
                vehicle.vin() + " stands in " + vehicle.place().label() + " and was not stored",
                "look why, then press reset: it is tried again"));
      }
    }
    return reasons.stream().distinct().toList();
  }

  /** True when a commit takes longer than it should. */
  public static boolean commitSlow(Site site, TowerState tower, Stamp now) {
    return tower.pendingSinceMs() >= 0
        && now.nowMs() - tower.pendingSinceMs() >= site.settings().commitSlowMs();
  }

  /** The job under way, null for none. */
  public static @Nullable String jobId(TowerState tower) {
    Run run = Outputs.run(tower.state());
    return run == null ? null : run.jobId();
  }

  private static Optional<Reason> ofState(State state) {
    return switch (state) {
      case State.Looking s -> Optional.of(s.reason());
      case State.AwaitingResume s ->
          Optional.of(Reasons.of("resume-awaited", "everything can be seen", "press resume"));
      case State.Faulted s -> Optional.of(s.reason());
      case State.Held s -> Optional.of(s.reason());
      case State.Manual s ->
          Optional.of(Reasons.of("key", "a technician has the key in maintenance", "turn it back"));
      case State.Homing s -> Optional.of(Reasons.of("homing", run(s.run()), "wait"));
      case State.Recovering s ->
          Optional.of(Reasons.of("recovering", "it compares record and sensors", "wait"));
      case State.Ready s -> Optional.empty();
      case State.Executing s -> Optional.empty();
    };
  }

  private static String run(Run run) {
    return run.step().label();
  }
}
