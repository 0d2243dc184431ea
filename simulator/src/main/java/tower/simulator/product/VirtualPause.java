package tower.simulator.product;

import tower.loop.Pause;
import tower.simulator.world.Incarnation;
import tower.simulator.world.World;

/** The wait between two cycles as a stretch of virtual time. */
final class VirtualPause implements Pause {
  private final Incarnation life;
  private boolean woken;

  VirtualPause(Incarnation life) {
    this.life = life;
  }

  @Override
  public void until(long nanos) {
    World world = life.world();
    while (!woken && world.nanos() < nanos) {
      life.sleepUntil(Math.min(nanos, world.next()));
    }
    woken = false;
  }

  @Override
  public void wake() {
    woken = true;
  }
}
