package tower.simulator.check;

import java.util.Locale;

/**
 * An invariant that did not hold.
 *
 * @param nanos virtual time
 * @param invariant its name
 * @param text what was seen
 */
public record Finding(long nanos, String invariant, String text) {
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s at %.3f s: %s", invariant, nanos / 1e9, text);
  }
}
