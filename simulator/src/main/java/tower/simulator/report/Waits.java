package tower.simulator.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tower.core.Fact;
import tower.model.IntakeState;
import tower.model.JobState;
import tower.model.PickupState;
import tower.simulator.VirtualTower;
import tower.simulator.hunt.Onlooker;
import tower.simulator.scenario.Scenario;
import tower.simulator.world.World;
import tower.store.Batch;

/** How long things took in a run. */
final class Waits implements Onlooker {
  private final Histogram staged =
      new Histogram("From order to staged", "s", 20, 30, 40, 50, 60, 75, 90, 120, 180, 300);
  private final Histogram stored =
      new Histogram("From announcement to stored", "s", 30, 45, 60, 75, 90, 120, 180, 240, 300);
  private final Histogram jobs =
      new Histogram("A job's run", "s", 10, 15, 20, 25, 30, 40, 50, 60, 90, 120);
  private final Histogram commits =
      new Histogram("From decision to durable", "ms", 1, 2, 3, 5, 10, 50, 100, 500, 1000, 5000);
  private final Map<String, Long> began = new HashMap<>();
  private @Nullable World world;

  /** All of them. */
  List<Histogram> all() {
    return List.of(staged, stored, jobs, commits);
  }

  /** Takes the numbers of another run. */
  void add(Waits other) {
    for (int i = 0; i < all().size(); i++) {
      all().get(i).add(other.all().get(i));
    }
  }

  @Override
  public void begins(VirtualTower tower, Scenario scenario) {
    world = tower.world();
  }

  @Override
  public void durable(Batch batch) {
    World now = world;
    if (now == null) {
      return;
    }
    // A clock that jumped in between says nothing about the disk.
    long took = now.utcMs() - batch.utcMs();
    if (took >= 0 && took < 600_000) {
      commits.add((double) took);
    }
    for (Fact fact : batch.facts()) {
      note(now.nanos(), fact);
    }
  }

  private void note(long nanos, Fact fact) {
    switch (fact) {
      case Fact.PickupSet f -> {
        began(nanos, f.pickup().id());
        if (f.pickup().state() == PickupState.STAGED) {
          ended(nanos, f.pickup().id(), staged);
        }
      }
      case Fact.IntakeSet f -> {
        began(nanos, f.intake().id());
        if (f.intake().state() == IntakeState.STORED) {
          ended(nanos, f.intake().id(), stored);
        }
      }
      case Fact.JobSet f -> {
        if (f.job().state() == JobState.RUNNING) {
          began(nanos, f.job().id());
        } else if (f.job().state() == JobState.DONE) {
          ended(nanos, f.job().id(), jobs);
        }
      }
      default -> {}
    }
  }

  private void began(long nanos, String id) {
    began.putIfAbsent(id, nanos);
  }

  /** The first time counts: a car that is staged again was not waited for. */
  private void ended(long nanos, String id, Histogram into) {
    Long from = began.get(id);
    if (from != null && from >= 0) {
      into.add((nanos - from) / 1e9);
      began.put(id, -1L);
    }
  }
}
