package tower.model;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The life of an intake, as the shop sees it. {@link #next()} is all that may follow: the ledger
 * refuses every other change, and the diagram in {@code docs/states.md} is drawn from it.
 */
public enum IntakeState {
  /** Accepted; waits for a free portal. A cancel is free. */
  QUEUED,
  /** The outer door of its portal is open for the car to be driven in. */
  ARRIVING,
  /** No bay takes its car as it is; the outer door is open for it to be driven out again. */
  REFUSED,
  /** The car stands in the portal, the driver confirmed outside, the doors are shut. */
  RECEIVED,
  /** The car is on its way to a bay. */
  STORING,
  /** The car is in a bay. */
  STORED,
  /** Cancelled before a car came in. */
  CANCELLED,
  /** Nobody came in time. */
  EXPIRED,
  /** The car cannot be stored for now; a person is needed. */
  ON_HOLD,
  /** Its car was refused and has left as it came. */
  FAILED;

  /** How a life begins. */
  public static Set<IntakeState> first() {
    return EnumSet.of(QUEUED);
  }

  /** What may follow. */
  public Set<IntakeState> next() {
    return switch (this) {
      case QUEUED -> EnumSet.of(ARRIVING, CANCELLED);
      case ARRIVING -> EnumSet.of(REFUSED, RECEIVED, EXPIRED);
      case REFUSED -> EnumSet.of(RECEIVED, FAILED);
      case RECEIVED -> EnumSet.of(STORING, ON_HOLD);
      case STORING -> EnumSet.of(STORED, ON_HOLD);
      case ON_HOLD -> EnumSet.of(STORING, STORED, CANCELLED, REFUSED);
      case STORED, CANCELLED, EXPIRED, FAILED ->
          Collections.unmodifiableSet(EnumSet.noneOf(IntakeState.class));
    };
  }

  /** True while the portal belongs to whoever brings the car, or takes it away again. */
  public boolean driversPortal() {
    return this == ARRIVING || this == REFUSED;
  }

  /** True for states that never change again. */
  public boolean terminal() {
    return this == STORED || this == CANCELLED || this == EXPIRED || this == FAILED;
  }

  /** The name on the API. */
  public String key() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
