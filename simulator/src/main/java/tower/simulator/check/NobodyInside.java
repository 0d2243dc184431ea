package tower.simulator.check;

import org.jspecify.annotations.Nullable;
import tower.simulator.plant.Axis;
import tower.simulator.plant.PortalSteel;

/**
 * S3: a portal whose inner door is not shut belongs to the shaft. Nothing moves there with a person
 * in it, and nothing sets out unless its outer door is shut, nobody is in it, and somebody has
 * confirmed that from outside since the outer door was last opened. The outer door opens only
 * behind a shut inner one.
 */
final class NobodyInside extends Checker {
  NobodyInside(Scene scene) {
    super(Invariant.S3, scene);
  }

  @Override
  void settled() {
    Begun begun = scene().begun();
    String begins = begun.anything() ? begins(begun) : null;
    for (int i = 0; i < scene().plant().portals().size(); i++) {
      Begun.PortalTruth portal = begun.portal(i);
      if (portal.outerUnlocked()) {
        must(
            portal.steel().inner().shut() || justForced(portal),
            "the outer door of %s opens, its inner door is not shut",
            label(portal));
      }
      if (!portal.steel().inner().shut() && !justForced(portal)) {
        if (begins != null) {
          safe(portal, begins);
        }
        alone(portal);
      }
    }
  }

  private boolean justForced(Begun.PortalTruth portal) {
    return scene().lately().justForced(portal.steel().inner())
        || scene().lately().justForced(portal.steel().outer());
  }

  @Override
  void pulse() {
    for (int i = 0; i < scene().plant().portals().size(); i++) {
      Begun.PortalTruth portal = scene().begun().portal(i);
      if (!portal.steel().inner().shut() && !justForced(portal)) {
        alone(portal);
      }
    }
  }

  /** What sets out; an inner door does it for its own portal, and that one is not shut any more. */
  private @Nullable String begins(Begun begun) {
    for (int i = 0; i < scene().plant().carrier().axes().size(); i++) {
      if (begun.axis(i)) {
        Axis axis = scene().plant().carrier().axes().get(i);
        return "the " + axis.name().key();
      }
    }
    return begun.lifter() ? "the lifter" : "an inner door";
  }

  private void safe(Begun.PortalTruth portal, String begins) {
    must(
        portal.steel().outer().shut(),
        "%s sets out, both doors of %s are open",
        begins,
        label(portal));
    must(
        portal.confirmed(),
        "%s sets out, but nobody has confirmed %s since its outer door was opened",
        begins,
        label(portal));
  }

  private void alone(Begun.PortalTruth portal) {
    PortalSteel steel = portal.steel();
    must(
        (steel.people() == 0 && steel.passing() == null) || !scene().begun().anythingMoves(),
        "there is motion with %d people in %s",
        steel.people(),
        label(portal));
  }

  private static String label(Begun.PortalTruth portal) {
    return portal.steel().stand().place().label();
  }
}
