package tower.model;

import org.jspecify.annotations.Nullable;

/**
 * When a pickup is wanted, as the shop has agreed with its customer. All times are wall time, UTC
 * milliseconds since 1970.
 *
 * @param readyAtUtcMs when the car should wait in the portal, null for as soon as possible
 * @param expiresAtUtcMs until when its code may be entered, null for no such time
 * @param dueBackUtcMs when a lent car should be back, null for one that does not come back
 */
public record Terms(
    @Nullable Long readyAtUtcMs, @Nullable Long expiresAtUtcMs, @Nullable Long dueBackUtcMs) {
  /** As soon as possible, for as long as the tower waits. */
  public static final Terms NONE = new Terms(null, null, null);
}
