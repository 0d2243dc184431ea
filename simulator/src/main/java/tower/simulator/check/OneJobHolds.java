package tower.simulator.check;

import java.util.HashMap;
import java.util.Map;
import tower.core.Fact;
import tower.core.PortalUse;
import tower.model.Job;
import tower.model.JobKind;
import tower.model.JobState;

/**
 * S12: one job at a time holds the machine, one user a portal, one job a pickup or intake, and one
 * a car beside the one that moves it out of the way.
 */
final class OneJobHolds extends Checker {
  /** In this life of the process. */
  private final Map<String, String> keptFor = new HashMap<>();

  OneJobHolds(Scene scene) {
    super(Invariant.S12, scene);
  }

  /** Whose a portal is gives it back before it is another's. */
  @Override
  void durable(Fact fact) {
    if (!(fact instanceof Fact.PortalSet set)) {
      return;
    }
    String portal = set.use().portal();
    String user = set.use().user();
    String before = user == null ? keptFor.remove(portal) : keptFor.put(portal, user);
    must(
        user == null || before == null || before.equals(user),
        "portal %s is kept for %s and given to %s",
        portal,
        before,
        user);
  }

  @Override
  void lifeEnded() {
    keptFor.clear();
  }

  @Override
  void committed() {
    int running = 0;
    Map<String, String> owners = new HashMap<>();
    Map<String, String> cars = new HashMap<>();
    for (Job job : scene().record().jobs().values()) {
      if (job.state() == JobState.RUNNING) {
        running++;
      }
      if (job.owner() != null) {
        String other = owners.put(job.owner(), job.id());
        must(other == null, "%s has two live jobs, %s and %s", job.owner(), other, job.id());
      }
      String car = job.vin() + (job.kind() == JobKind.RELOCATION ? ", in the way," : "");
      String same = cars.put(car, job.id());
      must(same == null, "%s has two live jobs, %s and %s", car, same, job.id());
    }
    must(running <= 1, "%d jobs run at once", running);
    Map<String, String> users = new HashMap<>();
    for (PortalUse use : scene().record().portals().values()) {
      if (use.user() != null) {
        String other = users.put(use.user(), use.portal());
        must(other == null, "%s has two portals, %s and %s", use.user(), other, use.portal());
      }
    }
  }
}
