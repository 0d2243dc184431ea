package tower.simulator.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tower.core.Fact;
import tower.model.Pickup;
import tower.model.PickupState;

/**
 * What only somebody from outside can want, as far as the journal tells it: a new pickup or intake,
 * a cancellation, a hand-over, other keys, a settlement, a car that is offered again. Each of them
 * follows a request for just that.
 */
final class NothingUnasked {
  private static final Pattern PATH =
      Pattern.compile(
          "/v1/(pickups|intakes|vehicles)/([^/]+)/(cancellation|handover|settlement|release)");
  private static final Pattern VIN = Pattern.compile("\"vin\":\"([^\"]*)\"");
  private static final String CANCELLED = "cancelled";

  /** What was asked for: a verb and what it is for. */
  private final Set<String> asked = new HashSet<>();

  private final Map<String, Pickup> pickups = new HashMap<>();
  private final Set<String> intakes = new HashSet<>();

  void asked(Asked request) {
    if (request.nonsense()) {
      return; // whatever it is about, it asks for nothing
    }
    Matcher path = PATH.matcher(request.path());
    Matcher vin = VIN.matcher(request.body());
    if (path.matches()) {
      asked.add(path.group(3) + " " + path.group(2));
    } else if (request.path().equals("/v1/keys")) {
      asked.add("keys");
    } else if (vin.find()) {
      asked.add(request.path() + " " + vin.group(1));
    }
  }

  /**
   * What was not asked for.
   *
   * @return null when all is well
   */
  @Nullable String unasked(Fact fact) {
    String wanted =
        switch (fact) {
          case Fact.PickupSet f -> wanted(pickups.put(f.pickup().id(), f.pickup()), f.pickup());
          case Fact.IntakeSet f -> {
            String id = f.intake().id();
            String vin = f.intake().vehicle().vin();
            yield intakes.add(id)
                ? "/v1/intakes " + vin
                : f.intake().reason().code().equals(CANCELLED) ? "cancellation " + id : null;
          }
          case Fact.KeysSet f when f.ring().version() > 1 -> "keys";
          case Fact.VehicleWithheld f when !f.withheld() -> "release " + f.vin();
          default -> null;
        };
    return wanted == null || asked.contains(wanted) ? null : wanted;
  }

  private static @Nullable String wanted(@Nullable Pickup before, Pickup now) {
    if (before == null) {
      return "/v1/pickups " + now.vin();
    }
    if (before.state() == now.state()) {
      return null;
    }
    if (before.state() == PickupState.OWED && now.state().terminal()) {
      return "settlement " + now.id();
    }
    if (now.state() == PickupState.HANDING_OVER) {
      return "handover " + now.id();
    }
    return now.reason().code().equals(CANCELLED) ? "cancellation " + now.id() : null;
  }
}
