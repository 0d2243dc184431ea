package tower.simulator.plant;

import tower.simulator.world.World;

/**
 * What the steel is like beyond the layout.
 *
 * @param doorNanos a door's whole way
 * @param unlockNanos a door's bolt withdrawing
 * @param lockNanos a door's bolt falling in after the leaf has closed
 * @param lifterNanos the lifter's whole way
 * @param relayNanos how long the alive relay holds after an edge
 * @param pressNanos how long a person presses a button
 */
public record PlantTraits(
    long doorNanos,
    long unlockNanos,
    long lockNanos,
    long lifterNanos,
    long relayNanos,
    long pressNanos) {
  /** Doors 3 s, bolts 200 ms, lifter 2 s, relay 300 ms, buttons 400 ms. */
  public static PlantTraits usual() {
    return new PlantTraits(
        3 * World.SECOND,
        200 * World.MS,
        200 * World.MS,
        2 * World.SECOND,
        300 * World.MS,
        400 * World.MS);
  }

  /** The same steel with so many times its speeds; relay and people stay as they are. */
  public PlantTraits faster(int times) {
    return new PlantTraits(
        doorNanos / times,
        unlockNanos / times,
        lockNanos / times,
        lifterNanos / times,
        relayNanos,
        pressNanos);
  }
}
