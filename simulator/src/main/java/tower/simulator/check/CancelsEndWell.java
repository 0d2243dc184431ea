package tower.simulator.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tower.core.Fact;
import tower.model.Job;
import tower.model.JobState;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;

/**
 * S25: a cancelled job leaves its car at a named place; once the car is on its way a cancel brings
 * it back to a bay; once the code was redeemed there is no cancel, and once there was a cancel no
 * redemption.
 */
final class CancelsEndWell extends Checker {
  private static final Pattern CANCELLATION = Pattern.compile("/v1/pickups/([^/]+)/cancellation");
  private static final int DONE = 200;

  private final Map<String, PickupState> before = new HashMap<>();
  private final Set<String> redeemed = new HashSet<>();

  CancelsEndWell(Scene scene) {
    super(Invariant.S25, scene);
  }

  @Override
  void durable(Fact fact) {
    switch (fact) {
      case Fact.PickupSet f -> pickup(f.pickup());
      case Fact.JobSet f when f.job().state() == JobState.CANCELLED -> cancelled(f.job());
      default -> {}
    }
  }

  private void cancelled(Job job) {
    Place place = scene().record().places().get(job.vin());
    must(place != null, "%s is cancelled, its car %s is at no named place", job.id(), job.vin());
  }

  private void pickup(Pickup pickup) {
    PickupState from = before.put(pickup.id(), pickup.state());
    must(
        from == null || from == pickup.state() || mayFollow(from, pickup.state()),
        "%s goes from %s to %s",
        pickup.id(),
        from,
        pickup.state());
    if (pickup.state() == PickupState.HANDING_OVER) {
      redeemed.add(pickup.id());
    }
    must(
        !redeemed.contains(pickup.id())
            || pickup.state() != PickupState.CANCELLING
            || !pickup.reason().code().equals("cancelled"),
        "%s is cancelled after its code was accepted",
        pickup.id());
    boolean broughtBack =
        pickup.state() == PickupState.RESTOWED
            || (pickup.state() == PickupState.CANCELLED && from == PickupState.CANCELLING);
    if (broughtBack && from != pickup.state()) {
      Place place = scene().record().places().get(pickup.vin());
      must(
          place instanceof Place.InBay,
          "%s is %s, its car is at %s",
          pickup.id(),
          pickup.state(),
          label(place));
    }
  }

  private static String label(@Nullable Place place) {
    return place == null ? "no place" : place.label();
  }

  /** What a cancel is about; everything else is the product's own choice. */
  private static boolean mayFollow(PickupState from, PickupState to) {
    return switch (from) {
      case HANDING_OVER -> handedOver(to) || to == PickupState.STAGED || gone(to);
      case CANCELLING -> to == PickupState.CANCELLED || to == PickupState.RESTOWED || gone(to);
      case OUT -> to == PickupState.LATE || to == PickupState.RETURNED || settled(to);
      case LATE -> to == PickupState.RETURNED || settled(to);
      case OWED -> settled(to);
      case COLLECTED, RETURNED, CANCELLED, RESTOWED, FAILED -> false;
      case RETRIEVING, STAGED -> to != PickupState.CANCELLED && to != PickupState.RESTOWED;
      case SCHEDULED, QUEUED, ON_HOLD -> to != PickupState.HANDING_OVER && !handedOver(to);
    };
  }

  private static boolean handedOver(PickupState to) {
    return to == PickupState.COLLECTED || to == PickupState.OUT;
  }

  private static boolean gone(PickupState to) {
    return to == PickupState.FAILED || to == PickupState.OWED;
  }

  private static boolean settled(PickupState to) {
    return to == PickupState.COLLECTED || to == PickupState.CANCELLED;
  }

  @Override
  void told(Told told) {
    Matcher path = CANCELLATION.matcher(told.path());
    if (told.status() != DONE || !path.matches()) {
      return;
    }
    Pickup pickup = scene().record().pickups().get(path.group(1));
    boolean ends =
        pickup != null
            && (pickup.state() == PickupState.CANCELLING
                || pickup.state() == PickupState.CANCELLED
                || pickup.state() == PickupState.RESTOWED
                || gone(pickup.state()));
    must(
        ends,
        "%s was answered 200, the pickup is %s",
        told.path(),
        pickup == null ? "unknown" : pickup.state());
  }
}
