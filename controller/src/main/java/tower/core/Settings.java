package tower.core;

import java.util.List;
import tower.model.AxisName;
import tower.model.MaintenanceWindow;

/**
 * The numbers that decide, from the configuration.
 *
 * @param codeKey key of the pickup codes
 * @param moveMarginMs how much longer than computed a move may take before it counts as failed
 * @param doorLimitMs how long a door may take
 * @param doorLeastMs how long a door's whole way takes at least
 * @param lifterLimitMs how long the lifter may take
 * @param lifterLeastMs how long the lifter's whole way takes at least
 * @param settleMs how long sensors must rest before the tower believes them, after homing and at
 *     portals
 * @param blockedLimitMs how long a step may be blocked before it is given up and planned anew
 * @param arrivalLimitMs how long an open portal waits for an intake's car
 * @param stagedLimitMs how long a staged car waits for its customer
 * @param leadMs how long before an appointment its car is fetched
 * @param commitSlowMs from when a commit under way counts as slow
 * @param maxOpen how many pickups and intakes may be open at once, each
 * @param maxChargePercent with more in its battery no car is taken in
 * @param maxAttempts how often a job is planned before a person is asked
 * @param alignedMm how far the lift may be off while the shuttle is out
 * @param alignedMdeg how far the turntable may be off while the shuttle is out
 * @param windows when maintenance is planned: what is asked for then is not promised
 */
public record Settings(
    CodeKey codeKey,
    int moveMarginMs,
    int doorLimitMs,
    int doorLeastMs,
    int lifterLimitMs,
    int lifterLeastMs,
    int settleMs,
    int blockedLimitMs,
    int arrivalLimitMs,
    int stagedLimitMs,
    int leadMs,
    int commitSlowMs,
    int maxOpen,
    int maxChargePercent,
    int maxAttempts,
    int alignedMm,
    int alignedMdeg,
    List<MaintenanceWindow> windows) {
  public Settings {
    windows = List.copyOf(windows);
  }

  /** How far an axis may be off while the shuttle is out, in its own unit. */
  int aligned(AxisName axis) {
    return axis == AxisName.TURN ? alignedMdeg : alignedMm;
  }
}
