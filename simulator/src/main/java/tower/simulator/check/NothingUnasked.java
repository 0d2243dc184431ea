package tower.simulator.check;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tower.core.Fact;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.Pickup;
import tower.model.PickupState;

/**
 * What only somebody from outside can want, as far as the journal tells it: a new pickup or intake,
 * a cancellation, a hand-over, other keys, a settlement, a car that is offered again. Each of them
 * follows a request for just that, which nobody has refused before. A request whose answer nobody
 * knows, or that was told that its outcome is not known, may have its effect at any time.
 */
final class NothingUnasked {
  private static final Pattern PATH =
      Pattern.compile(
          "/v1/(pickups|intakes|vehicles)/([^/]+)/(cancellation|handover|settlement|release)");
  private static final Pattern VIN = Pattern.compile("\"vin\":\"([^\"]*)\"");
  private static final String CANCELLED = "cancelled";

  /** What has surely not been done though the server calls it its own fault. */
  private static final Pattern NOT_DONE =
      Pattern.compile("\"code\":\"(inbox-full|not-taking|clock-not-trusted)\"");

  private static final int REFUSED = 400;
  private static final int SERVERS_FAULT = 500;

  /** By what was asked for, a verb and what it is for: the requests for it. */
  private final Map<String, Map<Request, Licence>> licences = new HashMap<>();

  private final Map<String, Pickup> pickups = new HashMap<>();
  private final Map<String, IntakeState> intakes = new HashMap<>();

  private record Request(String key, String path, String body) {}

  /** One request, however often it was sent. */
  private static final class Licence {
    /** So many of it are not answered yet. */
    private int open;

    /** One of it was granted, or nobody will ever know. */
    private boolean stands;
  }

  void asked(Asked asked) {
    String wanted = wanted(asked.path(), asked.body());
    if (!asked.nonsense() && !wanted.isEmpty()) { // nonsense asks for nothing, whatever it says
      licences
          .computeIfAbsent(wanted, w -> new HashMap<>())
          .computeIfAbsent(new Request(asked.key(), asked.path(), asked.body()), r -> new Licence())
          .open++;
    }
  }

  void told(Told told) {
    Map<Request, Licence> all =
        licences.getOrDefault(wanted(told.path(), told.body()), new HashMap<>());
    Request request = new Request(told.key(), told.path(), told.body());
    Licence licence = all.get(request);
    if (licence == null) {
      return;
    }
    licence.open--;
    licence.stands |= !refused(told);
    if (licence.open <= 0 && !licence.stands) {
      all.remove(request);
    }
  }

  /** True when this answer is a no; that another one like it is under way is neither yes nor no. */
  private static boolean refused(Told told) {
    return told.status() >= SERVERS_FAULT
        ? NOT_DONE.matcher(told.answer()).find()
        : told.status() >= REFUSED;
  }

  /** Whoever was not answered never learns what became of it. */
  void lifeEnded() {
    for (Map<Request, Licence> all : licences.values()) {
      for (Licence licence : all.values()) {
        licence.stands |= licence.open > 0;
        licence.open = 0;
      }
    }
  }

  private static String wanted(String path, String body) {
    Matcher way = PATH.matcher(path);
    if (way.matches()) {
      return way.group(3) + " " + way.group(2);
    }
    if (path.equals("/v1/keys")) {
      return "keys";
    }
    Matcher vin = VIN.matcher(body);
    return vin.find() ? path + " " + vin.group(1) : "";
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
            IntakeState before = intakes.put(id, f.intake().state());
            yield wanted(before, f.intake());
          }
          case Fact.KeysSet f when f.ring().version() > 1 -> "keys";
          case Fact.VehicleWithheld f when !f.withheld() -> "release " + f.vin();
          default -> null;
        };
    return wanted == null || !licences.getOrDefault(wanted, Map.of()).isEmpty() ? null : wanted;
  }

  private static @Nullable String wanted(@Nullable IntakeState before, Intake now) {
    if (before == null) {
      return "/v1/intakes " + now.vehicle().vin();
    }
    if (before == IntakeState.ON_HOLD && now.state() == IntakeState.REFUSED) {
      return "settlement " + now.id();
    }
    return now.reason().code().equals(CANCELLED) ? "cancellation " + now.id() : null;
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
