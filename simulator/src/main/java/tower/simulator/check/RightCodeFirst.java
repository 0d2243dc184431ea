package tower.simulator.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import tower.core.Fact;
import tower.model.Intake;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.simulator.plant.Car;

/**
 * S19: a pickup is made only by a voucher that the shop gave out, for its car and in its time, and
 * the street's door opens before the car only after the code that the shop gave out was typed, once
 * for every hand-over, and not when voucher or key were withdrawn before that; or for the driver
 * who is bringing that car.
 */
final class RightCodeFirst extends Checker {
  private static final int CONFLICT = 409;

  /** The shop's codes by its reference. */
  private final Map<String, String> codes = new HashMap<>();

  /** By pickup: the keys of requests with the right code. */
  private final Map<String, Set<String>> right = new HashMap<>();

  /** By key: how often it was sent and not answered yet. */
  private final Map<String, Integer> unanswered = new HashMap<>();

  /** By pickup: how often the tower began to hand it over. */
  private final Map<String, Integer> begun = new HashMap<>();

  private final Set<String> handingOver = new HashSet<>();

  /** The shop's references, with their cars. */
  private final Map<String, String> cars = new HashMap<>();

  private final Set<String> redeemed = new HashSet<>();

  private final VoucherWindow window;

  RightCodeFirst(Scene scene) {
    super(Invariant.S19, scene);
    window = new VoucherWindow(scene);
  }

  @Override
  void issued(Issued issued) {
    codes.put(issued.reference(), issued.code());
    cars.put(issued.reference(), issued.vin());
  }

  @Override
  void decided(Fact fact) {
    if (fact instanceof Fact.PickupSet set && !scene().recordLost()) {
      String outside = window.outside(set.pickup());
      must(outside == null, "%s is made by its voucher %s", set.pickup().id(), outside);
    }
  }

  @Override
  void asked(Asked asked) {
    window.asked(asked);
    Matcher path = RightCode.HANDOVER.matcher(asked.path());
    if (!path.matches() || asked.nonsense()) {
      return;
    }
    String id = path.group(1);
    Pickup pickup = scene().record().pickups().get(id);
    Matcher code = RightCode.CODE.matcher(asked.body());
    if (pickup != null && code.find() && code.group(1).equals(codes.get(pickup.reference()))) {
      right.computeIfAbsent(id, i -> new HashSet<>()).add(asked.key());
      unanswered.merge(asked.key(), 1, Integer::sum);
    }
  }

  /**
   * A right code that came when nothing was to be opened opens nothing later; but one that was sent
   * twice, and of which the second is told that the first is under way, still may.
   */
  @Override
  void told(Told told) {
    Matcher path = RightCode.HANDOVER.matcher(told.path());
    if (!path.matches()) {
      return;
    }
    unanswered.computeIfPresent(told.key(), (key, times) -> times > 1 ? times - 1 : null);
    Set<String> keys = right.get(path.group(1));
    if (told.status() == CONFLICT && keys != null && !unanswered.containsKey(told.key())) {
      keys.remove(told.key());
    }
  }

  @Override
  void lifeEnded() {
    unanswered.clear();
  }

  @Override
  void durable(Fact fact) {
    if (!(fact instanceof Fact.PickupSet set)) {
      return;
    }
    Pickup pickup = set.pickup();
    String id = pickup.id();
    must(
        pickup.vin().equals(cars.get(pickup.reference())),
        "%s is for %s under %s, which the shop never gave out for it",
        id,
        pickup.vin(),
        pickup.reference());
    if (set.pickup().state() != PickupState.HANDING_OVER) {
      handingOver.remove(id);
    } else if (handingOver.add(id)) {
      boolean withdrawn = scene().record().keys().revokes(pickup.reference(), pickup.kid());
      boolean first = redeemed.add(id);
      must(!first || !withdrawn, "%s is handed over, its voucher was withdrawn", id);
      int times = begun.merge(id, 1, Integer::sum);
      must(times <= typed(id), "%s is handed over, its code was typed %d times", id, typed(id));
    }
  }

  private int typed(String id) {
    return right.getOrDefault(id, Set.of()).size();
  }

  @Override
  void settled() {
    for (int i = 0; i < scene().plant().portals().size(); i++) {
      Begun.PortalTruth portal = scene().begun().portal(i);
      Car car = portal.outerUnlocked() ? portal.steel().stand().car() : null;
      if (car != null) {
        String id = scene().layout().portals().get(i).id();
        boolean theirs = handedOverAt(id) || broughtTo(id, car);
        must(theirs, "the door of portal %s opens before %s, which nobody may have", id, car.vin());
      }
    }
  }

  private boolean handedOverAt(String portal) {
    for (String id : handingOver) {
      Pickup pickup = scene().record().pickups().get(id);
      if (pickup != null && portal.equals(pickup.portal())) {
        return typed(id) > 0;
      }
    }
    return false;
  }

  private boolean broughtTo(String portal, @Nullable Car car) {
    for (Intake intake : scene().record().intakes().values()) {
      if (intake.state().driversPortal()
          && portal.equals(intake.portal())
          && car != null
          && intake.vehicle().vin().equals(car.vin())) {
        return true;
      }
    }
    return false;
  }
}
