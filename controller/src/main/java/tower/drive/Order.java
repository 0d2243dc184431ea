package tower.drive;

import java.util.List;

/**
 * What one axis was told to do, made ready for the wire.
 *
 * @param mode the drive's mode of operation
 * @param targetCounts where it shall arrive; 0 when homing
 * @param windowCounts how near is near enough
 * @param groups parameters to write first
 * @param limitNanos longest time that the travel itself may take
 */
record Order(
    int mode, int targetCounts, int windowCounts, List<RegisterMap.Group> groups, long limitNanos) {
  /** Modes of operation, object 6060h. */
  static final int PROFILE_POSITION = 1;

  static final int HOMING = 6;

  boolean homing() {
    return mode == HOMING;
  }
}
