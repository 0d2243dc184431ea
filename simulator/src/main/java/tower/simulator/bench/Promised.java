package tower.simulator.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tower.core.Estimate;
import tower.core.Fact;
import tower.loop.Snapshot;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.simulator.VirtualTower;
import tower.simulator.hunt.Onlooker;
import tower.simulator.scenario.Scenario;
import tower.simulator.world.World;
import tower.store.Batch;

/** Notes what a tower says of each pickup when it is accepted and when it begins, and what came. */
final class Promised implements Onlooker {
  /** When a promise was made. */
  enum Made {
    AT_ACCEPTANCE,
    AT_RETRIEVAL
  }

  /**
   * A promise and what became of it.
   *
   * @param position in the queue, when it was made
   * @param halfMs as often as not it takes longer
   * @param nineOfTenMs one time in ten it takes longer
   * @param tookMs it took
   */
  record Kept(Made made, int position, long halfMs, long nineOfTenMs, long tookMs) {
    boolean kept() {
      return tookMs <= nineOfTenMs;
    }

    long offMs() {
      return Math.abs(tookMs - halfMs);
    }
  }

  private record Open(Made made, long atMs, Estimate.Ready ready, int position) {}

  private final Map<String, List<Open>> open = new HashMap<>();
  private final Map<String, PickupState> states = new HashMap<>();
  private final List<Kept> ended = new ArrayList<>();
  private int unknown;
  private World world = new World(0);
  private Supplier<Optional<Snapshot>> shown = Optional::empty;

  @Override
  public void begins(VirtualTower tower, Scenario scenario) {
    world = tower.world();
    open.clear();
    states.clear();
  }

  @Override
  public void sees(Supplier<Optional<Snapshot>> snapshots) {
    shown = snapshots;
  }

  @Override
  public void durable(Batch batch) {
    for (Fact fact : batch.facts()) {
      if (fact instanceof Fact.PickupSet set) {
        pickup(set.pickup());
      }
    }
  }

  /**
   * Promises whose car came, and no others: what was cancelled or failed has kept nobody waiting.
   */
  List<Kept> ended() {
    return ended;
  }

  /** Asked for, and the tower said that it does not know. */
  int unknown() {
    return unknown;
  }

  private void pickup(Pickup pickup) {
    PickupState before = states.put(pickup.id(), pickup.state());
    if (before == pickup.state()) {
      return;
    }
    switch (pickup.state()) {
      case QUEUED -> promise(pickup, Made.AT_ACCEPTANCE);
      case RETRIEVING -> promise(pickup, Made.AT_RETRIEVAL);
      case STAGED -> came(pickup);
      case SCHEDULED -> {}
      case HANDING_OVER, COLLECTED, OUT, LATE, RETURNED, CANCELLING -> open.remove(pickup.id());
      case CANCELLED, RESTOWED, ON_HOLD, OWED, FAILED -> open.remove(pickup.id());
    }
  }

  private void promise(Pickup pickup, Made made) {
    Estimate said = shown.get().map(now -> now.outlook().estimate(pickup.id())).orElse(null);
    Estimate.Ready ready = said == null ? null : said.ready();
    if (said == null || ready == null) {
      unknown++;
      return;
    }
    open.computeIfAbsent(pickup.id(), id -> new ArrayList<>())
        .add(new Open(made, world.nanos() / World.MS, ready, said.position()));
  }

  private void came(Pickup pickup) {
    List<Open> promises = open.remove(pickup.id());
    if (promises != null) {
      for (Open one : promises) {
        long tookMs = world.nanos() / World.MS - one.atMs;
        ended.add(
            new Kept(one.made, one.position, one.ready.halfMs(), one.ready.nineOfTenMs(), tookMs));
      }
    }
  }
}
