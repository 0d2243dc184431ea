package tower.simulator.check;

import java.util.HashMap;
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
  void durable(Fact fact) {
    switch (fact) {
      case Fact.PickupSet f -> pickup(f.pickup());
      case Fact.IntakeSet f -> intake(f.intake());
      default -> {}
    }
  }

  private void pickup(Pickup pickup) {
    if (pickup.state() == PickupState.HANDING_OVER) {
      begins(pickup.id(), pickup.portal());
      return;
    }
    Integer before = shuttings.remove(pickup.id());
    Begun.PortalTruth portal = portal(pickup.portal());
    if (before == null || portal == null) {
      return;
    }
    if (pickup.state() == PickupState.COLLECTED) {
      empty(pickup.id(), pickup.vin(), portal);
      must(portal.shuttings() > before, "%s is collected, the door was never shut", pickup.id());
    } else {
      holds(pickup.id(), pickup.vin(), portal);
    }
    shut(pickup.id(), portal);
  }

  private void intake(Intake intake) {
    if (intake.state() == IntakeState.ARRIVING) {
      begins(intake.id(), intake.portal());
      return;
    }
    Integer before = shuttings.remove(intake.id());
    Begun.PortalTruth portal = portal(intake.portal());
    if (before == null || portal == null) {
      return;
    }
    if (intake.state() == IntakeState.RECEIVED) {
      holds(intake.id(), intake.vehicle().vin(), portal);
      must(portal.shuttings() > before, "%s is received, the door was never shut", intake.id());
      must(
          portal.confirmed(),
          "%s is received, but nobody has confirmed outside since the door was opened",
          intake.id());
    } else {
      empty(intake.id(), intake.vehicle().vin(), portal);
    }
    shut(intake.id(), portal);
  }

  private void begins(String id, @Nullable String portal) {
    Begun.PortalTruth truth = portal(portal);
    if (truth != null) {
      shuttings.putIfAbsent(id, truth.shuttings());
    }
  }

  private Begun.@Nullable PortalTruth portal(@Nullable String id) {
    return id == null ? null : scene().begun().portal(scene().layout().portalIndex(id));
  }

  private void shut(String id, Begun.PortalTruth portal) {
    must(portal.steel().outer().shut(), "the portal is taken from %s, its door is not shut", id);
    must(portal.steel().people() == 0, "the portal is taken from %s, who is still inside", id);
  }

  private void empty(String id, String vin, Begun.PortalTruth portal) {
    PortalSteel steel = portal.steel();
    must(
        steel.stand().car() == null && steel.passing() == null,
        "the portal is taken from %s as empty, %s is still there",
        id,
        vin);
  }

  private void holds(String id, String vin, Begun.PortalTruth portal) {
    Car car = portal.steel().stand().car();
    must(
        car != null && portal.steel().passing() == null,
        "the portal is taken from %s as if %s stood there",
        id,
        vin);
  }
}
