package tower.core;

import org.jspecify.annotations.Nullable;

/**
 * A portal's use.
 *
 * @param portal which portal
 * @param phase whose it is
 * @param user id of the pickup or intake it is kept for, null when free
 */
public record PortalUse(String portal, PortalPhase phase, @Nullable String user) {
  /** The same portal in another phase. */
  public PortalUse in(PortalPhase next) {
    return new PortalUse(portal, next, user);
  }

  /** The same portal kept for another user. */
  public PortalUse of(@Nullable String nextUser) {
    return new PortalUse(portal, phase, nextUser);
  }
}
