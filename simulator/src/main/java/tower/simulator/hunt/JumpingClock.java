package tower.simulator.hunt;

import tower.simulator.world.Chance;
import tower.simulator.world.World;

/** A wall clock that jumps years ahead and back, and stands still, again and again. */
final class JumpingClock {
  private static final long TEN_YEARS_MS = 10L * 365 * 24 * 3600 * 1000;

  private JumpingClock() {}

  /** Begins to jump. */
  static void begin(World world, Chance jumps) {
    world.in(
        jumps.between(1, 60) * World.SECOND,
        () -> {
          world.shiftUtc(jumps.between(-TEN_YEARS_MS, TEN_YEARS_MS));
          if (jumps.below(4) == 0) {
            world.freezeUtc();
          }
          begin(world, jumps);
        });
  }
}
