package tower.simulator.product;

import java.util.List;
import tower.core.Event;
import tower.loop.Sequencing;
import tower.model.Job;
import tower.plan.Planner;
import tower.simulator.world.Incarnation;
import tower.simulator.world.World;

/** The planner's thread in virtual time. */
final class VirtualPlanner implements Sequencing {
  private final Incarnation life;
  private final Planner planner;
  private final PlannerFaults faults;
  private Event.Proposed last = new Event.Proposed(0, List.of());

  VirtualPlanner(Incarnation life, Planner planner, PlannerFaults faults) {
    this.life = life;
    this.planner = planner;
    this.faults = faults;
  }

  @Override
  public void ask(long revision, List<Job> waiting, Reply reply) {
    World world = life.world();
    PlannerFaults.Way way = faults.way(world.nanos());
    if (way == PlannerFaults.Way.NEVER) {
      return;
    }
    world.in(
        faults.nanos(world.nanos()),
        () -> {
          life.mark();
          if (life.isAlive()) {
            answer(way, revision, waiting, reply);
          }
        });
  }

  private void answer(PlannerFaults.Way way, long revision, List<Job> waiting, Reply reply) {
    if (life.stopped()) {
      life.world().at(life.stoppedUntil(), () -> answer(way, revision, waiting, reply));
      return;
    }
    Event.Proposed before = last;
    last = new Event.Proposed(revision, planner.sequence(waiting));
    switch (way) {
      case WELL, LATE -> reply.propose(last);
      case STALE -> reply.propose(before);
      case EMPTY -> reply.propose(new Event.Proposed(revision, List.of()));
      case NEVER -> {}
    }
  }
}
