package tower.simulator.hunt;

import java.util.Locale;
import tower.core.Fact;

/**
 * A fact and when it became durable.
 *
 * @param nanos virtual time
 */
public record Noted(long nanos, Fact fact) {
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%9.3f s %s", nanos / 1e9, fact);
  }
}
