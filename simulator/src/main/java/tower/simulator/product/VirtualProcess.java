package tower.simulator.product;

import org.jspecify.annotations.Nullable;
import tower.app.Wiring;
import tower.config.TowerConfig;
import tower.core.Site;
import tower.loop.Inbox;
import tower.loop.Loop;
import tower.loop.Sequencing;
import tower.simulator.VirtualTower;
import tower.simulator.world.Incarnation;
import tower.simulator.world.PowerCut;
import tower.simulator.world.World;
import tower.store.SqliteStore;

/** One life of the controller's process in a virtual tower. */
public final class VirtualProcess {
  /** As many batches as the product's queue takes. */
  private static final int STORE_QUEUE = 256;

  private final VirtualTower.Ports ports;
  private final VirtualStore store;
  private final VirtualPause pause;
  private final Loop loop;
  private final long cycleNanos;

  private VirtualProcess(
      VirtualTower.Ports ports, VirtualStore store, VirtualPause pause, Loop loop, int cycleMs) {
    this.ports = ports;
    this.store = store;
    this.pause = pause;
    this.loop = loop;
    cycleNanos = cycleMs * World.MS;
  }

  /**
   * What runs beside the loop, and how well.
   *
   * @param disk the disk
   * @param planner the planner
   * @param storeQueue most batches that may wait for the disk
   */
  public record Beside(StoreFaults disk, PlannerFaults planner, int storeQueue) {
    /** A planner that is well, and the product's own queue. */
    public static Beside usual(World world, StoreFaults disk) {
      return new Beside(disk, new PlannerFaults(world.chance("planner")), STORE_QUEUE);
    }

    /** The same with a queue of another length. */
    public Beside withQueue(int length) {
      return new Beside(disk, planner, length);
    }
  }

  /**
   * Starts the process on a database, with a planner that is well.
   *
   * @param database outlives the process
   * @param watch sees every commit
   */
  public static VirtualProcess start(
      VirtualTower tower,
      TowerConfig config,
      Site site,
      SqliteStore database,
      StoreFaults faults,
      VirtualStore.CommitWatch watch) {
    return start(tower, config, site, database, Beside.usual(tower.world(), faults), watch);
  }

  /**
   * Starts the process on a database.
   *
   * @param database outlives the process
   * @param watch sees every commit
   */
  public static VirtualProcess start(
      VirtualTower tower,
      TowerConfig config,
      Site site,
      SqliteStore database,
      Beside beside,
      VirtualStore.CommitWatch watch) {
    VirtualTower.Ports ports = tower.start();
    Incarnation life = ports.life();
    VirtualPause pause = new VirtualPause(life);
    VirtualStore store =
        new VirtualStore(life, database, beside.disk(), beside.storeQueue(), watch);
    Inbox inbox = new Inbox(config.limits().inboxEvents(), pause);
    store.listener(inbox);
    Wiring.Edges edges = new Wiring.Edges(life, pause, ports.pins(), ports.pins(), ports.link());
    Sequencing planner = new VirtualPlanner(life, site.planner(), beside.planner());
    Loop loop =
        Wiring.loop(config, site, edges, store, planner, database.load(), inbox, "simulated");
    return new VirtualProcess(ports, store, pause, loop, config.timing().cycleMs());
  }

  /** The way in, and what it shows. */
  public Loop loop() {
    return loop;
  }

  /** Its store, for lookups. */
  public VirtualStore store() {
    return store;
  }

  /** Its ports. */
  public VirtualTower.Ports ports() {
    return ports;
  }

  /**
   * Cycles until the given time, the process's end or its cut.
   *
   * @return true while it lives
   */
  public boolean runUntil(long nanos) {
    World world = ports.life().world();
    try {
      while (world.nanos() < nanos && loop.ended() == null) {
        long next = world.nanos() + cycleNanos;
        loop.cycle();
        pause.until(next);
      }
      return loop.ended() == null;
    } catch (PowerCut cut) {
      store.cut();
      return false;
    }
  }

  /**
   * Lives until it ends itself or is cut, as the product's own thread does.
   *
   * @return true when it has ended itself
   * @throws RuntimeException what the product threw: it has met a state that it holds impossible
   */
  public boolean run() {
    try {
      loop.run();
      store.close();
      return true;
    } catch (PowerCut cut) {
      return false;
    } finally {
      store.cut();
    }
  }

  /** Why it ended itself, null when it did not. */
  public @Nullable String ended() {
    return loop.ended();
  }
}
