package tower.simulator.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tower.core.Event;
import tower.plan.Planner;
import tower.simulator.world.Chance;
import tower.simulator.world.Incarnation;
import tower.simulator.world.World;

/** The planner's answers are a help that the tower can do without. */
final class VirtualPlannerTest {
  @Test
  void eachWayOfBeingNoHelp() throws Exception {
    assertThat(answers(PlannerFaults.Way.WELL, 1)).hasSize(2);
    assertThat(answers(PlannerFaults.Way.NEVER, 60)).isEmpty();
    assertThat(answers(PlannerFaults.Way.LATE, 0)).isEmpty();
    assertThat(answers(PlannerFaults.Way.LATE, 31)).hasSize(2);
    assertThat(answers(PlannerFaults.Way.STALE, 1))
        .extracting(Event.Proposed::revision)
        .containsExactly(0L, 7L);
  }

  private static List<Event.Proposed> answers(PlannerFaults.Way way, int afterSeconds)
      throws Exception {
    World world = new World(1);
    PlannerFaults faults = new PlannerFaults(new Chance(1));
    faults.be(way, World.NEVER);
    Planner planner = new OneCarTower().planner();
    VirtualPlanner asked = new VirtualPlanner(new Incarnation(world), planner, faults);
    List<Event.Proposed> answers = new ArrayList<>();
    asked.ask(7, List.of(), answers::add);
    world.sleepUntil(world.nanos() + 10 * World.MS);
    asked.ask(8, List.of(), answers::add);
    world.sleepUntil(world.nanos() + 10 * World.MS + afterSeconds * World.SECOND);
    return answers;
  }

  @ParameterizedTest
  @EnumSource(PlannerFaults.Way.class)
  void theCarComesWithoutItsHelp(PlannerFaults.Way way) throws Exception {
    OneCarTower one = new OneCarTower();
    one.beside.planner().be(way, World.NEVER);
    one.liftOnItsWay();
    for (int i = 0; i < 20 && one.tower.plant().portals().getFirst().stand().car() == null; i++) {
      one.run(10);
    }
    assertThat(one.tower.plant().portals().getFirst().stand().car()).isNotNull();
  }
}
