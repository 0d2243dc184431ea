package tower.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * One kind of thing that a client may do; every operation but the public ones needs exactly one.
 */
public enum Scope {
  TOWER_READ,
  VEHICLES_READ,
  /** Offers a car again that came back damaged. */
  VEHICLES_RELEASE,
  PICKUPS_READ,
  /** Asks for cars out and cancels that. */
  PICKUPS_WRITE,
  /** Gives the tower the code that a customer typed, which opens a door. */
  PICKUPS_HANDOVER,
  /** Says what became of a car where the tower cannot. */
  PICKUPS_SETTLE,
  INTAKES_READ,
  INTAKES_WRITE,
  /** Has a car let out again that cannot be stored, which opens a door. */
  INTAKES_SETTLE,
  KEYS_READ,
  /** Hands in lists of keys, which only the shop's root can have signed. */
  KEYS_WRITE,
  EVENTS_READ,
  WEBHOOKS_READ,
  WEBHOOKS_WRITE;

  /** As files and documents have it: {@code pickups:write}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', ':');
  }

  /** The scope of that key. */
  public static Optional<Scope> of(String key) {
    return Arrays.stream(values()).filter(s -> s.key().equals(key)).findFirst();
  }

  /** True when it changes nothing. */
  public boolean reads() {
    return name().endsWith("_READ");
  }
}
