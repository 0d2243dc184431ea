package tower.simulator.serve;

import java.util.List;
import java.util.function.Supplier;
import tower.loop.Snapshot;
import tower.model.Portal;
import tower.model.Reason;
import tower.simulator.VirtualTower;
import tower.simulator.plant.PortalSteel;
import tower.simulator.world.World;

/**
 * The person at the panel: presses reset and resume when the tower asks, and confirms outside a
 * portal that nobody is in it. On the world's thread.
 */
final class Attendant {
  private static final long LOOK_NANOS = 2 * World.SECOND;

  private final World world;
  private final VirtualTower tower;
  private final Supplier<Snapshot.Live> shown;
  private boolean automatic = true;

  /** Somebody who has not begun. */
  Attendant(VirtualTower tower, Supplier<Snapshot.Live> shown) {
    this.tower = tower;
    this.shown = shown;
    world = tower.world();
  }

  void begin() {
    world.in(LOOK_NANOS, this::look);
  }

  /** Whether anybody stands at the panel. */
  void automatic(boolean stands) {
    automatic = stands;
  }

  private void look() {
    world.in(LOOK_NANOS, this::look);
    if (automatic) {
      act(shown.get());
    }
  }

  private void act(Snapshot.Live live) {
    switch (live.state()) {
      case "looking", "faulted", "held" -> tower.people().reset();
      case "awaiting-resume" -> tower.people().resume();
      default -> {}
    }
    for (Reason reason : live.reasons()) {
      if (reason.code().equals("portal-unconfirmed")) {
        inspect(reason);
      }
    }
  }

  /** Looks into the portal that the reason names, and confirms when nobody is in it. */
  private void inspect(Reason reason) {
    List<Portal> portals = tower.plant().layout().portals();
    for (int i = 0; i < portals.size(); i++) {
      PortalSteel steel = tower.plant().portals().get(i);
      boolean named = reason.text().contains("portal " + portals.get(i).id() + " ");
      if (named && steel.people() == 0 && steel.passing() == null) {
        tower.people().confirm(i);
      }
    }
  }
}
