package tower.simulator.check;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tower.core.Fact;
import tower.model.Step;

/** L4: what does not work is tried three times, and then a person is asked. */
final class NoHunting extends Checker {
  private static final int MOST_TRIES = 3;

  private record Tried(@Nullable String job, Step step) {}

  /** Since a person last acted. */
  private final Map<Tried, Integer> tries = new HashMap<>();

  NoHunting(Scene scene) {
    super(Invariant.L4, scene);
  }

  @Override
  void durable(Fact fact) {
    switch (fact) {
      case Fact.PersonActed f -> tries.clear();
      case Fact.StepIntended f -> {
        int count = tries.merge(new Tried(f.jobId(), f.step()), 1, Integer::sum);
        must(
            count <= MOST_TRIES,
            "%s begins %s for the %d. time, and nobody was asked",
            f.jobId() == null ? "the way home" : f.jobId(),
            f.step().label(),
            count);
      }
      case Fact.JobSet f ->
          must(
              f.job().attempt() <= MOST_TRIES,
              "%s was tried %d times",
              f.job().id(),
              f.job().attempt());
      default -> {}
    }
  }
}
