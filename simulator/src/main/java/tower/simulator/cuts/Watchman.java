package tower.simulator.cuts;

import java.util.Optional;
import tower.loop.Snapshot;
import tower.model.Layout;
import tower.model.Reason;
import tower.simulator.VirtualTower;
import tower.simulator.check.Scene;
import tower.simulator.hunt.Running;
import tower.simulator.plant.PortalSteel;
import tower.simulator.world.World;

/**
 * The operator who stands at the panel and presses at once what it asks for, so that the runs are
 * short; what it does not ask for is not pressed.
 */
final class Watchman {
  private static final long LOOK_NANOS = 500 * World.MS;

  /** From one press to the next; a press lasts 400 ms. */
  private static final long BUSY_NANOS = 900 * World.MS;

  private final World world;
  private final VirtualTower tower;
  private final Running running;
  private final Scene scene;
  private long busyUntil;

  Watchman(VirtualTower tower, Running running, Scene scene) {
    this.scene = scene;
    this.tower = tower;
    this.running = running;
    world = tower.world();
  }

  void begin() {
    world.in(LOOK_NANOS, this::look);
  }

  private void look() {
    world.in(LOOK_NANOS, this::look);
    if (world.nanos() >= busyUntil) {
      Optional<Snapshot> shown = running.snapshot();
      shown.ifPresent(scene::shown);
      shown.ifPresent(snapshot -> act(snapshot.live()));
    }
  }

  private void act(Snapshot.Live live) {
    switch (live.state()) {
      case "looking", "faulted", "held" -> press(() -> tower.people().reset());
      case "awaiting-resume" -> press(() -> tower.people().resume());
      default -> {}
    }
    for (Reason reason : live.reasons()) {
      if (reason.code().equals("portal-unconfirmed")) {
        inspect(reason);
      }
    }
  }

  private void press(Runnable button) {
    busyUntil = world.nanos() + BUSY_NANOS;
    button.run();
  }

  /** Looks into the portal that the reason names; confirms when nobody is in it. */
  private void inspect(Reason reason) {
    Layout layout = tower.plant().layout();
    for (int i = 0; i < layout.portals().size(); i++) {
      PortalSteel steel = tower.plant().portals().get(i);
      int portal = i;
      boolean named = reason.text().contains("portal " + layout.portals().get(i).id() + " ");
      if (named && steel.people() == 0 && steel.passing() == null) {
        press(() -> tower.people().confirm(portal));
      }
    }
  }
}
