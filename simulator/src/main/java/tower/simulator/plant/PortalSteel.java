package tower.simulator.plant;

import org.jspecify.annotations.Nullable;
import tower.simulator.plant.Violation.Kind;
import tower.simulator.world.Timer;
import tower.simulator.world.World;

/** One portal: its doors, its stand, and who and what is in it. */
public final class PortalSteel {
  /** A tenth of a leaf's way: before that no car that drives under it is touched. */
  private static final long TURN_BACK_NANOS = 300 * World.MS;

  private final World world;
  private final Plant plant;
  private final int index;
  private final Stand stand;
  private final Door inner;
  private final Door outer;
  private int people;
  private boolean confirmPressed;
  private @Nullable Car passing;
  private boolean passingBeforeHalf;
  private final Timer squeeze;

  PortalSteel(World world, Plant plant, int index, Stand stand, PlantTraits traits) {
    this.world = world;
    this.plant = plant;
    this.index = index;
    this.stand = stand;
    squeeze = world.timer(this::squeezed);
    inner = new Door(world, traits, () -> doorChanged(0));
    outer = new Door(world, traits, () -> doorChanged(1));
  }

  /** The door toward the shaft. */
  public Door inner() {
    return inner;
  }

  /** The door toward the street. */
  public Door outer() {
    return outer;
  }

  /** Where the car stands. */
  public Stand stand() {
    return stand;
  }

  /** How many people are in the portal. */
  public int people() {
    return people;
  }

  /** The car that is driving in or out, null for none. */
  public @Nullable Car passing() {
    return passing;
  }

  /** True while the shaft is closed off here: one of the doors is a wall. */
  public boolean enclosed() {
    return inner.shut() || outer.shut();
  }

  /** True while the button outside is pressed. */
  public boolean confirmPressed() {
    return confirmPressed;
  }

  void confirm(boolean pressed) {
    confirmPressed = pressed;
    plant.factsChanged();
  }

  void people(int count) {
    people = count;
    world.trace(0x4000 + index, count);
    plant.factsChanged();
  }

  /** True while a car's weight is on the floor. */
  boolean weightOnFloor() {
    return stand.car() != null || (passing != null && passingBeforeHalf);
  }

  /** A car begins to drive in or out, has passed half of the doorway, or is through (null). */
  void passing(@Nullable Car car, boolean weightInside) {
    passing = car;
    passingBeforeHalf = weightInside;
    world.trace(0x4010 + index, (car == null ? 0 : 1) + (weightInside ? 2 : 0));
    mayBeSqueezed();
    plant.factsChanged();
  }

  /** Car and leaf can set out at the same instant; the leaf has a moment to turn back. */
  private void mayBeSqueezed() {
    if (passing == null || !outer.closing()) {
      squeeze.cancel();
    } else if (!squeeze.pending()) {
      squeeze.set(world.nanos() + TURN_BACK_NANOS);
    }
  }

  private void squeezed() {
    Car car = passing;
    if (car != null && outer.closing()) {
      plant.violated(Kind.DOOR_ON_CAR, car.vin() + " under the outer door of " + label());
    }
  }

  private void doorChanged(int which) {
    Door door = which == 0 ? inner : outer;
    world.trace(
        0x4020 + index * 2 + which,
        Math.round(door.opening() * 1000) * 4 + (door.locked() ? 1 : 0) + (door.closing() ? 2 : 0));
    mayBeSqueezed();
    if (which == 0 && inner.closing() && plant.shuttleInside(stand)) {
      plant.violated(Kind.DOOR_ON_SHUTTLE, "inner door of " + label());
    }
    plant.chainMayHaveChanged();
  }

  private String label() {
    return stand.place().label();
  }
}
