package tower.simulator.check;

import java.util.List;
import tower.model.AxisName;
import tower.simulator.plant.Axis;
import tower.simulator.plant.Carrier;
import tower.simulator.plant.PortalSteel;

/**
 * S2: an inner door's bolt is withdrawn only where the carrier has landed and rests under its
 * brakes, and while an inner door is not shut the carrier does not set out.
 */
final class LandedFirst extends Checker {
  /** How near to the landing, mm or tenths of a degree. */
  private static final double LANDED = 10;

  LandedFirst(Scene scene) {
    super(Invariant.S2, scene);
  }

  @Override
  void settled() {
    if (!scene().begun().anything()) {
      return;
    }
    List<PortalSteel> portals = scene().plant().portals();
    for (int i = 0; i < portals.size(); i++) {
      if (scene().begun().portal(i).innerUnlocked()) {
        landed(portals.get(i));
      }
    }
    setsOut(portals);
  }

  private void landed(PortalSteel portal) {
    Carrier carrier = scene().plant().carrier();
    double off = carrier.deviation(portal.stand());
    must(
        off <= LANDED,
        "the inner door of %s is unlocked, the carrier is %.0f away",
        portal.stand().place().label(),
        off);
    for (Axis axis : carrier.axes()) {
      must(
          !axis.moving() && axis.braked(),
          "the inner door of %s is unlocked, the %s is not at rest under its brake",
          portal.stand().place().label(),
          axis.name().key());
    }
  }

  private void setsOut(List<PortalSteel> portals) {
    List<Axis> axes = scene().plant().carrier().axes();
    for (int i = 0; i < axes.size(); i++) {
      if (!scene().begun().axis(i) || axes.get(i).name() == AxisName.SHUTTLE) {
        continue;
      }
      for (PortalSteel portal : portals) {
        must(
            portal.inner().shut() || scene().lately().justForced(portal.inner()),
            "the %s sets out, the inner door of %s is not shut",
            axes.get(i).name().key(),
            portal.stand().place().label());
      }
    }
  }
}
