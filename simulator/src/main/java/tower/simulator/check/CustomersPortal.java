package tower.simulator.check;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tower.core.Fact;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.simulator.plant.Car;
import tower.simulator.plant.PortalSteel;

/**
 * S10: a portal is taken from a customer or driver only when its outer door is shut again and the
 * car truly is gone, or truly is there, whatever single sensors said. Until then its inner door
 * stays shut.
 */
final class CustomersPortal extends Checker {
  /** By pickup or intake: how often the door had been shut when the visit began. */
  private final Map<String, Integer> shuttings = new HashMap<>();

  /** What was to be seen when a visit's end was decided: a slow disk takes it later. */
  private final IdentityHashMap<Fact, Sight> sights = new IdentityHashMap<>();

  /** A portal at one instant. */
  private record Sight(
      boolean shut,
      int people,
      @Nullable Car car,
      boolean passing,
      boolean confirmed,
      int shuttings) {
    /** A door that was forced a moment ago was still seen shut. */
    static Sight of(Begun.PortalTruth portal, Lately lately) {
      PortalSteel steel = portal.steel();
      return new Sight(
          steel.outer().shut() || lately.justForced(steel.outer()),
          steel.people(),
          steel.stand().car(),
          steel.passing() != null,
          portal.confirmed(),
          portal.shuttings());
    }
  }

  CustomersPortal(Scene scene) {
    super(Invariant.S10, scene);
  }

  @Override
  void settled() {
    if (!scene().begun().anything()) {
      return;
    }
    for (int i = 0; i < scene().plant().portals().size(); i++) {
      if (scene().begun().portal(i).innerBegins()) {
        String portal = scene().layout().portals().get(i).id();
        String guest = guest(portal);
        must(guest == null, "the inner door of portal %s moves while %s has it", portal, guest);
      }
    }
  }

  /** Who has the portal, doors and all; null for nobody. */
  private @Nullable String guest(String portal) {
    for (String id : shuttings.keySet()) {
      Pickup pickup = scene().record().pickups().get(id);
      Intake intake = scene().record().intakes().get(id);
      boolean theirs =
          (pickup != null && portal.equals(pickup.portal()))
              || (intake != null && portal.equals(intake.portal()));
      if (theirs) {
        return id;
      }
    }
    return null;
  }

  @Override
  void decided(Fact fact) {
    Begun.PortalTruth portal =
        switch (fact) {
          case Fact.PickupSet f -> portal(f.pickup().portal());
          case Fact.IntakeSet f -> portal(f.intake().portal());
          default -> null;
        };
    if (portal != null) {
      sights.putIfAbsent(fact, Sight.of(portal, scene().lately()));
    }
  }

  @Override
  void lifeEnded() {
    sights.clear();
  }

  @Override
  void durable(Fact fact) {
    Sight sight = sights.remove(fact);
    switch (fact) {
      case Fact.PickupSet f -> pickup(f.pickup(), sight);
      case Fact.IntakeSet f -> intake(f.intake(), sight);
      default -> {}
    }
  }

  private void pickup(Pickup pickup, @Nullable Sight sight) {
    if (pickup.state() == PickupState.HANDING_OVER) {
      begins(pickup.id(), sight);
      return;
    }
    Integer before = shuttings.remove(pickup.id());
    if (before == null || sight == null) {
      return;
    }
    if (pickup.state() == PickupState.COLLECTED || pickup.state() == PickupState.OUT) {
      empty(pickup.id(), pickup.vin(), sight);
      must(sight.shuttings() > before, "%s is collected, the door was never shut", pickup.id());
    } else {
      holds(pickup.id(), pickup.vin(), sight);
    }
    shut(pickup.id(), sight);
  }

  private void intake(Intake intake, @Nullable Sight sight) {
    if (intake.state().driversPortal()) {
      begins(intake.id(), sight);
      return;
    }
    Integer before = shuttings.remove(intake.id());
    if (before == null || sight == null) {
      return;
    }
    if (intake.state() == IntakeState.RECEIVED) {
      holds(intake.id(), intake.vehicle().vin(), sight);
      must(sight.shuttings() > before, "%s is received, the door was never shut", intake.id());
      must(
          sight.confirmed(),
          "%s is received, but nobody has confirmed outside since the door was opened",
          intake.id());
    } else {
      empty(intake.id(), intake.vehicle().vin(), sight);
    }
    shut(intake.id(), sight);
  }

  private void begins(String id, @Nullable Sight sight) {
    if (sight != null) {
      shuttings.putIfAbsent(id, sight.shuttings());
    }
  }

  private Begun.@Nullable PortalTruth portal(@Nullable String id) {
    return id == null ? null : scene().begun().portal(scene().layout().portalIndex(id));
  }

  private void shut(String id, Sight sight) {
    must(sight.shut(), "the portal is taken from %s, its door is not shut", id);
    must(sight.people() == 0, "the portal is taken from %s, who is still inside", id);
  }

  private void empty(String id, String vin, Sight sight) {
    must(
        sight.car() == null && !sight.passing(),
        "the portal is taken from %s as empty, %s is still there",
        id,
        vin);
  }

  private void holds(String id, String vin, Sight sight) {
    must(
        sight.car() != null && !sight.passing(),
        "the portal is taken from %s as if %s stood there",
        id,
        vin);
  }
}
