package tower.api;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tower.access.Caller;
import tower.access.Scope;
import tower.core.Problem;

/** Which scope each operation needs: one page for whoever asks who may do what. */
final class Permissions {
  /**
   * These everybody may call who reaches a listener. They tell nothing of this tower but that its
   * control cycle turns.
   */
  private static final Set<String> PUBLIC =
      Set.of("GET /livez", "GET /openapi.yaml", "GET /problems", "GET /problems/{code}");

  private static final Map<String, Scope> NEEDED =
      Map.ofEntries(
          entry("GET /v1/vehicles", Scope.VEHICLES_READ),
          entry("GET /v1/vehicles/{vin}", Scope.VEHICLES_READ),
          entry("POST /v1/vehicles/{vin}/release", Scope.VEHICLES_RELEASE),
          entry("POST /v1/pickups", Scope.PICKUPS_WRITE),
          entry("GET /v1/pickups", Scope.PICKUPS_READ),
          entry("GET /v1/pickups/{id}", Scope.PICKUPS_READ),
          entry("POST /v1/pickups/{id}/cancellation", Scope.PICKUPS_WRITE),
          entry("POST /v1/pickups/{id}/handover", Scope.PICKUPS_HANDOVER),
          entry("POST /v1/pickups/{id}/settlement", Scope.PICKUPS_SETTLE),
          entry("GET /v1/keys", Scope.KEYS_READ),
          entry("POST /v1/keys", Scope.KEYS_WRITE),
          entry("POST /v1/intakes", Scope.INTAKES_WRITE),
          entry("GET /v1/intakes", Scope.INTAKES_READ),
          entry("GET /v1/intakes/{id}", Scope.INTAKES_READ),
          entry("POST /v1/intakes/{id}/cancellation", Scope.INTAKES_WRITE),
          entry("POST /v1/intakes/{id}/settlement", Scope.INTAKES_SETTLE),
          entry("GET /v1/tower", Scope.TOWER_READ),
          entry("GET /v1/availability", Scope.VEHICLES_READ),
          entry("GET /v1/events", Scope.EVENTS_READ),
          entry("GET /v1/events/stream", Scope.EVENTS_READ),
          entry("GET /v1/webhooks", Scope.WEBHOOKS_READ),
          entry("GET /v1/webhooks/deliveries", Scope.WEBHOOKS_READ),
          entry("GET /v1/webhooks/deliveries/{id}", Scope.WEBHOOKS_READ),
          entry("POST /v1/webhooks/deliveries/{id}/redelivery", Scope.WEBHOOKS_WRITE),
          entry("POST /v1/webhooks/{name}/test", Scope.WEBHOOKS_WRITE),
          entry("POST /v1/webhooks/{name}/enabling", Scope.WEBHOOKS_WRITE),
          entry("GET /readyz", Scope.TOWER_READ),
          entry("GET /metrics", Scope.TOWER_READ));

  private Permissions() {}

  /** What the listener for those at the tower serves: how it is, and what its words mean. */
  static boolean forLocal(Route route) {
    return PUBLIC.contains(operation(route))
        || route.path().equals("/readyz")
        || route.path().equals("/metrics");
  }

  /** The scope that it needs, null for none. */
  static @Nullable Scope needed(Route route) {
    return NEEDED.get(operation(route));
  }

  /**
   * Whoever adds an operation says here who may call it.
   *
   * @throws IllegalStateException when nobody has
   */
  static void requireRuled(Route route) {
    String operation = operation(route);
    if (NEEDED.containsKey(operation) == PUBLIC.contains(operation)) {
      throw new IllegalStateException("no scope, or too much of it, for " + operation);
    }
  }

  /** Why this caller may not call it, null when it may. */
  static @Nullable Refusal refusal(Route route, Caller caller) {
    if (PUBLIC.contains(operation(route))) {
      return null;
    }
    Scope scope = needed(route);
    if (!caller.principal().known()) {
      return new Refusal(Problem.UNAUTHENTICATED, caller.why());
    }
    // What has no rule nobody may do.
    return scope != null && caller.principal().may(scope)
        ? null
        : new Refusal(
            Problem.MISSING_SCOPE,
            caller.principal().name()
                + " lacks the scope "
                + (scope == null ? "of this operation" : scope.key()));
  }

  /** With what a client must show (RFC 6750, section 3). */
  static Reply challenged(Reply reply, Caller caller) {
    if (reply.problem() != Problem.UNAUTHENTICATED) {
      return reply;
    }
    String error = caller.equals(Caller.STRANGER) ? "" : ", error=\"invalid_token\"";
    return reply.with("WWW-Authenticate", "Bearer realm=\"tower\"" + error);
  }

  /** With the scope that a client lacks. */
  static Reply insufficient(Reply reply, Route route) {
    Scope scope = needed(route);
    return scope == null
        ? reply
        : reply.with(
            "WWW-Authenticate",
            "Bearer realm=\"tower\", error=\"insufficient_scope\", scope=\"" + scope.key() + "\"");
  }

  private static String operation(Route route) {
    return route.method() + " " + route.path();
  }
}
