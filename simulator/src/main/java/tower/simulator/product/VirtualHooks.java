package tower.simulator.product;

import tower.hooks.Webhooks;
import tower.simulator.world.Incarnation;
import tower.simulator.world.Timer;
import tower.simulator.world.World;

/** The webhooks' thread in virtual time: it takes none itself, and stops with its process. */
public final class VirtualHooks {
  private final Incarnation life;
  private final Webhooks hooks;
  private final Timer timer;
  private boolean turning;
  private boolean woken;

  private VirtualHooks(Incarnation life, Webhooks hooks) {
    this.life = life;
    this.hooks = hooks;
    timer = life.world().timer(this::turn);
  }

  /** Begins to tell. */
  public static void begin(Incarnation life, Webhooks hooks) {
    VirtualHooks thread = new VirtualHooks(life, hooks);
    hooks.wakes(thread::wake);
    thread.turn();
  }

  private void turn() {
    if (!life.isAlive()) {
      return;
    }
    if (life.stopped()) {
      timer.set(life.stoppedUntil());
      return;
    }
    turning = true;
    woken = false;
    long dueMs = hooks.turn();
    turning = false;
    timer.set(woken ? life.world().nanos() : dueMs * World.MS);
  }

  private void wake() {
    if (turning) {
      woken = true;
    } else if (life.isAlive()) {
      timer.set(life.world().nanos());
    }
  }
}
