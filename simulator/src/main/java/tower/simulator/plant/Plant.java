package tower.simulator.plant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tower.model.Bay;
import tower.model.Layout;
import tower.model.OutputImage;
import tower.model.OutputPoints;
import tower.model.Place;
import tower.model.Portal;
import tower.simulator.plant.Violation.Kind;
import tower.simulator.world.World;

/**
 * The whole tower but the drives: what is, whatever anybody believes. Outputs come in through
 * {@link PlantPins}, torque through {@link Axis}, people through {@link People}.
 */
public final class Plant {
  private final World world;
  private final Layout layout;
  private final List<Stand> stands = new ArrayList<>();
  private final List<PortalSteel> portals = new ArrayList<>();
  private final List<Car> cars = new ArrayList<>();
  private final List<Violation> violations = new ArrayList<>();
  private final List<Runnable> watchers = new ArrayList<>();
  private final Carrier carrier;
  private final SafetyChain chain;
  private final Sensors sensors;
  private OutputImage outputs = OutputImage.OFF;
  private boolean serviceShut = true;
  private boolean keyInMaintenance;
  private boolean resumePressed;
  private boolean askew;

  /** A tower as laid out, empty, everything shut, shuttle and lifter home, latch tripped. */
  public Plant(World world, Layout layout, PlantTraits traits) {
    this.world = world;
    this.layout = layout;
    for (Bay bay : layout.bays()) {
      stands.add(
          new Stand(
              new Place.InBay(bay.id()),
              bay.reach(),
              bay.maxHeightMm(),
              bay.maxLengthMm(),
              bay.maxWidthMm(),
              bay.maxMassKg()));
    }
    for (Portal portal : layout.portals()) {
      Stand stand =
          new Stand(
              new Place.AtPortal(portal.id()),
              portal.reach(),
              portal.maxHeightMm(),
              Integer.MAX_VALUE,
              Integer.MAX_VALUE,
              Integer.MAX_VALUE);
      stands.add(stand);
      portals.add(new PortalSteel(world, this, portals.size(), stand, traits));
    }
    chain = new SafetyChain(world, traits, this::enclosed, this::chainMayHaveChanged);
    sensors = new Sensors(this, layout);
    carrier = new Carrier(world, this, layout, traits);
  }

  /** The world it stands in. */
  public World world() {
    return world;
  }

  /** As built. */
  public Layout layout() {
    return layout;
  }

  /** Axes, shuttle, lifter and the car on them. */
  public Carrier carrier() {
    return carrier;
  }

  /** Contacts, latch, relay, permit. */
  public SafetyChain chain() {
    return chain;
  }

  /** What the sensors see, with their faults. */
  public Sensors sensors() {
    return sensors;
  }

  /** All portals, in the layout's order. */
  public List<PortalSteel> portals() {
    return portals;
  }

  /** Every stand but the carrier's own: the bays, then the portals, in the layout's order. */
  public List<Stand> stands() {
    return stands;
  }

  /** The stand of a bay by its index in the layout. */
  public Stand bay(int index) {
    return stands.get(index);
  }

  /** Every car that was ever here. */
  public List<Car> cars() {
    return cars;
  }

  /** The car with that number. */
  public Optional<Car> car(String vin) {
    return cars.stream().filter(c -> c.vin().equals(vin)).findFirst();
  }

  /** What the steel should never have seen, in the order of time. */
  public List<Violation> violations() {
    return violations;
  }

  /** Calls whenever a fact may have changed: doors, torque, chain, people, cars, crossings. */
  public void onChange(Runnable watcher) {
    watchers.add(watcher);
  }

  /** Where a car is, in the model's words; empty for one that passes a door or has fallen. */
  public Optional<Place> placeOf(Car car) {
    return switch (car.state()) {
      case OUTSIDE -> Optional.of(new Place.Outside());
      case BORNE -> Optional.of(new Place.OnCarrier());
      case STANDING -> Optional.ofNullable(car.stand()).map(Stand::place);
      case PASSING, DROPPED -> Optional.empty();
    };
  }

  /** Puts a car onto a stand at the beginning of a run, or as a technician does by hand. */
  public void put(Car car, Stand stand) {
    Car there = stand.car();
    if (there != null && there != car) {
      throw new IllegalStateException(stand.place().label() + " has " + there.vin());
    }
    takeAway(car);
    stand.hold(car);
    car.put(Car.State.STANDING, stand);
    factsChanged();
  }

  /** The next car that is set down or driven in stands askew, until it is put right. */
  public void nextStandsAskew() {
    askew = true;
  }

  /** The next car is seated well after all. */
  public void nextStandsWell() {
    askew = false;
  }

  /** Somebody puts a car right that stands askew. */
  public void putRight(Car car) {
    car.askew(false);
    factsChanged();
  }

  /** A car has come to stand. */
  void stands(Car car, Stand stand) {
    stand.hold(car);
    car.put(Car.State.STANDING, stand);
    if (askew && stand != carrier.stand()) {
      askew = false;
      car.askew(true);
      world.trace(0x3004, number(stand));
    }
  }

  /** Takes a car out of the tower by hand, or makes it known as one that will come. */
  public void takeAway(Car car) {
    if (!cars.contains(car)) {
      cars.add(car);
    }
    Stand old = car.stand();
    if (old != null && old.car() == car) {
      old.hold(null);
    }
    if (carrier.borne() == car) {
      carrier.bear(null);
    }
    car.put(Car.State.OUTSIDE, null);
    factsChanged();
  }

  /** True while the shaft is closed off everywhere. */
  public boolean enclosed() {
    for (int i = 0; i < portals.size(); i++) {
      if (!portals.get(i).enclosed()) {
        return false;
      }
    }
    return serviceShut;
  }

  /** True while the service opening is closed and locked. */
  public boolean serviceShut() {
    return serviceShut;
  }

  /** True while the key is in maintenance. */
  public boolean keyInMaintenance() {
    return keyInMaintenance;
  }

  /** True while any axis has torque. */
  public boolean anyTorque() {
    for (Axis axis : carrier.axes()) {
      if (axis.torque()) {
        return true;
      }
    }
    return false;
  }

  /** All power fails: torque, relay, doors and lifter stop; outputs are off when it returns. */
  public void powerOff() {
    outputs = OutputImage.OFF;
    chain.powerOff();
  }

  /** The board has no power: its outputs fall, and soon the relay misses the alive output. */
  public void boardOff() {
    chain.permit(false);
    outputs(OutputImage.OFF);
  }

  void serviceOpening(boolean shut) {
    serviceShut = shut;
    chainMayHaveChanged();
  }

  void key(boolean maintenance) {
    keyInMaintenance = maintenance;
    factsChanged();
  }

  void resume(boolean pressed) {
    resumePressed = pressed;
    factsChanged();
  }

  /** True while the resume button is pressed. */
  public boolean resumePressed() {
    return resumePressed;
  }

  /** The outputs as the pins hold them. */
  public OutputImage outputs() {
    return outputs;
  }

  void outputs(OutputImage image) {
    if (image.bits() != outputs.bits()) {
      world.trace(0x5000, image.bits());
      outputs = image;
      applyOutputs();
    }
  }

  void chainMayHaveChanged() {
    chain.tripIfOpen();
    boolean allowed = chain.torqueAllowed();
    for (Axis axis : carrier.axes()) {
      axis.safeTorqueOff(!allowed);
    }
    applyOutputs();
    world.trace(
        0x5001,
        (chain.channelA() ? 1 : 0)
            + (chain.channelB() ? 2 : 0)
            + (chain.latched() ? 4 : 0)
            + (chain.relay() ? 8 : 0)
            + (chain.permit() ? 16 : 0));
    factsChanged();
  }

  void factsChanged() {
    sensors.stale();
    for (int i = 0; i < watchers.size(); i++) {
      watchers.get(i).run();
    }
  }

  void violated(Kind kind, String text) {
    violations.add(new Violation(world.nanos(), kind, text));
    world.trace(0x6000, kind.name().hashCode());
  }

  /** A number for the trace. */
  int number(Stand stand) {
    return stands.indexOf(stand);
  }

  /** True when nothing is between the shaft and the stand. */
  boolean wayInOpen(Stand stand) {
    return portalOf(stand).map(p -> p.inner().open()).orElse(true);
  }

  boolean personIn(Stand stand) {
    return portalOf(stand).map(p -> p.people() > 0).orElse(false);
  }

  /** True while the shuttle is out before this stand, on its side. */
  public boolean shuttleInside(Stand stand) {
    return !carrier.shuttleHome()
        && carrier.before(stand)
        && carrier.axis(tower.model.AxisName.SHUTTLE).position() * stand.shuttleMm() > 0;
  }

  private Optional<PortalSteel> portalOf(Stand stand) {
    return portals.stream().filter(p -> p.stand() == stand).findFirst();
  }

  private void applyOutputs() {
    OutputPoints points = layout.outputs();
    boolean lifting = chain.liftingAllowed();
    carrier
        .lifter()
        .drive(
            lifting && outputs.on(points.lifterUp()), lifting && outputs.on(points.lifterDown()));
    boolean doors = chain.doorsPowered();
    for (int i = 0; i < portals.size(); i++) {
      OutputPoints.OfPortal of = points.portals().get(i);
      PortalSteel portal = portals.get(i);
      portal
          .inner()
          .drive(doors && outputs.on(of.innerOpen()), doors && outputs.on(of.innerClose()));
      portal
          .outer()
          .drive(doors && outputs.on(of.outerOpen()), doors && outputs.on(of.outerClose()));
    }
  }
}
