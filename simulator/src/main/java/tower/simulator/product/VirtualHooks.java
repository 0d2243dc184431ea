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
  private boolean ended;

  private VirtualHooks(Incarnation life, Webhooks hooks) {
    this.life = life;
    this.hooks = hooks;
    timer = life.world().timer(this::turn);
  }

  /** Begins to tell. */
  public static VirtualHooks begin(Incarnation life, Webhooks hooks) {
    VirtualHooks thread = new VirtualHooks(life, hooks);
    hooks.wakes(thread::wake);
    thread.turn();
    return thread;
  }

  /** The process is gone, also when it has ended by itself. */
  public void end() {
    ended = true;
    timer.cancel();
  }

  private void turn() {
    if (ended || !life.isAlive()) {
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
    } else if (!ended && life.isAlive()) {
      timer.set(life.world().nanos());
    }
  }
}
