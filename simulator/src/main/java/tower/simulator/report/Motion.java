package tower.simulator.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tower.simulator.VirtualTower;
import tower.simulator.hunt.Onlooker;
import tower.simulator.hunt.SeedReport;
import tower.simulator.line.LineWatch;
import tower.simulator.plant.Axis;
import tower.simulator.plant.Car;
import tower.simulator.plant.Carrier;
import tower.simulator.plant.Door;
import tower.simulator.plant.Plant;
import tower.simulator.plant.PortalSteel;
import tower.simulator.plant.SafetyChain;
import tower.simulator.scenario.Scenario;
import tower.simulator.world.World;

/**
 * What the steel looks like over time: the tower's picture can be drawn from it at any instant.
 * What moves on a curve is looked at whenever something is on the wire, which sets no timer.
 */
final class Motion implements Onlooker, LineWatch {
  private static final long SAMPLE_NANOS = 150 * World.MS;
  private static final int NOBODY = -1;

  private final List<Track> axes = new ArrayList<>();
  private final List<Track> moving = new ArrayList<>();
  private final Track lifter = new Track();
  private final Track borne = new Track();
  private final Track chain = new Track();
  private final Track alive = new Track();
  private final List<Track> doors = new ArrayList<>();
  private final List<Track> locks = new ArrayList<>();
  private final List<Track> people = new ArrayList<>();
  private final List<Track> passing = new ArrayList<>();
  private final List<Track> stands = new ArrayList<>();
  private final List<String> cars = new ArrayList<>();
  private final Map<Car, Integer> numbers = new HashMap<>();
  private @Nullable Plant plant;
  private long sampledAt;

  @Override
  public void begins(VirtualTower tower, Scenario scenario) {
    Plant steel = tower.plant();
    plant = steel;
    fill(axes, steel.carrier().axes().size());
    fill(moving, steel.carrier().axes().size());
    fill(doors, 2 * steel.portals().size());
    fill(locks, 2 * steel.portals().size());
    fill(people, steel.portals().size());
    fill(passing, steel.portals().size());
    fill(stands, steel.stands().size());
    alive.at(0, 0);
    steel.onChange(this::look);
    tower.wire().watch(this);
    look();
  }

  private static void fill(List<Track> tracks, int count) {
    for (int i = 0; i < count; i++) {
      tracks.add(new Track());
    }
  }

  @Override
  public void request(long nanos, byte[] bytes, int length) {
    if (plant != null && nanos - sampledAt >= SAMPLE_NANOS) {
      curves(plant, nanos);
    }
  }

  @Override
  public void lifeBegan() {
    life(1);
  }

  @Override
  public void lifeEnded() {
    life(0);
  }

  private void life(int value) {
    if (plant != null) {
      alive.at(plant.world().nanos(), value);
    }
  }

  @Override
  public void over(SeedReport report) {
    look();
  }

  private void look() {
    Plant steel = plant;
    if (steel == null) {
      return;
    }
    long now = steel.world().nanos();
    curves(steel, now);
    Carrier carrier = steel.carrier();
    for (int i = 0; i < axes.size(); i++) {
      moving.get(i).at(now, carrier.axes().get(i).moving() ? 1 : 0);
    }
    borne.at(now, number(carrier.borne() == null ? carrier.stand().car() : carrier.borne()));
    for (int i = 0; i < stands.size(); i++) {
      stands.get(i).at(now, number(steel.stands().get(i).car()));
    }
    for (int i = 0; i < people.size(); i++) {
      PortalSteel portal = steel.portals().get(i);
      people.get(i).at(now, portal.people());
      passing.get(i).at(now, number(portal.passing()));
      locks.get(2 * i).at(now, portal.inner().locked() ? 1 : 0);
      locks.get(2 * i + 1).at(now, portal.outer().locked() ? 1 : 0);
    }
    chain.at(now, bits(steel.chain()));
  }

  /** What lies between two changes. */
  private void curves(Plant steel, long now) {
    sampledAt = now;
    for (int i = 0; i < axes.size(); i++) {
      Axis axis = steel.carrier().axes().get(i);
      axes.get(i).through(now, Math.rint(axis.position()));
    }
    lifter.through(now, rounded(steel.carrier().lifter().height()));
    for (int i = 0; i < people.size(); i++) {
      PortalSteel portal = steel.portals().get(i);
      doors.get(2 * i).through(now, opening(portal.inner()));
      doors.get(2 * i + 1).through(now, opening(portal.outer()));
    }
  }

  private static double opening(Door door) {
    return rounded(door.opening());
  }

  private static double rounded(double share) {
    return Math.round(share * 100) / 100.0;
  }

  private static int bits(SafetyChain chain) {
    return (chain.channelA() && chain.channelB() ? 1 : 0)
        + (chain.latched() ? 2 : 0)
        + (chain.relay() ? 4 : 0)
        + (chain.permit() ? 8 : 0);
  }

  private int number(@Nullable Car car) {
    if (car == null) {
      return NOBODY;
    }
    return numbers.computeIfAbsent(
        car,
        c -> {
          cars.add(c.vin());
          return cars.size() - 1;
        });
  }

  /** Positions, in the layout's order of axes. */
  List<Track> axes() {
    return axes;
  }

  /** 1 while the axis moves. */
  List<Track> moving() {
    return moving;
  }

  /** 0 down, 1 up. */
  Track lifter() {
    return lifter;
  }

  /** Number of the car on the carrier, -1 for none. */
  Track borne() {
    return borne;
  }

  /** 1 closed, 2 latched, 4 relay, 8 permit. */
  Track chain() {
    return chain;
  }

  /** 1 while a process lives. */
  Track alive() {
    return alive;
  }

  /** Opening of the doors, inner and outer of each portal. */
  List<Track> doors() {
    return doors;
  }

  /** 1 while the door is locked. */
  List<Track> locks() {
    return locks;
  }

  /** People in each portal. */
  List<Track> people() {
    return people;
  }

  /** Number of the car that passes the outer door, -1 for none. */
  List<Track> passing() {
    return passing;
  }

  /** Number of the car on each stand, -1 for none. */
  List<Track> stands() {
    return stands;
  }

  /** VINs by number. */
  List<String> cars() {
    return cars;
  }
}
