package tower.simulator.hunt;

import tower.simulator.world.Chance;
import tower.simulator.world.World;

/** A wall clock that begins in 1970 and then jumps years ahead, back, and stands still. */
final class JumpingClock {
  private static final long TEN_YEARS_MS = 10L * 365 * 24 * 3600 * 1000;

  private JumpingClock() {}

  /** Lets the world's clock be one. */
  static void begin(World world) {
    world.shiftUtc(-world.utcMs());
    jumps(world, world.chance("wall clock"));
  }

  private static void jumps(World world, Chance jumps) {
    world.in(
        jumps.between(1, 60) * World.SECOND,
        () -> {
          world.shiftUtc(jumps.between(-TEN_YEARS_MS, TEN_YEARS_MS));
          if (jumps.below(4) == 0) {
            world.freezeUtc();
          }
          jumps(world, jumps);
        });
  }
}
