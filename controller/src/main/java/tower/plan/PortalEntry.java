package tower.plan;

import org.jspecify.annotations.Nullable;
import tower.model.Portal;
import tower.model.Reason;

/**
 * A portal as a forecast finds it.
 *
 * @param portal which
 * @param keptFor the pickup or intake that it is kept for, null when free
 * @param free when the next one may have it, from now; null while that is not foreseen
 * @param barred why that is not foreseen, null when it is
 */
public record PortalEntry(
    Portal portal, @Nullable String keptFor, @Nullable Spread free, @Nullable Reason barred) {
  PortalEntry freeAt(Spread when) {
    return new PortalEntry(portal, null, when, null);
  }

  PortalEntry keptFor(String owner) {
    return new PortalEntry(portal, owner, null, null);
  }

  /** True when it is open to this owner at that time. */
  boolean takes(@Nullable String owner, long atMs) {
    boolean its = owner != null && owner.equals(keptFor);
    boolean open = keptFor == null && free != null && free.meanMs() <= atMs;
    return its || open;
  }
}
