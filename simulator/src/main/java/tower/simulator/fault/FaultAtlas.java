package tower.simulator.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tower.model.AxisName;
import tower.model.Layout;
import tower.model.Points;
import tower.simulator.plant.Door;
import tower.simulator.plant.Plant;
import tower.simulator.plant.PortalSteel;

/**
 * Keeps a run fair: which witness may break, how, and which must stay sound meanwhile. A fact of
 * the tower has two unlike witnesses; never are both broken at once, because no controller could
 * know better then. What is broken is given back when it is mended.
 */
final class FaultAtlas {
  private final Plant plant;
  private final Points points;
  private final List<Set<Integer>> pairs = new ArrayList<>();
  private final Set<Integer> buttons = new TreeSet<>();
  private final Set<Integer> fields = new TreeSet<>();
  private final Set<Integer> locks = new TreeSet<>();
  private final Set<Integer> broken = new TreeSet<>();

  FaultAtlas(Plant plant) {
    this.plant = plant;
    Layout layout = plant.layout();
    points = layout.inputs();
    pair(points.chainA(), points.chainB(), points.doorsLocked());
    pair(points.carrierLoad(), points.carrierBeam());
    pair(points.lifterUp(), points.lifterDown());
    pair(points.shuttleHome(), encoder(AxisName.SHUTTLE));
    pair(points.carrierLevel(), encoder(AxisName.LIFT));
    for (Points.OfPortal p : points.portals()) {
      pair(p.innerClosed(), p.innerLocked(), p.innerOpen());
      pair(p.outerClosed(), p.outerLocked(), p.outerOpen());
      pair(p.carFloor(), p.carBeam());
      locks.add(p.outerLocked());
      buttons.add(p.confirm());
      fields.add(p.fieldClear());
    }
    buttons.add(points.reset());
    buttons.add(points.resume());
  }

  private void pair(int... witnesses) {
    Set<Integer> set = new TreeSet<>();
    for (int witness : witnesses) {
      set.add(witness);
    }
    pairs.add(set);
  }

  /** The encoder of an axis is a witness too: a number that no point has. */
  static int encoder(AxisName axis) {
    return switch (axis) {
      case LIFT -> -101;
      case SHUTTLE -> -102;
      case TURN -> -103;
      case TRAVERSE -> -104;
    };
  }

  /** Every point that may break in some way: all but the key, which has no second witness. */
  List<Integer> breakable() {
    List<Integer> all = new ArrayList<>();
    for (int point = 0; point < points.names().size(); point++) {
      if (point != points.key()) {
        all.add(point);
      }
    }
    return all;
  }

  /** True for the sensor of a bay. */
  boolean ofBay(int point) {
    return points.bays().contains(point);
  }

  /**
   * True when the point may be stuck at a level.
   *
   * <p>A button that reads on is a person's act, and a field that reads clear stands alone against
   * a visitor who confirms too early: both break to off only. So does the street door's lock, whose
   * contact is opened by the bolt itself (ISO 14119). An end switch sticks at on only while what it
   * watches rests: sticking in the very seconds of the way it looks like an arrival, which is why
   * every way begins with a look at the switch of its other end.
   */
  boolean mayStick(int point, boolean at) {
    if (!at) {
      return true;
    }
    boolean safe = buttons.contains(point) || fields.contains(point) || locks.contains(point);
    return !safe && !underWay(point);
  }

  /** True when the point may read anything now and then: not what a person's act stands on. */
  boolean mayFlicker(int point) {
    return !buttons.contains(point) && !fields.contains(point);
  }

  private boolean underWay(int point) {
    if (point == points.lifterUp() || point == points.lifterDown()) {
      return plant.carrier().lifter().moving();
    }
    for (int i = 0; i < points.portals().size(); i++) {
      Points.OfPortal p = points.portals().get(i);
      PortalSteel steel = plant.portals().get(i);
      boolean inner =
          point == p.innerOpen() || point == p.innerClosed() || point == p.innerLocked();
      boolean outer =
          point == p.outerOpen() || point == p.outerClosed() || point == p.outerLocked();
      Door door = inner ? steel.inner() : steel.outer();
      if ((inner || outer) && door.underWay()) {
        return true;
      }
    }
    return false;
  }

  /** Takes a witness to break it; false when it or its partner is broken already. */
  boolean take(int witness) {
    if (broken.contains(witness)) {
      return false;
    }
    for (Set<Integer> pair : pairs) {
      if (pair.contains(witness) && pair.stream().anyMatch(broken::contains)) {
        return false;
      }
    }
    broken.add(witness);
    return true;
  }

  /** The witness is sound again. */
  void giveBack(int witness) {
    broken.remove(witness);
  }
}
