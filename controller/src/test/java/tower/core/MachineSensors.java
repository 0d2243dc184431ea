package tower.core;

import tower.model.AxisName;
import tower.model.Bay;
import tower.model.Layout;
import tower.model.Place;
import tower.model.Points;
import tower.model.Portal;
import tower.model.Reach;

/** What the sensors of a machine say when they work: each follows from where things are. */
final class MachineSensors {
  private final Layout layout;
  private final Machine m;

  MachineSensors(Layout layout, Machine machine) {
    this.layout = layout;
    m = machine;
  }

  /** What a working sensor of this point says. */
  boolean reads(int point) {
    Points p = layout.inputs();
    int bay = p.bays().indexOf(point);
    if (bay >= 0) {
      Bay b = layout.bays().get(bay);
      return m.at(new Place.InBay(b.id())) != null || over(b.reach());
    }
    for (int i = 0; i < p.portals().size(); i++) {
      Points.OfPortal q = p.portals().get(i);
      if (point >= q.innerClosed() && point <= q.confirm()) {
        return reads(layout.portals().get(i), q, point);
      }
    }
    return shaft(p, point);
  }

  /** A light barrier cannot tell whether the car in it stands or hangs. */
  private boolean over(Reach reach) {
    return m.borne != null && m.isAt(reach, 1000);
  }

  private boolean shaft(Points p, int point) {
    boolean home = Math.abs(m.axis(AxisName.SHUTTLE).position) <= 5;
    if (point == p.chainA() || point == p.chainB()) {
      return !m.emergency;
    } else if (point == p.key()) {
      return m.key;
    } else if (point == p.doorsLocked()) {
      return m.enclosed();
    } else if (point == p.serviceLocked()) {
      return true;
    } else if (point == p.shuttleHome()) {
      return home;
    } else if (point == p.carrierLevel()) {
      int lift = m.axis(AxisName.LIFT).position;
      return layout.bays().stream().anyMatch(b -> Math.abs(b.reach().liftMm() - lift) <= 10);
    } else if (point == p.carrierLoad()) {
      return m.borne != null;
    } else if (point == p.carrierBeam()) {
      return m.borne != null && Math.abs(m.axis(AxisName.SHUTTLE).position) < 1_500;
    } else if (point == p.lifterUp()) {
      return m.lifter == Machine.Lifter.UP;
    } else if (point == p.lifterDown()) {
      return m.lifter == Machine.Lifter.DOWN;
    }
    return m.pressed.contains(point);
  }

  private boolean reads(Portal portal, Points.OfPortal q, int point) {
    boolean car = m.at(new Place.AtPortal(portal.id())) != null;
    if (point == q.innerClosed() || point == q.innerLocked()) {
      return m.inner.get(portal.id()) == Machine.Door.SHUT;
    } else if (point == q.innerOpen()) {
      return m.inner.get(portal.id()) == Machine.Door.OPEN;
    } else if (point == q.outerClosed() || point == q.outerLocked()) {
      return m.outer.get(portal.id()) == Machine.Door.SHUT;
    } else if (point == q.outerOpen()) {
      return m.outer.get(portal.id()) == Machine.Door.OPEN;
    } else if (point == q.carFloor()) {
      return car;
    } else if (point == q.carBeam()) {
      return car || over(portal.reach());
    } else if (point == q.fieldClear()) {
      return !m.people.contains(portal.id());
    }
    return m.pressed.contains(point);
  }
}
