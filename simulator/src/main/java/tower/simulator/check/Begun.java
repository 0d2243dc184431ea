package tower.simulator.check;

import java.util.List;
import tower.model.OutputPoints;
import tower.simulator.plant.Axis;
import tower.simulator.plant.Door;
import tower.simulator.plant.Plant;
import tower.simulator.plant.PortalSteel;
import tower.simulator.world.World;

/**
 * What has begun since the instant before: axes, lifter and doors that set out, and whose portal
 * was confirmed. Several checkers ask the same; it is found out once.
 */
final class Begun {
  /**
   * A door that is forced so soon after it has shut was not seen shut: to whoever closes it, it has
   * been on its way all the time.
   */
  private static final long SEEN_NANOS = 100 * World.MS;

  private final World world;
  private final Plant plant;
  private final boolean[] axisMoved;
  private final boolean[] axisBegins;
  private final PortalTruth[] portals;
  private boolean lifterMoved;
  private boolean lifterBegins;
  private boolean anything;

  Begun(World world, Plant plant) {
    this.world = world;
    this.plant = plant;
    axisMoved = new boolean[plant.carrier().axes().size()];
    axisBegins = new boolean[axisMoved.length];
    portals = new PortalTruth[plant.portals().size()];
    for (int i = 0; i < portals.length; i++) {
      portals[i] = new PortalTruth(plant.portals().get(i));
    }
  }

  /** Called once whenever the steel has changed, before anybody asks. */
  void look() {
    anything = false;
    List<Axis> axes = plant.carrier().axes();
    for (int i = 0; i < axisMoved.length; i++) {
      boolean now = axes.get(i).moving() && axes.get(i).torque();
      axisBegins[i] = now && !axisMoved[i];
      axisMoved[i] = now;
      anything |= axisBegins[i];
    }
    boolean lifter = plant.carrier().lifter().moving();
    lifterBegins = lifter && !lifterMoved;
    lifterMoved = lifter;
    anything |= lifterBegins;
    for (int i = 0; i < portals.length; i++) {
      OutputPoints.OfPortal points = plant.layout().outputs().portals().get(i);
      portals[i].look(
          plant.outputs().on(points.innerOpen()),
          plant.outputs().on(points.outerOpen()),
          world.nanos());
      anything |= portals[i].innerBegins();
    }
  }

  /** True when the carrier, its lifter or an inner door has begun to move. */
  boolean anything() {
    return anything;
  }

  /** True when the axis of that number has begun to move under torque. */
  boolean axis(int number) {
    return axisBegins[number];
  }

  /** True when the lifter has begun to move. */
  boolean lifter() {
    return lifterBegins;
  }

  /** True while an axis moves under torque, or the lifter does. */
  boolean anythingMoves() {
    for (boolean moved : axisMoved) {
      if (moved) {
        return true;
      }
    }
    return lifterMoved;
  }

  /** A portal by its number. */
  PortalTruth portal(int number) {
    return portals[number];
  }

  /** One portal as people see it who stand in front of it. */
  static final class PortalTruth {
    private final PortalSteel steel;
    private boolean innerWasLocked = true;
    private boolean outerWasLocked = true;
    private boolean innerMoved;
    private boolean outerOpened;
    private boolean outerWasShut = true;
    private long shutSince = Long.MIN_VALUE / 2;
    private boolean innerUnlocked;
    private boolean innerBegins;
    private boolean outerUnlocked;
    private boolean confirmed;
    private int shuttings;

    PortalTruth(PortalSteel steel) {
      this.steel = steel;
    }

    private void look(boolean innerDriven, boolean outerDriven, long nowNanos) {
      Door inner = steel.inner();
      innerUnlocked = innerWasLocked && !inner.locked() && innerDriven;
      boolean innerMoves = inner.moving();
      innerBegins = innerUnlocked || (innerMoves && !innerMoved);
      innerWasLocked = inner.locked();
      innerMoved = innerMoves;
      Door outer = steel.outer();
      outerUnlocked = outerWasLocked && !outer.locked() && outerDriven;
      outerWasLocked = outer.locked();
      boolean shut = outer.shut();
      boolean opens = outer.moving() && !outer.closing();
      boolean wasSeenShut = outerWasShut && nowNanos - shutSince >= SEEN_NANOS;
      boolean opened = (wasSeenShut && !shut) || (opens && !outerOpened);
      outerOpened = opens;
      if (shut && !outerWasShut) {
        shuttings++;
        shutSince = nowNanos;
      }
      outerWasShut = shut;
      boolean empty = steel.people() == 0 && steel.passing() == null;
      if (opened || !empty) {
        confirmed = false;
      } else if (steel.confirmPressed()) {
        confirmed = true;
      }
    }

    /** The portal itself. */
    PortalSteel steel() {
      return steel;
    }

    /** True when the controller has just withdrawn the inner door's bolt. */
    boolean innerUnlocked() {
      return innerUnlocked;
    }

    /** True when the inner door has just begun to move, or its bolt has. */
    boolean innerBegins() {
      return innerBegins;
    }

    /** True when the controller has just withdrawn the outer door's bolt. */
    boolean outerUnlocked() {
      return outerUnlocked;
    }

    /**
     * True when somebody has pressed the button outside while nobody was in the portal, and neither
     * was the outer door opened since nor did anybody go in.
     */
    boolean confirmed() {
      return confirmed;
    }

    /** How often the outer door was shut and bolted. */
    int shuttings() {
      return shuttings;
    }
  }
}
