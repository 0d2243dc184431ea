package tower.simulator.hunt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tower.api.Api;
import tower.app.Wiring;
import tower.config.TowerConfig;
import tower.core.CodeKey;
import tower.core.Fact;
import tower.core.Site;
import tower.model.Vehicle;
import tower.simulator.VirtualTower;
import tower.simulator.check.Checker;
import tower.simulator.check.Finding;
import tower.simulator.check.Scene;
import tower.simulator.plant.Car;
import tower.simulator.product.StoreFaults;
import tower.simulator.product.VirtualProcess;
import tower.simulator.world.Chance;
import tower.simulator.world.World;
import tower.store.Batch;
import tower.store.SqliteStore;

/** One seed from its first draw to its report. */
public final class Hunt implements Faults.Power, AutoCloseable {
  /** A seed lasts ten simulated minutes. */
  public static final long LENGTH = 600 * World.SECOND;

  private static final long FAULTS_FROM = 10 * World.SECOND;
  private static final long FAULTS_UNTIL = 420 * World.SECOND;
  private static final long LAST_WISH = 420 * World.SECOND;
  private static final long AFTERWARDS = 4 * World.SECOND;
  private static final int JOURNAL_LINES = 20_000;
  private static final CodeKey KEY =
      new CodeKey("the simulated shop's own key".getBytes(StandardCharsets.US_ASCII));

  private final long seed;
  private final TowerConfig config;
  private final Site site;
  private final VirtualTower tower;
  private final World world;
  private final Chance chance;
  private final SqliteStore database;
  private final StoreFaults disk;
  private final Scene scene;
  private final Running running = new Running();
  private final Operator operator;
  private final Shop shop;
  private final Faults faults;
  private final Deque<Noted> journal = new ArrayDeque<>();
  private @Nullable List<Noted> lastWords;
  private long restartAt;
  private boolean powerAtBoundary;
  private int lives;
  private int retrievals;

  /** A seed, drawn and not begun. */
  public Hunt(long seed, Towers towers) {
    this.seed = seed;
    Chance draw = new Chance(seed).split("tower");
    config = hasty(towers.get(draw.below(towers.size())), draw);
    site = Wiring.site(config, KEY);
    tower = new VirtualTower(seed, config.layout(), config::drive);
    world = tower.world();
    chance = world.chance("hunt");
    database = SqliteStore.inMemory(config.layout().towerId(), world.utcMs());
    disk = new StoreFaults(world.chance("disk"), 2 * World.MS);
    scene = new Scene(tower, config::drive, database);
    operator = new Operator(tower, running);
    Inventory inventory = Inventory.draw(config.layout(), world.chance("inventory"));
    Client client = new Client(world, running, scene);
    shop =
        new Shop(
            world,
            client,
            running,
            new Street(tower),
            KEY,
            inventory.inside(),
            inventory.outside());
    faults = new Faults(tower, scene, disk, this, FAULTS_FROM, FAULTS_UNTIL);
    fill(inventory.inside());
  }

  /** Waiting limits short enough to be met within a seed, in half of the seeds. */
  private static TowerConfig hasty(TowerConfig config, Chance draw) {
    TowerConfig.Timing t = config.timing();
    int arrival = draw.below(2) == 0 ? t.arrivalLimitS() : 60 + draw.below(120);
    int staged = draw.below(2) == 0 ? t.stagedLimitS() : 60 + draw.below(120);
    TowerConfig.Timing timing =
        new TowerConfig.Timing(
            t.cycleMs(),
            t.sensorSettleMs(),
            t.doorTimeoutMs(),
            t.lifterTimeoutMs(),
            arrival,
            staged);
    return new TowerConfig(
        config.file(),
        config.layout(),
        config.drives(),
        config.serviceOpening(),
        config.serial(),
        config.gpio(),
        timing,
        config.store(),
        config.api(),
        config.pickup(),
        config.limits());
  }

  private void fill(List<Vehicle> inside) {
    List<Fact> facts = new ArrayList<>();
    for (Vehicle vehicle : inside) {
      facts.add(new Fact.VehicleSet(vehicle));
    }
    for (Vehicle vehicle : inside) {
      tower.plant().put(Car.of(vehicle), scene.requireStand(vehicle.place()));
    }
    List<Batch> first = List.of(new Batch(1, world.utcMs(), facts));
    database.load();
    database.commit(first);
    scene.committed(first);
  }

  /** Runs the seed. */
  public SeedReport run() {
    faults.draw();
    shop.open(8 + chance.below(7), LAST_WISH);
    operator.begin(chance.below(3) == 0 ? 20_000 : 0);
    world.at(FAULTS_UNTIL, operator::calm);
    world.at(LENGTH, this::end);
    while (world.nanos() < LENGTH) {
      live();
      running.gone();
      scene.lifeEnded();
      while (world.nanos() < Math.min(restartAt, LENGTH)) {
        world.sleepUntil(Math.min(restartAt, LENGTH));
      }
    }
    world.sleepUntil(LENGTH + AFTERWARDS);
    scene.over();
    return report();
  }

  /** One life of the process. */
  private void live() {
    VirtualProcess process =
        VirtualProcess.start(tower, config, site, database, disk, this::committed);
    Api api =
        new Api(
            config.layout(),
            process.loop()::snapshot,
            process.loop(),
            process.store(),
            process.ports().life());
    lives++;
    running.began(process, api);
    scene.lifeBegan();
    restartAt = 0;
    try {
      boolean endedItself = process.run();
      if (endedItself && world.nanos() < LENGTH) {
        found("the process has ended itself: " + process.ended());
      }
    } catch (RuntimeException impossible) {
      found("the process has met an impossible state: " + Trace.of(impossible));
    }
    died(process);
  }

  private void died(VirtualProcess process) {
    if (powerAtBoundary && restartAt == 0 && world.nanos() < LENGTH) {
      tower.powerCut(process.ports(), chance.between(1, 15) * World.SECOND);
    }
    powerAtBoundary = false;
    restartAt = Math.max(restartAt, world.nanos() + chance.between(2, 6) * World.SECOND);
  }

  private void found(String text) {
    scene.found(new Finding(world.nanos(), "process", text));
  }

  private void committed(List<Batch> batches) {
    for (Batch batch : batches) {
      for (Fact fact : batch.facts()) {
        note(fact);
      }
    }
    scene.committed(batches);
    if (!scene.findings().isEmpty() && lastWords == null) {
      lastWords = List.copyOf(journal);
    }
  }

  private void note(Fact fact) {
    journal.add(new Noted(world.nanos(), fact));
    if (journal.size() > JOURNAL_LINES) {
      journal.remove();
    }
    if (fact instanceof Fact.VehicleMoved moved
        && moved.to() instanceof tower.model.Place.Outside) {
      retrievals++;
    }
  }

  private void end() {
    VirtualProcess process = running.process();
    if (process != null) {
      process.loop().end("asked to end");
    }
  }

  // Who can end a process.

  @Override
  public void cut(long nanos) {
    VirtualProcess process = running.process();
    if (process != null) {
      tower.powerCut(process.ports(), nanos);
      restartAt = world.nanos() + nanos + chance.between(1, 5) * World.SECOND;
    }
  }

  @Override
  public void kill(long nanos) {
    VirtualProcess process = running.process();
    if (process != null) {
      process.ports().life().cut();
      restartAt = world.nanos() + nanos;
    }
  }

  @Override
  public void cutAtBoundary(long boundary, boolean withPower) {
    VirtualProcess process = running.process();
    if (process != null) {
      powerAtBoundary = withPower;
      process.ports().life().cutAtBoundary(process.ports().life().boundaries() + boundary);
    }
  }

  private SeedReport report() {
    TreeMap<String, Long> checks = new TreeMap<>();
    for (Checker checker : scene.checkers()) {
      checks.put(checker.name(), checker.checks());
    }
    Outcomes outcomes = Outcomes.of(shop.wishes(), database);
    List<Noted> words = lastWords;
    return new SeedReport(
        seed,
        config.layout().towerId(),
        faults.kinds(),
        world.hash(),
        List.copyOf(scene.findings()),
        words == null ? List.copyOf(journal) : words,
        checks,
        new SeedReport.Figures(
            world.nanos(),
            tower.wire().requests(),
            lives,
            outcomes.accepted(),
            outcomes.ended(),
            outcomes.open(),
            scene.record().state() + "/" + scene.record().reason(),
            retrievals));
  }

  @Override
  public void close() {
    database.close();
  }
}
