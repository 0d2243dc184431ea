package tower.simulator.serve;

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import tower.api.Route;
import tower.core.Problem;

/** Lets calls through to the tower while it has power; its helpers are there all the time. */
final class Gate {
  private final BooleanSupplier lit;

  Gate(BooleanSupplier lit) {
    this.lit = lit;
  }

  /** The same operation behind the gate. */
  Route before(Route route) {
    return new Route(
        route.method(),
        route.path(),
        route.produces(),
        call ->
            lit.getAsBoolean()
                ? route.endpoint().answer(call)
                : CompletableFuture.completedFuture(
                    Answers.problem(
                        call.requestId(),
                        Problem.TIMED_OUT,
                        "the simulated tower has no power; nobody answers here")));
  }
}
