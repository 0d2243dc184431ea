package tower.simulator.hunt;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tower.core.Ledger;
import tower.model.Intake;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.simulator.world.Timer;
import tower.simulator.world.World;

/**
 * Sends customers and drivers to the portals when it is their turn, with right and wrong codes, and
 * again when they left before their visit was over.
 */
final class Customers {
  /** How long one waits for an answer. */
  static final long PATIENCE_NANOS = 15 * World.SECOND;

  /** How long a portal stands open that its customer has left, until somebody calls. */
  private static final long CALL_BACK_NANOS = 90 * World.SECOND;

  private final World world;
  private final Client client;
  private final Running running;
  private final Street street;
  private final Supplier<String> keys;
  private boolean calm;

  /**
   * Nobody is on the way.
   *
   * @param keys fresh idempotency keys
   */
  Customers(World world, Client client, Running running, Street street, Supplier<String> keys) {
    this.world = world;
    this.client = client;
    this.running = running;
    this.street = street;
    this.keys = keys;
  }

  /** From now on everybody is brisk and knows the code. */
  void calm() {
    calm = true;
    street.brisk();
  }

  /** Somebody may have to come for this wish now. */
  void look(Wish wish, Ledger facts) {
    if (wish.id == null || wish.there || world.nanos() < wish.awayUntil) {
      return;
    }
    if (wish.pickup) {
      pickup(wish, facts.pickups().get(wish.id));
    } else {
      intake(wish, facts.intakes().get(wish.id));
    }
  }

  /**
   * The customer comes when the car waits in a portal; again when the door was shut before the car
   * was taken; and again when it stands open after everybody has left.
   */
  private void pickup(Wish wish, @Nullable Pickup pickup) {
    String portal = pickup == null ? null : pickup.portal();
    if (pickup == null || portal == null) {
      return;
    }
    if (pickup.state() == PickupState.STAGED) {
      wish.there = true;
      int wrong = wish.chance.below(5) == 0 && !calm ? 1 + wish.chance.below(5) : 0;
      world.in(delay(wish), () -> code(wish, portal, wrong));
    } else if (pickup.state() == PickupState.HANDING_OVER && calledBack(wish)) {
      wish.there = true;
      street.collect(visit(wish, portal));
    }
  }

  private void intake(Wish wish, @Nullable Intake intake) {
    String portal = intake == null ? null : intake.portal();
    if (intake != null && portal != null && intake.state().driversPortal() && calledBack(wish)) {
      wish.there = true;
      world.in(delay(wish), () -> street.bring(visit(wish, portal), wish.vehicle));
    }
  }

  private boolean calledBack(Wish wish) {
    return calm || world.nanos() - wish.leftAt > CALL_BACK_NANOS;
  }

  private Street.Visit visit(Wish wish, String portal) {
    return street.visit(portal, wish.chance, () -> awaited(wish), () -> left(wish));
  }

  private void left(Wish wish) {
    wish.there = false;
    wish.leftAt = world.nanos();
  }

  /** What the portal shows; while no process lives, what it showed last. */
  private boolean awaited(Wish wish) {
    Optional<Ledger> facts = running.factsShownLast();
    String id = wish.id;
    if (facts.isEmpty() || id == null) {
      return false;
    }
    Pickup pickup = facts.get().pickups().get(id);
    Intake intake = facts.get().intakes().get(id);
    return (pickup != null && pickup.state() == PickupState.HANDING_OVER)
        || (intake != null && intake.state().driversPortal());
  }

  /** Until somebody comes: soon, and now and then later than some towers wait. */
  private long delay(Wish wish) {
    if (calm) {
      return wish.chance.between(1, 3) * World.SECOND;
    }
    return wish.chance.below(8) == 0
        ? wish.chance.between(60, 240) * World.SECOND
        : wish.chance.between(1, 20) * World.SECOND;
  }

  /** Types the code, after so many wrong ones. */
  private void code(Wish wish, String portal, int wrong) {
    String typed = wrong > 0 ? wrongCode(wish.code) : wish.code;
    type(new Typed(wish, portal, wrong, typed, keys.get()));
  }

  /**
   * What a customer types.
   *
   * @param wrong so many wrong codes are to come, this one included
   */
  private record Typed(Wish wish, String portal, int wrong, String code, String key) {}

  /** Types it, and with the same key again as long as there is no answer. */
  private void type(Typed typed) {
    Wish wish = typed.wish;
    Timer patience = world.timer(() -> type(typed));
    patience.set(world.nanos() + PATIENCE_NANOS);
    client.post(
        typed.key,
        "/v1/pickups/" + wish.id + "/handover",
        "{\"code\":\"" + typed.code + "\"}",
        reply -> {
          if (!patience.pending()) {
            return; // the customer has given up on this answer
          }
          patience.cancel();
          if (reply == null || reply.status() >= 500) {
            world.in(wish.chance.between(3, 10) * World.SECOND, () -> type(typed));
          } else if (reply.status() == 200) {
            street.collect(visit(wish, typed.portal));
          } else if (typed.wrong > 0) {
            world.in(3 * World.SECOND, () -> code(wish, typed.portal, typed.wrong - 1));
          } else {
            left(wish); // not staged any more: looks again when it is
          }
        });
  }

  private static String wrongCode(String code) {
    char last = code.charAt(5) == '9' ? '0' : (char) (code.charAt(5) + 1);
    return code.substring(0, 5) + last;
  }
}
