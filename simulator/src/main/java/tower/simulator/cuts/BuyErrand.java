package tower.simulator.cuts;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tower.api.Reply;
import tower.core.Fact;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Purpose;
import tower.model.Vehicle;
import tower.simulator.VirtualTower;
import tower.simulator.check.Issued;
import tower.simulator.plant.Car;
import tower.simulator.shop.Seller;

/** A car is bought; the customer comes for it, or does something else. */
final class BuyErrand implements Errand {
  private static final String CODE = "271828";
  private static final int TRIES = 5;

  /** What the customer, or the shop, does about it. */
  enum Manner {
    COLLECTS(PickupState.COLLECTED),
    CANCELS(PickupState.CANCELLED),
    STAYS_AWAY(PickupState.RESTOWED),
    FORGETS(PickupState.RESTOWED);

    private final PickupState end;

    Manner(PickupState end) {
      this.end = end;
    }
  }

  private final VirtualTower tower;
  private final Clerk clerk;
  private final Vehicle vehicle;
  private final Manner manner;
  private final BooleanSupplier cancelsNow;
  private final String key;
  private final String body;
  private @Nullable Pickup pickup;
  private @Nullable String id;
  private @Nullable Visit visit;
  private String refused = "";
  private boolean asked;
  private boolean cancelled;
  private boolean typing;
  private int typed;
  private int wrongCodes;
  private boolean remembered;
  private boolean carried;

  /**
   * A customer who has not asked yet.
   *
   * @param cancelsNow when one who cancels does so
   */
  BuyErrand(
      VirtualTower tower,
      Clerk clerk,
      Seller seller,
      Vehicle vehicle,
      Manner manner,
      BooleanSupplier cancelsNow) {
    this.tower = tower;
    this.clerk = clerk;
    this.vehicle = vehicle;
    this.manner = manner;
    this.cancelsNow = cancelsNow;
    key = "buy-" + vehicle.vin();
    body =
        "{\"vin\":\"%s\",\"purpose\":\"buy\",\"voucher\":\"%s\"}"
            .formatted(
                vehicle.vin(),
                seller.voucher(key, Purpose.BUY, vehicle.vin(), CODE, tower.world().trueUtcMs()));
  }

  /** True while or after its car is fetched. */
  boolean underWay() {
    Pickup now = pickup;
    return now != null && now.state() != PickupState.QUEUED;
  }

  /** True once its car was on the carrier. */
  boolean carried() {
    return carried;
  }

  @Override
  public void durable(Fact fact) {
    if (fact instanceof Fact.PickupSet set && set.pickup().vin().equals(vehicle.vin())) {
      pickup = set.pickup();
    } else if (fact instanceof Fact.VehicleMoved moved
        && moved.vin().equals(vehicle.vin())
        && moved.to() instanceof Place.OnCarrier) {
      carried = true;
    }
  }

  @Override
  public void look() {
    Pickup now = pickup;
    if (!asked) {
      asked = true;
      clerk.issue(new Issued(key, vehicle.vin(), CODE));
      clerk.ask(key, "/v1/pickups", body, this::taken);
    }
    if (id == null || now == null) {
      return;
    }
    if (manner == Manner.CANCELS && !cancelled && cancelsNow.getAsBoolean()) {
      cancelled = true;
      clerk.ask(key + "-cancel", path("/cancellation"), "{}", r -> must(r, 200, "cancellation"));
    }
    boolean comes = manner == Manner.COLLECTS || manner == Manner.FORGETS;
    boolean remembers = wrongCodes == TRIES && !remembered;
    if ((now.state() == PickupState.STAGED || remembers) && comes && !typing) {
      type();
    }
    if (now.state() == PickupState.HANDING_OVER) {
      visit(now).collect();
    }
  }

  private void taken(Reply reply) {
    must(reply, 201, "purchase");
    id = Answers.id(reply);
  }

  private void must(Reply reply, int status, String what) {
    if (reply.status() != status) {
      refused = what + " was answered " + reply.status() + " " + reply.body();
    }
  }

  private String path(String end) {
    return "/v1/pickups/" + id + end;
  }

  /** One who has forgotten the code remembers it at last, when it is too late. */
  private void type() {
    typing = true;
    boolean tooLate = wrongCodes == TRIES;
    boolean right = manner == Manner.COLLECTS || tooLate;
    remembered |= tooLate;
    String code = right ? CODE : "314159";
    clerk.ask(
        key + "-code-" + ++typed,
        path("/handover"),
        "{\"code\":\"" + code + "\"}",
        reply -> {
          typing = false;
          if ((!right || tooLate) && reply.status() == 200) {
            refused = "the door opened for a wrong code, or after five of them";
          } else if (!right && reply.status() == 403) {
            wrongCodes++;
          }
        });
  }

  private Visit visit(Pickup now) {
    Visit here = visit;
    if (here == null) {
      int portal = tower.plant().layout().portalIndex(String.valueOf(now.portal()));
      here = new Visit(tower, portal, car());
      visit = here;
    }
    return here;
  }

  private Car car() {
    return tower.plant().car(vehicle.vin()).orElseThrow();
  }

  @Override
  public boolean over() {
    Pickup now = pickup;
    return !refused.isEmpty() || (id != null && now != null && now.state().terminal());
  }

  @Override
  public String wrong() {
    Pickup now = pickup;
    if (!refused.isEmpty()) {
      return refused;
    }
    if (now == null || now.state() != manner.end) {
      String state = now == null ? "not on record" : now.state().key() + ": " + now.reason().text();
      return "the purchase of " + vehicle.vin() + " is " + state;
    }
    boolean out = car().state() == Car.State.OUTSIDE;
    boolean mustBeOut = manner.end == PickupState.COLLECTED;
    if (out != mustBeOut) {
      return vehicle.vin() + " is " + car() + " after its purchase was " + manner.end.key();
    }
    boolean tries = manner != Manner.FORGETS || wrongCodes == TRIES;
    return tries ? "" : wrongCodes + " wrong codes were counted, not " + TRIES;
  }
}
