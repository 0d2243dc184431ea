package tower.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A usual set of scopes under one name. */
public enum Role {
  /** Sees everything and changes nothing. */
  VIEWER,
  /** Sells and lends cars. */
  SHOP,
  /** Decides where the tower cannot, and where the shop alone must not. */
  SUPERVISOR;

  /** What it may do. */
  public Set<Scope> scopes() {
    EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
    Arrays.stream(Scope.values()).filter(Scope::reads).forEach(scopes::add);
    switch (this) {
      case VIEWER -> {}
      case SHOP -> {
        scopes.add(Scope.PICKUPS_WRITE);
        scopes.add(Scope.PICKUPS_HANDOVER);
        scopes.add(Scope.INTAKES_WRITE);
        scopes.add(Scope.KEYS_WRITE);
        scopes.add(Scope.WEBHOOKS_WRITE);
      }
      case SUPERVISOR -> {
        scopes.add(Scope.VEHICLES_RELEASE);
        scopes.add(Scope.PICKUPS_SETTLE);
        scopes.add(Scope.INTAKES_SETTLE);
      }
    }
    return scopes;
  }

  /** As the list of clients has it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of that key. */
  public static Optional<Role> of(String key) {
    return Arrays.stream(values()).filter(r -> r.key().equals(key)).findFirst();
  }
}
