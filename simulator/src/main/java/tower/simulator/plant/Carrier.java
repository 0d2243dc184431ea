package tower.simulator.plant;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tower.model.AxisName;
import tower.model.AxisSpec;
import tower.model.Layout;
import tower.model.Place;
import tower.simulator.plant.Violation.Kind;
import tower.simulator.world.Timer;
import tower.simulator.world.World;

/**
 * The carrier: its axes, the lifter on the shuttle, the car that it bears, and what it runs into.
 *
 * <p>A car is handed over where the shuttle stands at a stand: half way up the lifter takes it,
 * half way down it gives it. What the shuttle passes on its way is looked at when it passes.
 */
public final class Carrier implements AxisWatch {
  /** The shuttle counts as home this near to it, mm. */
  static final double HOME_MM = 10;

  /** A hand-over works when the shuttle is this near to the stand, mm. */
  private static final double HAND_OVER_MM = 30;

  private final World world;
  private final Plant plant;
  private final List<Axis> axes = new ArrayList<>();
  private final Axis shuttle;
  private final Axis lift;
  private final Lifter lifter;
  private final Stand own;
  private final Timer passing;
  private final double shortestMm;
  private final int[] landings;
  private double passingAt;
  private @Nullable Car borne;

  Carrier(World world, Plant plant, Layout layout, PlantTraits traits) {
    this.world = world;
    this.plant = plant;
    for (AxisSpec spec : layout.axes()) {
      axes.add(new Axis(world, spec, this));
    }
    shuttle = axis(AxisName.SHUTTLE);
    lift = axis(AxisName.LIFT);
    lifter = new Lifter(world, traits, this::lifterChanged, this::take, this::give);
    own = new Stand(new Place.OnCarrier(), null, 9999, 9999, 9999, 9999);
    passing = world.timer(this::passed);
    shortestMm = plant.stands().stream().mapToInt(s -> Math.abs(s.shuttleMm())).min().orElse(1);
    landings =
        plant.stands().stream()
            .mapToInt(s -> s.setpoint(AxisName.LIFT))
            .distinct()
            .sorted()
            .toArray();
  }

  /** All axes, in the layout's order. */
  public List<Axis> axes() {
    return axes;
  }

  /** The axis of that name. */
  public Axis axis(AxisName name) {
    return axes.stream().filter(a -> a.name() == name).findFirst().orElseThrow();
  }

  /** The lifter on the shuttle. */
  public Lifter lifter() {
    return lifter;
  }

  /** The carrier's own stand. */
  public Stand stand() {
    return own;
  }

  /** The car on the raised lifter, null for none. */
  public @Nullable Car borne() {
    return borne;
  }

  /** True while the shuttle is between the sides. */
  public boolean shuttleHome() {
    return Math.abs(shuttle.position()) <= HOME_MM;
  }

  /** True within so many mm of a landing. */
  public boolean level(double windowMm) {
    double at = lift.position();
    for (int landing : landings) {
      if (Math.abs(at - landing) <= windowMm) {
        return true;
      }
    }
    return false;
  }

  /**
   * Largest deviation of lift, turntable and traverse from a stand, in windows of 1 mm or 0.1
   * degree.
   */
  public double deviation(Stand stand) {
    double worst = 0;
    for (Axis axis : axes) {
      if (axis != shuttle) {
        double unit = axis.name() == AxisName.TURN ? 100 : 1;
        worst = Math.max(worst, Math.abs(axis.position() - stand.setpoint(axis.name())) / unit);
      }
    }
    return worst;
  }

  /** True while the carrier stands where this stand could be served, roughly. */
  public boolean before(Stand stand) {
    return deviation(stand) <= 30;
  }

  /** True while a car on the carrier is in front of the light barrier over it. */
  public boolean carOverCarrier() {
    return own.car() != null || (borne != null && Math.abs(shuttle.position()) < 0.6 * shortestMm);
  }

  /**
   * True while the borne car reaches out of the carrier: nearer than 0.4 of the shortest way it is
   * in no stand's space.
   */
  boolean borneCarOut() {
    return borne != null && Math.abs(shuttle.position()) > 0.39 * shortestMm;
  }

  /** True while the borne car is within a stand's space. */
  public boolean borneCarIn(Stand stand) {
    return borne != null
        && Math.abs(shuttle.position() - stand.shuttleMm()) < 0.6 * shortestMm
        && before(stand);
  }

  /** The stand at which the shuttle is, null for none. */
  public @Nullable Stand standAtShuttle() {
    if (Math.abs(shuttle.position()) <= HAND_OVER_MM) {
      return own;
    }
    for (Stand stand : plant.stands()) {
      if (Math.abs(shuttle.position() - stand.shuttleMm()) <= HAND_OVER_MM && before(stand)) {
        return stand;
      }
    }
    return null;
  }

  /** True while any axis moves. */
  boolean moving() {
    for (int i = 0; i < axes.size(); i++) {
      if (axes.get(i).moving()) {
        return true;
      }
    }
    return false;
  }

  void bear(@Nullable Car car) {
    borne = car;
    if (car != null) {
      car.put(Car.State.BORNE, null);
    }
  }

  @Override
  public void axisChanged(Axis axis, AxisEvent event) {
    switch (event) {
      case STARTED -> started(axis);
      case END_STOP -> plant.violated(Kind.END_STOP, axis.name().key() + " ran into its end");
      case TORQUE_ON, TORQUE_OFF, STOPPED -> {}
    }
    if (axis == shuttle) {
      watchShuttle();
    }
    plant.factsChanged();
  }

  @Override
  public void courseChanged(Axis axis) {
    if (axis == shuttle) {
      watchShuttle();
    }
  }

  private void started(Axis axis) {
    if (axis != shuttle) {
      if (!shuttleHome()) {
        Kind kind =
            axis.torque() ? Kind.CARRIER_MOVED_SHUTTLE_OUT : Kind.CARRIER_SLIPPED_SHUTTLE_OUT;
        plant.violated(
            kind, axis.name().key() + " moves, shuttle at " + Math.round(shuttle.position()));
      }
      return;
    }
    for (Axis other : axes) {
      if (other != shuttle && other.moving()) {
        plant.violated(Kind.SHUTTLE_MOVED_CARRIER_MOVING, other.name().key() + " is moving");
      }
    }
    checkLifterStands();
  }

  private void checkLifterStands() {
    if (shuttle.moving() && (lifter.moving() || !(lifter.up() || lifter.down()))) {
      plant.violated(
          Kind.SHUTTLE_MOVED_LIFTER_BETWEEN,
          "lifter at " + Math.round(lifter.height() * 100) + " % while the shuttle moves");
    }
  }

  private void lifterChanged() {
    checkLifterStands();
    plant.factsChanged();
  }

  private void take() {
    Stand stand = standAtShuttle();
    Car car = stand == null ? null : stand.car();
    if (stand != null && car != null) {
      stand.hold(null);
      bear(car);
      world.trace(0x3001, plant.number(stand));
    }
  }

  private void give() {
    Car car = borne;
    if (car == null) {
      return;
    }
    bear(null);
    Stand stand = standAtShuttle();
    if (stand == null || stand.car() != null) {
      car.put(Car.State.DROPPED, null);
      plant.violated(
          Kind.CAR_DROPPED,
          car.vin()
              + (stand == null
                  ? " where no stand is"
                  : " onto the car at " + stand.place().label()));
    } else {
      plant.stands(car, stand);
    }
    world.trace(0x3002, stand == null ? -1 : plant.number(stand));
  }

  /** Sets the timer to the next place on the shuttle's way where something is to be looked at. */
  private void watchShuttle() {
    long first = World.NEVER;
    if (shuttle.moving()) {
      for (int side = -1; side <= 1; side += 2) {
        first = earlier(first, side * HOME_MM);
        first = earlier(first, side * shortestMm * 0.3);
      }
      for (Stand stand : plant.stands()) {
        if (before(stand)) {
          first = earlier(first, entry(stand, true));
          first = earlier(first, entry(stand, false));
        }
      }
    }
    passing.set(first);
  }

  private long earlier(long first, double position) {
    long time = shuttle.reaches(position);
    boolean there = Math.abs(shuttle.position() - position) < 1e-3; // has just been passed
    if (time < first && !there) {
      passingAt = position;
      return time;
    }
    return first;
  }

  /** Where a car on the shuttle begins to be within a stand's space, on its way out or home. */
  private double entry(Stand stand, boolean outwards) {
    double mm = stand.shuttleMm();
    return mm - Math.copySign(0.4 * shortestMm, outwards ? mm : -mm);
  }

  private void passed() {
    double at = passingAt;
    boolean outwards = at * shuttle.speed() > 0;
    if (outwards && Math.abs(at) == shortestMm * 0.3) {
      leavesCarrier(at);
    } else {
      entersStand(at, outwards);
    }
    world.trace(0x3003, Math.round(at));
    watchShuttle();
    plant.factsChanged();
  }

  private void leavesCarrier(double at) {
    Stand first = null;
    for (Stand stand : plant.stands()) {
      if (before(stand) && stand.shuttleMm() * at > 0) {
        first = first == null ? stand : first;
        if (deviation(stand) > 15) {
          plant.violated(Kind.SHUTTLE_INTO_STEEL, "carrier askew at " + stand.place().label());
        }
      }
    }
    if (first == null) {
      plant.violated(
          Kind.SHUTTLE_INTO_STEEL, "no place there, lift at " + Math.round(lift.position()));
    } else if (!plant.wayInOpen(first)) {
      plant.violated(Kind.SHUTTLE_INTO_STEEL, "inner door of " + first.place().label());
    } else if (plant.personIn(first)) {
      plant.violated(Kind.PERSON_IN_MOTION, "person in " + first.place().label());
    }
  }

  private void entersStand(double at, boolean outwards) {
    for (Stand stand : plant.stands()) {
      if (!before(stand) || entry(stand, outwards) != at) {
        continue;
      }
      Car there = stand.car();
      if (there != null && borne != null) {
        plant.violated(Kind.CAR_INTO_CAR, borne.vin() + " into " + stand.place().label());
      } else if (there != null && !lifter.down()) {
        plant.violated(
            Kind.SHUTTLE_INTO_STEEL, "raised lifter into the car at " + stand.place().label());
      } else if (borne != null && !stand.fits(borne)) {
        plant.violated(Kind.CAR_DOES_NOT_FIT, borne.vin() + " in " + stand.place().label());
      }
    }
  }
}
