package tower.simulator.hunt;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tower.loop.Snapshot;
import tower.simulator.VirtualTower;
import tower.simulator.scenario.Scenario;
import tower.store.Batch;

/**
 * Looks on at one run without touching it, for replays and reports. It draws nothing, sets no timer
 * and reads no sensor that may be faulty: a run that is looked at is the run that is not.
 */
public interface Onlooker {
  /** Nobody looks on. */
  Onlooker NOBODY = new Onlooker() {};

  /** Everything stands where it stands at first. */
  default void begins(VirtualTower tower, Scenario scenario) {}

  /** What the tower shows can be looked at from now on; empty while no process runs. */
  default void sees(Supplier<Optional<Snapshot>> shown) {}

  /** A process has started. */
  default void lifeBegan() {}

  /** A process is gone. */
  default void lifeEnded() {}

  /** Facts have become durable. */
  default void durable(Batch batch) {}

  /** The run is over. */
  default void over(SeedReport report) {}

  /** Several who look on, each in its turn. */
  static Onlooker all(List<Onlooker> several) {
    return new Onlooker() {
      @Override
      public void begins(VirtualTower tower, Scenario scenario) {
        several.forEach(o -> o.begins(tower, scenario));
      }

      @Override
      public void sees(Supplier<Optional<Snapshot>> shown) {
        several.forEach(o -> o.sees(shown));
      }

      @Override
      public void lifeBegan() {
        several.forEach(Onlooker::lifeBegan);
      }

      @Override
      public void lifeEnded() {
        several.forEach(Onlooker::lifeEnded);
      }

      @Override
      public void durable(Batch batch) {
        several.forEach(o -> o.durable(batch));
      }

      @Override
      public void over(SeedReport report) {
        several.forEach(o -> o.over(report));
      }
    };
  }
}
