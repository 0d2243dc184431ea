package tower.simulator.serve;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tower.core.Ledger;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.simulator.VirtualTower;
import tower.simulator.plant.Car;
import tower.simulator.plant.PortalSteel;
import tower.simulator.world.World;

/**
 * Customers and drivers: whoever is expected at an open portal comes, does what is to be done and
 * confirms outside, unless a script has said otherwise. Everything here is on the world's thread.
 */
final class Visitors {
  private static final long LOOK_NANOS = World.SECOND / 4;
  private static final long WALK_NANOS = 2 * World.SECOND;
  private static final long DRIVE_NANOS = 4 * World.SECOND;

  /** Somebody who has pressed the button presses again when nothing happens. */
  private static final long PRESS_NANOS = 6 * World.SECOND;

  /** A car that stays half way out until somebody drives on. */
  private static final long FOR_EVER_NANOS = 3650L * 86_400 * World.SECOND;

  /** Words about pickups and intakes that are kept; the oldest are forgotten. */
  private static final int KEPT = 1000;

  private final World world;
  private final VirtualTower tower;
  private final Supplier<Ledger> facts;
  private final Map<String, Word> words = new LinkedHashMap<>();
  private final Set<String> there = new HashSet<>();
  private boolean automatic = true;

  /** What a script has said of somebody. */
  enum What {
    COMES,
    LEAVES_HALF,
    NEVER_COMES
  }

  /**
   * A script's word.
   *
   * @param car what the driver really brings; null for what the tower was told, or for the car that
   *     the tower had before
   */
  record Word(What what, @Nullable Car car) {}

  /**
   * Nobody is on the way.
   *
   * @param facts what the tower shows, or showed last
   */
  Visitors(VirtualTower tower, Supplier<Ledger> facts) {
    this.tower = tower;
    this.facts = facts;
    world = tower.world();
  }

  void begin() {
    world.in(LOOK_NANOS, this::look);
  }

  boolean automatic() {
    return automatic;
  }

  /** Whether those come of whom nothing was said. */
  void automatic(boolean come) {
    automatic = come;
  }

  /** Says of one pickup or intake who comes. */
  void say(String id, Word word) {
    words.remove(id);
    words.put(id, word);
    if (words.size() > KEPT) {
      words.remove(words.keySet().iterator().next());
    }
    if (word.what() == What.COMES) {
      there.remove(id); // whoever was there and left comes again
    }
  }

  private Word word(String id) {
    Word usual = new Word(automatic ? What.COMES : What.NEVER_COMES, null);
    return words.getOrDefault(id, usual);
  }

  private void look() {
    world.in(LOOK_NANOS, this::look);
    Ledger now = facts.get();
    there.removeIf(id -> !expected(id));
    for (Pickup pickup : now.pickups().values()) {
      String portal = pickup.portal();
      if (pickup.state() == PickupState.HANDING_OVER && portal != null) {
        comes(pickup.id(), index -> collect(new Visit(pickup.id(), index)), portal);
      }
    }
    for (Intake intake : now.intakes().values()) {
      String portal = intake.portal();
      if (intake.state().driversPortal() && portal != null) {
        comes(intake.id(), index -> bring(new Visit(intake.id(), index), intake), portal);
      }
    }
  }

  private interface Errand {
    void at(int portal);
  }

  private void comes(String id, Errand errand, String portal) {
    int index = tower.plant().layout().portalIndex(portal);
    boolean opened = steel(index).outer().open();
    if (opened && word(id).what() != What.NEVER_COMES && there.add(id)) {
      world.in(WALK_NANOS, () -> errand.at(index));
    }
  }

  /** Somebody at a portal. */
  private record Visit(String id, int portal) {}

  private PortalSteel steel(int portal) {
    return tower.plant().portals().get(portal);
  }

  private boolean expected(String id) {
    Ledger now = facts.get();
    Pickup pickup = now.pickups().get(id);
    Intake intake = now.intakes().get(id);
    return (pickup != null && pickup.state() == PickupState.HANDING_OVER)
        || (intake != null && intake.state().driversPortal());
  }

  /** Still the one who is waited for, and before an open door. */
  private boolean turn(Visit v) {
    boolean stays = expected(v.id) && steel(v.portal).outer().open();
    if (!stays) {
      there.remove(v.id);
    }
    return stays;
  }

  private void collect(Visit v) {
    if (steel(v.portal).passing() != null) {
      tower.people().driveOn(v.portal, DRIVE_NANOS / 2);
      world.in(DRIVE_NANOS / 2 + WALK_NANOS, () -> confirm(v));
      return;
    }
    if (!turn(v)) {
      return;
    }
    if (steel(v.portal).stand().car() == null) {
      confirm(v);
      return;
    }
    tower.people().enter(v.portal);
    world.in(
        WALK_NANOS,
        () -> {
          tower.people().leave(v.portal); // into the car, where no sensor sees anybody
          driveOut(v);
        });
  }

  private void driveOut(Visit v) {
    boolean half = word(v.id).what() == What.LEAVES_HALF;
    boolean drives = tower.people().driveOut(v.portal, half ? FOR_EVER_NANOS : DRIVE_NANOS);
    if (!drives) {
      there.remove(v.id);
    } else if (!half) {
      world.in(DRIVE_NANOS + WALK_NANOS, () -> confirm(v));
    }
  }

  private void bring(Visit v, Intake intake) {
    if (!turn(v)) {
      return;
    }
    Car car = car(v, intake);
    if (tower.people().driveIn(v.portal, car, DRIVE_NANOS)) {
      world.in(DRIVE_NANOS, () -> getOut(v));
    } else if (car.stand() == steel(v.portal).stand() && steel(v.portal).passing() == null) {
      getOut(v);
    } else {
      there.remove(v.id);
    }
  }

  private Car car(Visit v, Intake intake) {
    Car brought = word(v.id).car();
    return brought != null
        ? brought
        : tower.plant().car(intake.vehicle().vin()).orElseGet(() -> Car.of(intake.vehicle()));
  }

  private boolean refused(Visit v) {
    Intake intake = facts.get().intakes().get(v.id);
    return intake != null && intake.state() == IntakeState.REFUSED;
  }

  private void getOut(Visit v) {
    tower.people().enter(v.portal);
    world.in(
        WALK_NANOS,
        () -> {
          tower.people().leave(v.portal);
          world.in(WALK_NANOS, () -> confirm(v));
        });
  }

  /** Presses until the portal takes it; whose car is refused drives it out and presses again. */
  private void confirm(Visit v) {
    boolean leaves = refused(v) && steel(v.portal).stand().car() != null;
    if (!expected(v.id) || (leaves && word(v.id).what() == What.NEVER_COMES)) {
      there.remove(v.id);
      return;
    }
    if (leaves) {
      collect(v);
      return;
    }
    tower.people().confirm(v.portal);
    world.in(PRESS_NANOS, () -> confirm(v));
  }
}
