package tower.simulator.hunt;

import java.util.Optional;
import tower.loop.Snapshot;
import tower.model.Layout;
import tower.model.Reason;
import tower.simulator.VirtualTower;
import tower.simulator.check.Scene;
import tower.simulator.plant.PortalSteel;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/** The person at the panel: reads what the tower shows, looks, presses what is asked for. */
final class Operator {
  private static final long LOOK_NANOS = 2 * World.SECOND;

  private final World world;
  private final VirtualTower tower;
  private final Running running;
  private final Chance chance;
  private final Scene scene;
  private final Technician technician;
  private boolean busy;
  private boolean calm;

  Operator(VirtualTower tower, Running running, Scene scene) {
    this.tower = tower;
    this.running = running;
    this.scene = scene;
    world = tower.world();
    chance = world.chance("operator");
    technician = new Technician(tower, running);
  }

  /** Begins to look after the tower. */
  void begin() {
    world.in(LOOK_NANOS, this::look);
  }

  /** From now on the operator has time: nothing is in a hurry any more, everything is seen to. */
  void calm() {
    calm = true;
  }

  private void look() {
    world.in(LOOK_NANOS, this::look);
    Optional<Snapshot> shown = running.snapshot();
    shown.ifPresent(scene::shown);
    if (shown.isPresent() && !busy && !(calm && technician.called(shown.get().live()))) {
      act(shown.get().live());
    }
  }

  private void act(Snapshot.Live live) {
    switch (live.state()) {
      case "looking", "faulted", "held" -> soon(() -> tower.people().reset());
      case "awaiting-resume" -> soon(() -> tower.people().resume());
      default -> {}
    }
    for (Reason reason : live.reasons()) {
      switch (reason.code()) {
        case "portal-unconfirmed" -> inspect(reason);
        case "left-in-portal" -> tryAgain(live);
        default -> {}
      }
    }
  }

  /**
   * A car was given up: what was in its way is mended by now, so reset lets the tower try again.
   */
  private void tryAgain(Snapshot.Live live) {
    if (calm && !busy && live.state().equals("ready")) {
      soon(() -> tower.people().reset());
    }
  }

  private void soon(Runnable press) {
    busy = true;
    world.in(
        chance.between(1000, 6000) * World.MS,
        () -> {
          busy = false;
          press.run();
        });
  }

  /** Looks into the portal that the reason names; confirms when nobody is in it. */
  private void inspect(Reason reason) {
    Layout layout = tower.plant().layout();
    for (int i = 0; i < layout.portals().size(); i++) {
      PortalSteel steel = tower.plant().portals().get(i);
      int portal = i;
      boolean named = reason.text().contains("portal " + layout.portals().get(i).id() + " ");
      if (named && steel.people() == 0 && steel.passing() == null) {
        world.in(chance.between(500, 1500) * World.MS, () -> tower.people().confirm(portal));
      }
    }
  }

  /** Presses what nobody asked for. */
  void blunder() {
    switch (chance.below(3)) {
      case 0 -> tower.people().reset();
      case 1 -> tower.people().resume();
      default -> tower.people().confirm(chance.below(tower.plant().portals().size()));
    }
  }
}
