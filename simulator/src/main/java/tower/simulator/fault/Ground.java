package tower.simulator.fault;

import tower.simulator.VirtualTower;
import tower.simulator.check.Scene;
import tower.simulator.world.World;

/** What the faults of one run act on. */
public final class Ground {
  private final VirtualTower tower;
  private final Scene scene;
  private final long untilNanos;
  private final FaultAtlas atlas;

  /**
   * The ground of one run.
   *
   * @param tower steel, drives, line and people
   * @param scene is told where a checker could not know better what was broken
   * @param untilNanos nothing is broken any more from then on
   */
  public Ground(VirtualTower tower, Scene scene, long untilNanos) {
    this.tower = tower;
    this.scene = scene;
    this.untilNanos = untilNanos;
    atlas = new FaultAtlas(tower.plant());
  }

  /** Steel, drives, line and people. */
  public VirtualTower tower() {
    return tower;
  }

  /** Who is told what was broken. */
  public Scene scene() {
    return scene;
  }

  /** When the calm begins. */
  public long untilNanos() {
    return untilNanos;
  }

  /** What may break together. */
  FaultAtlas atlas() {
    return atlas;
  }

  /** Takes a witness that nobody gives back; false when it must stay sound. */
  public boolean mayBreak(int witness) {
    return atlas.take(witness);
  }

  /** Time and queue. */
  public World world() {
    return tower.world();
  }

  /** Lets something be mended after so long, but not later than the calm begins. */
  public void mend(long nanos, Runnable mended) {
    world().at(Math.min(untilNanos, world().nanos() + nanos), mended);
  }
}
