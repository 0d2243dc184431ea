package tower.simulator.fault;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import tower.model.AxisName;
import tower.simulator.plant.Axis;
import tower.simulator.plant.Lifter;
import tower.simulator.scenario.Happening;
import tower.simulator.scenario.Scenario;
import tower.simulator.scenario.What;
import tower.simulator.world.World;

/** Lets the bad luck of a scenario happen when it is due, and counts it. */
public final class Faults {
  private final Ground ground;
  private final World world;
  private final Map<What.Group, FaultGroup> groups;
  private final Map<What, Integer> happened = new EnumMap<>(What.class);
  private final Deque<Runnable> armed = new ArrayDeque<>();
  private final Lifter lifter;
  private final Axis shuttle;
  private boolean transfer;

  /**
   * The bad luck of one run.
   *
   * @param groups one for every group of faults
   */
  public Faults(Ground ground, Map<What.Group, FaultGroup> groups) {
    this.ground = ground;
    this.groups = new EnumMap<>(groups);
    world = ground.world();
    lifter = ground.tower().plant().carrier().lifter();
    shuttle = ground.tower().plant().carrier().axis(AxisName.SHUTTLE);
    ground.tower().plant().onChange(this::watchTransfer);
  }

  /** Plans everything. */
  public void plan(Scenario scenario) {
    for (Happening one : scenario.happenings()) {
      if (one.what().passing()) {
        world.at(one.atMs() * World.MS, () -> due(one));
      }
    }
  }

  /** How often what has really begun. */
  public Map<What, Integer> happened() {
    return happened;
  }

  /** Something has really begun. */
  public void count(What what) {
    happened.merge(what, 1, Integer::sum);
  }

  private void due(Happening one) {
    if (one.waitsForTransfer()) {
      armed.add(() -> world.in(one.intoTransferMs() * World.MS, () -> happen(one)));
    } else {
      happen(one);
    }
  }

  private void happen(Happening one) {
    FaultGroup group = groups.get(one.what().group());
    if (group == null) {
      throw new IllegalStateException("nobody lets a " + one.what().group().key() + " fault begin");
    }
    if (world.nanos() < ground.untilNanos()) {
      world.trace(0xB000, one.what().key().hashCode());
      long lasts = Math.min(ground.untilNanos() - world.nanos(), one.lastsMs() * World.MS);
      if (group.begin(one.what(), lasts, world.chance("happening " + one.draw()))) {
        count(one.what());
      }
    }
  }

  /** Shuttle or lifter begins to move: whatever waited for a car to change hands happens soon. */
  private void watchTransfer() {
    boolean moves = lifter.moving() || shuttle.moving();
    if (moves && !transfer && !armed.isEmpty()) {
      armed.removeFirst().run();
    }
    transfer = moves;
  }

  /** What a group answers to a fault that is another group's. */
  public static IllegalArgumentException notOurs(What what) {
    return new IllegalArgumentException(what.key() + " is another group's");
  }
}
