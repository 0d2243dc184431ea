package tower.simulator.check;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tower.core.Fact;
import tower.model.Job;
import tower.model.Place;
import tower.model.Reason;

/**
 * L1: once the faults have stopped and people do what the tower asks for, each accepted pickup,
 * intake and job ends; or the tower names the physical fact that stands in its way.
 */
final class EverythingEnds extends Checker {
  private final TreeSet<String> accepted = new TreeSet<>();

  EverythingEnds(Scene scene) {
    super(Invariant.L1, scene);
  }

  @Override
  void durable(Fact fact) {
    switch (fact) {
      case Fact.PickupSet f -> accepted.add(f.pickup().id());
      case Fact.IntakeSet f -> accepted.add(f.intake().id());
      case Fact.JobSet f -> accepted.add(f.job().id());
      default -> {}
    }
  }

  @Override
  void over() {
    for (String id : accepted) {
      JournalFold.Owed owed = scene().record().owed().get(id);
      Job job = scene().record().jobs().get(id);
      if (owed != null) {
        must(
            explained(owed.reason()) || isGone(owed.vin()) || isFull(),
            "%s of %s is still %s: %s; %s",
            id,
            owed.vin(),
            owed.state(),
            owed.reason().text(),
            around());
      } else if (job != null) {
        must(
            explained(job.reason()) || isGone(job.vin()) || isFull(),
            "%s of %s is still %s: %s; %s",
            id,
            job.vin(),
            job.state(),
            job.reason().text(),
            around());
      } else {
        must(true, "");
      }
    }
  }

  /**
   * Bays were promised while somebody had put a car, unsaid, into one that was counted as free: the
   * tower says which car has no bay any more, and a person must order one out.
   */
  private boolean isFull() {
    return scene().broken().isAnyMovedByHand()
        && scene().calm().panel().stream().anyMatch(r -> r.code().equals("no-free-bay"));
  }

  /** Its car was driven away by force and is not brought back, and the panel says so. */
  private boolean isGone(String vin) {
    return scene().broken().isTaken(vin)
        && scene().record().places().get(vin) instanceof Place.Quarantined
        && scene().calm().panel().stream().anyMatch(r -> r.text().contains(vin));
  }

  private boolean explained(Reason own) {
    if (scene().recordLost()) {
      // Somebody has put an older record in place: until there is a new one the tower holds.
      return scene().calm().panel().stream().anyMatch(r -> r.text().contains("journal"));
    }
    BrokenForGood broken = scene().calm().broken();
    return broken != null
        && (broken.namedBy(own)
            || scene().calm().namedLately()
            || scene().calm().panel().stream().anyMatch(broken::namedBy));
  }

  /** What the tower shows, and who waits for what: the beginning of every search for the cause. */
  private String around() {
    JournalFold record = scene().record();
    String jobs =
        record.jobs().values().stream()
            .map(j -> j.id() + " " + j.kind() + " " + j.state() + " " + j.reason().code())
            .collect(Collectors.joining(", "));
    List<String> portals =
        record.portals().values().stream()
            .map(u -> u.portal() + " " + u.phase() + " " + u.user())
            .toList();
    List<String> shown =
        scene().calm().panel().stream().map(r -> r.code() + ": " + r.text()).toList();
    return "the tower is "
        + record.state()
        + " and shows "
        + shown
        + "; jobs ["
        + jobs
        + "]; portals "
        + portals;
  }
}
