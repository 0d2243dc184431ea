package tower.simulator.fault;

import tower.simulator.plant.People;
import tower.simulator.scenario.What;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/** What people do to the tower, and the safety chain that they open. */
public final class PeopleFaults implements FaultGroup {
  private final Ground ground;
  private final People people;
  private final Runnable blunder;

  /**
   * The people of a run.
   *
   * @param blunder lets the operator press what nobody asked for
   */
  public PeopleFaults(Ground ground, Runnable blunder) {
    this.ground = ground;
    people = ground.tower().people();
    this.blunder = blunder;
  }

  @Override
  public boolean begin(What what, long lasts, Chance chance) {
    switch (what) {
      case BLUNDER -> blunder.run();
      case SAFETY_CHAIN -> chain(lasts, chance);
      default -> throw Faults.notOurs(what);
    }
    return true;
  }

  private void chain(long lasts, Chance chance) {
    switch (chance.below(4)) {
      case 0 -> {
        people.eStop();
        ground.mend(lasts, people::releaseEStop);
      }
      case 1 -> {
        boolean first = chance.below(2) == 0;
        people.contacts(first, !first);
        ground.mend(lasts, people::releaseEStop);
      }
      case 2 -> {
        people.serviceOpening(false);
        ground.mend(lasts, () -> people.serviceOpening(true));
      }
      default -> {
        people.eStop();
        ground.mend(chance.between(1, 200) * World.MS, people::releaseEStop);
      }
    }
  }
}
