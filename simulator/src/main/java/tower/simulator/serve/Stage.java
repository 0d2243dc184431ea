package tower.simulator.serve;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tower.app.Wiring;
import tower.config.TowerConfig;
import tower.core.CodeKey;
import tower.core.Ledger;
import tower.core.Site;
import tower.loop.Snapshot;
import tower.model.AxisName;
import tower.model.Place;
import tower.model.Vehicle;
import tower.simulator.VirtualTower;
import tower.simulator.demo.DemoStock;
import tower.simulator.plant.Car;
import tower.simulator.plant.PlantTraits;
import tower.simulator.plant.Stand;
import tower.simulator.plant.Violation;
import tower.simulator.product.StoreFaults;
import tower.simulator.product.VirtualMark;
import tower.simulator.product.VirtualProcess;
import tower.simulator.world.World;
import tower.store.SqliteStore;

/**
 * The steel, the disk and one life of the controller's process after the other. Only the world's
 * thread touches it, but for what says otherwise.
 */
final class Stage implements AutoCloseable {
  /** What a board takes from power to a process. */
  private static final long BOOT_NANOS = 3 * World.SECOND;

  private static final long COMMIT_NANOS = 2 * World.MS;

  private final TowerConfig config;
  private final Site site;
  private final World world;
  private final VirtualTower tower;
  private final VirtualMark mark;
  private final SqliteStore database;
  private final VirtualProcess.Beside beside;
  private final List<String> findings = new ArrayList<>();
  private final long beganUtcMs;
  private VirtualProcess process;
  private boolean living;
  private boolean liftFailed;
  private boolean over;
  private long restartAt;
  private int lives;

  /** What the others read; replaced with every life. */
  private volatile VirtualProcess shown;

  private volatile boolean lit = true;

  /**
   * A tower with its cars and its first process, which has not run.
   *
   * @param utcMs what time it is
   */
  Stage(TowerConfig config, CodeKey codes, long seed, int cars, long utcMs) {
    this.config = config;
    site = Wiring.site(config, codes);
    world = new World(seed);
    beganUtcMs = utcMs;
    world.shiftUtc(utcMs - world.utcMs());
    tower = new VirtualTower(world, config, PlantTraits.usual());
    mark = new VirtualMark(world);
    database = SqliteStore.inMemory(config.layout().towerId(), utcMs, mark);
    fill(DemoStock.fill(config, database, utcMs, cars));
    StoreFaults disk = new StoreFaults(world.chance("disk"), COMMIT_NANOS);
    beside = VirtualProcess.Beside.usual(world, disk);
    process = start();
    shown = process;
  }

  private void fill(Ledger ledger) {
    for (Vehicle vehicle : ledger.vehicles().values()) {
      tower.plant().put(Car.of(vehicle), stand(vehicle.place()));
    }
  }

  private Stand stand(Place place) {
    return tower.plant().stands().stream()
        .filter(s -> s.place().equals(place))
        .findFirst()
        .orElseThrow();
  }

  private VirtualProcess start() {
    living = true;
    lives++;
    return VirtualProcess.start(tower, config, site, database, beside, batches -> {});
  }

  /** The index of the portal that a body names; complains when there is none. */
  int portal(Body body) {
    int index = config.layout().portalIndex(body.text("portal"));
    if (index < 0) {
      body.wrong("portal", "expected the id of one of the tower's portals");
    }
    return index;
  }

  World world() {
    return world;
  }

  VirtualTower tower() {
    return tower;
  }

  SqliteStore database() {
    return database;
  }

  /** The process, null while none lives. */
  @Nullable VirtualProcess living() {
    return living && process.ports().life().isAlive() ? process : null;
  }

  /** True while a process lives; from any thread. */
  boolean lit() {
    return lit;
  }

  /** What the process shows, or showed last; from any thread. */
  Snapshot snapshot() {
    return shown.loop().snapshot();
  }

  /** The durable part of it; from any thread. */
  Ledger facts() {
    return shown.loop().facts();
  }

  /** How many processes there were. */
  int lives() {
    return lives;
  }

  /** What should never have been seen, in words. */
  List<String> findings() {
    return List.copyOf(findings);
  }

  /** Lives until the end, or until something is found that may not be. */
  void run() {
    while (!over && findings.isEmpty()) {
      live();
      while (!over && findings.isEmpty() && world.nanos() < restartAt) {
        world.sleepUntil(restartAt);
      }
      if (!over && findings.isEmpty()) {
        process = start();
        shown = process;
        lit = true;
      }
    }
    lit = false;
  }

  private void live() {
    try {
      if (process.run() && !over) {
        findings.add("the process has ended itself: " + process.ended());
      }
    } catch (RuntimeException impossible) {
      findings.add("the process has met an impossible state: " + impossible);
    }
    living = false;
    lit = false;
  }

  /** Ends the process in good order, and none begins. */
  void end() {
    over = true;
    VirtualProcess now = living();
    if (now != null) {
      now.loop().end("asked to end");
    }
  }

  /** Looks at what the steel has seen; what it complains of ends everything. */
  void inspect() {
    List<Violation> seen = tower.plant().violations();
    if (!seen.isEmpty() && findings.isEmpty()) {
      seen.forEach(v -> findings.add("steel: " + v));
      process.ports().life().cut();
    }
  }

  /** The power of the whole tower fails for so long; false when it is off already. */
  boolean cutPower(long nanos) {
    VirtualProcess now = living();
    if (now == null) {
      return false;
    }
    lit = false;
    tower.powerCut(now.ports(), nanos);
    mark.powerCut();
    restartAt = world.nanos() + nanos + BOOT_NANOS;
    world.at(world.nanos() + nanos, this::keepLiftFailed);
    return true;
  }

  /** Sets the board's clock wrong by so much; 0 sets it right. */
  void clockOff(long ms) {
    world.shiftUtc(trueUtcMs() + ms - world.utcMs());
  }

  /** What a clock that is right says. */
  long trueUtcMs() {
    return beganUtcMs + world.nanos() / World.MS;
  }

  /** The lift's drive has no power, for good or until it is mended. */
  void liftFails(boolean fails) {
    liftFailed = fails;
    tower.drive(AxisName.LIFT).drive().power(!fails);
  }

  boolean liftFailed() {
    return liftFailed;
  }

  private void keepLiftFailed() {
    if (liftFailed) {
      tower.drive(AxisName.LIFT).drive().power(false);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
