package tower.simulator.fault;

import java.util.List;
import tower.model.Job;
import tower.model.PickupState;
import tower.model.Place;
import tower.simulator.VirtualTower;
import tower.simulator.check.Scene;
import tower.simulator.plant.Car;
import tower.simulator.plant.Carrier;
import tower.simulator.plant.Door;
import tower.simulator.plant.People;
import tower.simulator.plant.PortalSteel;
import tower.simulator.plant.Stand;
import tower.simulator.scenario.What;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/** What people do to the tower, and the safety chain that they open. */
public final class PeopleFaults implements FaultGroup {
  /** From the portal to the door's leaf. */
  private static final long WALK_NANOS = 5 * World.SECOND;

  private static final long LOOK_NANOS = 500 * World.MS;

  /** Somebody who waits for an open door gives up after so long. */
  private static final long PATIENCE_NANOS = 60 * World.SECOND;

  private final Ground ground;
  private final VirtualTower tower;
  private final World world;
  private final Scene scene;
  private final People people;
  private final Runnable blunder;

  /**
   * The people of a run.
   *
   * @param blunder lets the operator press what nobody asked for
   */
  public PeopleFaults(Ground ground, Runnable blunder) {
    this.ground = ground;
    tower = ground.tower();
    world = ground.world();
    scene = ground.scene();
    people = tower.people();
    this.blunder = blunder;
  }

  @Override
  public boolean begin(What what, long lasts, Chance chance) {
    switch (what) {
      case BLUNDER -> blunder.run();
      case SAFETY_CHAIN -> chain(lasts, chance);
      case CHAIN_BOUNCES -> bounces(chance, 2 + chance.below(12));
      case RESET_EARLY -> resetEarly(lasts, chance);
      case KEY_TURNED -> {
        people.key(true);
        ground.mend(lasts, () -> people.key(false));
      }
      case DOOR_FORCED -> {
        return forced(lasts, chance);
      }
      case PERSON_STAYS -> stays(2 * lasts, chance, world.nanos() + PATIENCE_NANOS);
      case CAR_MOVED_BY_HAND -> {
        return movedByHand(chance);
      }
      default -> throw Faults.notOurs(what);
    }
    return true;
  }

  private void chain(long lasts, Chance chance) {
    switch (chance.below(4)) {
      case 0 -> {
        people.eStop();
        ground.mend(lasts, people::releaseEStop);
      }
      case 1 -> {
        boolean first = chance.below(2) == 0;
        people.contacts(first, !first);
        ground.mend(lasts, people::releaseEStop);
      }
      case 2 -> {
        people.serviceOpening(false);
        ground.mend(lasts, () -> people.serviceOpening(true));
      }
      default -> {
        people.eStop();
        ground.mend(chance.between(1, 200) * World.MS, people::releaseEStop);
      }
    }
  }

  /** Contacts open and close by turns, each by itself, and are closed in the end. */
  private void bounces(Chance chance, int times) {
    if (times == 0) {
      people.releaseEStop();
      return;
    }
    people.contacts(chance.below(2) == 0, chance.below(2) == 0);
    ground.mend(chance.between(1, 50) * World.MS, () -> bounces(chance, times - 1));
  }

  /** Reset and resume with an opening still open, and once more the moment it is shut. */
  private void resetEarly(long lasts, Chance chance) {
    people.serviceOpening(false);
    world.in(lasts / 2, people::reset);
    world.in(lasts / 2 + World.SECOND, people::resume);
    int how = chance.below(3);
    ground.mend(
        lasts + 2 * World.SECOND,
        () -> {
          switch (how) {
            case 0 -> twice();
            case 1 -> leansOnReset();
            default -> leansOnResume();
          }
        });
  }

  private void twice() {
    people.serviceOpening(true);
    people.reset();
    world.in(500 * World.MS, people::reset);
    world.in(600 * World.MS, people::resume);
  }

  /** The button is down when the opening is shut: that is no reset, and no resume may follow it. */
  private void leansOnReset() {
    people.leanOnReset(World.SECOND);
    world.in(200 * World.MS, () -> people.serviceOpening(true));
    world.in(2 * World.SECOND, people::resume);
  }

  /** The button is down when reset is pressed: that is no resume. */
  private void leansOnResume() {
    people.serviceOpening(true);
    people.leanOnResume(3 * World.SECOND);
    world.in(500 * World.MS, people::reset);
  }

  /**
   * A door is forced; through the street's one somebody may come in, but not as fast as the chain
   * stops what moves behind it. What nobody has driven shut by then is pushed shut by hand.
   */
  private boolean forced(long lasts, Chance chance) {
    if (ground.untilNanos() - world.nanos() < WALK_NANOS) {
      return false; // pushed shut at once, it would have been open for no sensor
    }
    int portal = chance.below(tower.plant().portals().size());
    PortalSteel steel = tower.plant().portals().get(portal);
    Door door = chance.below(2) == 0 ? steel.inner() : steel.outer();
    door.force();
    scene.lately().forced(door);
    if (door == steel.outer()) {
      if (chance.below(2) == 0) {
        world.in(chance.between(1500, 3000) * World.MS, () -> comesIn(portal, lasts));
      } else {
        world.in(2 * World.SECOND, () -> drivesOff(portal));
      }
    }
    ground.mend(lasts + WALK_NANOS, () -> pushShut(portal, door));
    return true;
  }

  private void comesIn(int portal, long lasts) {
    if (!tower.plant().portals().get(portal).outer().closed()) {
      people.enter(portal);
      ground.mend(lasts, () -> people.leave(portal));
    }
  }

  /** Whoever has forced the street's door takes the car away that stands there for nobody. */
  private void drivesOff(int portal) {
    PortalSteel steel = tower.plant().portals().get(portal);
    Car car = steel.stand().car();
    boolean alone = steel.people() == 0 && steel.passing() == null && steel.inner().shut();
    if (car != null && alone && !steel.outer().closed() && standsThere(car, steel)) {
      scene.broken().taken(car.vin());
      tower.plant().takeAway(car);
    }
  }

  /** On record, and neither a customer's, a driver's nor on the shuttle at this moment. */
  private boolean standsThere(Car car, PortalSteel steel) {
    Place place = steel.stand().place();
    boolean recorded = place.equals(scene.record().places().get(car.vin()));
    Job job = scene.record().running();
    boolean home = tower.plant().carrier().shuttleHome();
    boolean fetched = job != null && job.vin().equals(car.vin()) && !home;
    boolean visited =
        scene.record().pickups().values().stream()
            .anyMatch(p -> p.state() == PickupState.HANDING_OVER && p.vin().equals(car.vin()));
    return recorded && !fetched && !visited;
  }

  /** Not onto the shuttle: an inner door waits while it is out in this very portal. */
  private void pushShut(int portal, Door door) {
    PortalSteel steel = tower.plant().portals().get(portal);
    boolean forced = !door.closed() && !door.open() && !door.moving();
    // With both doors open the chain is open too, and a shuttle that is out elsewhere stays there.
    boolean free = steel.passing() == null && !tower.plant().shuttleInside(steel.stand());
    if (forced && (door == steel.outer() || free)) {
      door.pushShut();
    } else if (forced) {
      world.in(WALK_NANOS, () -> pushShut(portal, door));
    }
  }

  /** Whoever finds an open door goes in and does not come out for a while. */
  private void stays(long lasts, Chance chance, long untilNanos) {
    for (int portal = 0; portal < tower.plant().portals().size(); portal++) {
      if (tower.plant().portals().get(portal).outer().open()) {
        int there = portal;
        people.enter(there);
        ground.mend(lasts, () -> people.leave(there));
        return;
      }
    }
    if (world.nanos() < Math.min(untilNanos, ground.untilNanos())) {
      world.in(LOOK_NANOS, () -> stays(lasts, chance, untilNanos));
    }
  }

  /**
   * A technician opens the tower, puts a car into another bay or onto the carrier and does not say
   * so. The wires of neither bay may be broken: bay sensors are all that can tell.
   */
  private boolean movedByHand(Chance chance) {
    List<Stand> bays =
        tower.plant().stands().stream().filter(s -> s.place() instanceof Place.InBay).toList();
    List<Stand> full = bays.stream().filter(this::atRest).toList();
    List<Stand> empty = bays.stream().filter(s -> s.car() == null).toList();
    if (full.isEmpty() || empty.isEmpty()) {
      return false;
    }
    Stand from = full.get(chance.below(full.size()));
    Stand to = empty.get(chance.below(empty.size()));
    if (!ground.atlas().take(point(from))) {
      return false;
    }
    if (!ground.atlas().take(point(to))) {
      ground.atlas().giveBack(point(from));
      return false;
    }
    people.key(true);
    people.serviceOpening(false);
    long walks = chance.between(1000, 10_000) * World.MS;
    boolean onto = chance.below(4) == 0;
    world.in(walks, () -> carry(from, onto ? tower.plant().carrier().stand() : to, to));
    return true;
  }

  /** What is in transfer, or being looked for, nobody moves in silence. */
  private boolean atRest(Stand stand) {
    Car car = stand.car();
    Place recorded = car == null ? null : scene.record().places().get(car.vin());
    return car != null && (recorded == null || recorded.equals(stand.place()));
  }

  private int point(Stand bay) {
    if (bay.place() instanceof Place.InBay in) {
      return tower.plant().layout().inputs().bays().get(tower.plant().layout().bayIndex(in.bay()));
    }
    throw new IllegalArgumentException(bay.place().label() + " is no bay");
  }

  /** Only where nothing of the machine is in the way, and never for a place that is too small. */
  private void carry(Stand from, Stand to, Stand bay) {
    Car car = from.car();
    Carrier carrier = tower.plant().carrier();
    // Onto the carrier only when it is nobody's: what a job fetches is taken for its car.
    boolean free =
        to != carrier.stand()
            || (carrier.borne() == null
                && carrier.lifter().down()
                && scene.record().running() == null);
    if (car != null && to.car() == null && free && carrier.shuttleHome() && to.fits(car)) {
      scene.broken().movedByHand(car.vin());
      scene.lately().lies(point(from));
      scene.lately().lies(point(bay));
      tower.plant().put(car, to);
    } else {
      ground.atlas().giveBack(point(from));
      ground.atlas().giveBack(point(bay));
    }
    world.in(
        World.SECOND,
        () -> {
          people.serviceOpening(true);
          people.key(false);
        });
  }
}
