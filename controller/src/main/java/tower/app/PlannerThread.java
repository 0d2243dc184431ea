package tower.app;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import tower.core.Event;
import tower.loop.Sequencing;
import tower.model.Job;
import tower.plan.Planner;

/** The planner's own thread: only the latest question waits, an older one is dropped. */
final class PlannerThread implements Sequencing, AutoCloseable {
  private final Planner planner;
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(1),
          Thread.ofPlatform().name("planner").daemon().factory(),
          new ThreadPoolExecutor.DiscardOldestPolicy());

  PlannerThread(Planner planner) {
    this.planner = planner;
  }

  @Override
  public void ask(long revision, List<Job> waiting, Reply reply) {
    executor.execute(() -> reply.propose(new Event.Proposed(revision, planner.sequence(waiting))));
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
