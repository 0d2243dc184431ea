package tower.simulator.hunt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tower.app.Wiring;
import tower.config.TowerConfig;
import tower.core.CodeKey;
import tower.core.Fact;
import tower.model.KeyRing;
import tower.model.Reason;
import tower.model.Vehicle;
import tower.simulator.VirtualTower;
import tower.simulator.check.BrokenForGood;
import tower.simulator.check.Checker;
import tower.simulator.check.Finding;
import tower.simulator.check.Scene;
import tower.simulator.fault.DriveFaults;
import tower.simulator.fault.FaultGroup;
import tower.simulator.fault.Faults;
import tower.simulator.fault.Ground;
import tower.simulator.fault.LineFaults;
import tower.simulator.fault.PeopleFaults;
import tower.simulator.fault.PowerFaults;
import tower.simulator.fault.ProcessFaults;
import tower.simulator.fault.SensorFaults;
import tower.simulator.fault.SteelFaults;
import tower.simulator.fault.StorageFaults;
import tower.simulator.fault.Swizzle;
import tower.simulator.fault.TimeFaults;
import tower.simulator.plant.Car;
import tower.simulator.product.StoreFaults;
import tower.simulator.product.VirtualMark;
import tower.simulator.product.VirtualProcess;
import tower.simulator.product.VirtualStore;
import tower.simulator.scenario.Scenario;
import tower.simulator.scenario.What;
import tower.simulator.shop.Seller;
import tower.simulator.world.World;
import tower.store.Batch;
import tower.store.SqliteStore;

/** One scenario from its beginning to its report. */
public final class Hunt implements AutoCloseable {
  private static final long AFTERWARDS = 4 * World.SECOND;

  /** When nothing has ended for so long in the calm, the run is stuck. */
  private static final long PATIENCE = 2400 * World.SECOND;

  /** After so long without an end of anything a tower with a dead part is not waited for. */
  private static final long HELPLESS = 150 * World.SECOND;

  /** What has ended stays so for so long: a door, a sensor or a start may have more to say. */
  private static final long SETTLED = 10 * World.SECOND;

  private static final long LOOK_NANOS = World.SECOND;

  private static final int JOURNAL_LINES = 20_000;
  private static final CodeKey KEY =
      new CodeKey("the simulated shop's own key".getBytes(StandardCharsets.US_ASCII));

  private final Scenario scenario;
  private final VirtualStore.CommitWatch also;
  private final Onlooker onlooker;
  private final long length;
  private final long calm;
  private final VirtualTower tower;
  private final World world;
  private final SqliteStore database;
  private final Scene scene;
  private final Running running;
  private final Lives lives;
  private final Operator operator;
  private final Supervisor supervisor;
  private final Shop shop;
  private final Crowd crowd;
  private final Office office;
  private final LineFaults line;
  private final Faults faults;
  private final ForGood forGood;
  private final Trials trials;
  private final Coverage coverage = new Coverage();
  private final Deque<Noted> journal = new ArrayDeque<>();
  private @Nullable List<Noted> lastWords;
  private List<Reason> shown = List.of();
  private String lastOpen = "";
  private long lastProgress;
  private long lastNotEnded;
  private int lastOwed;
  private long lastEnded;
  private int retrievals;

  /** A scenario, not begun. */
  public Hunt(Scenario scenario, Towers towers) {
    this(scenario, towers, batches -> {}, Onlooker.NOBODY);
  }

  /**
   * A scenario, not begun.
   *
   * @param also sees every commit, the first cars' too
   */
  public Hunt(Scenario scenario, Towers towers, VirtualStore.CommitWatch also) {
    this(scenario, towers, also, Onlooker.NOBODY);
  }

  /** The same with somebody who looks on. */
  public Hunt(Scenario scenario, Towers towers, Onlooker onlooker) {
    this(scenario, towers, batches -> {}, onlooker);
  }

  private Hunt(Scenario scenario, Towers towers, VirtualStore.CommitWatch also, Onlooker onlooker) {
    this.scenario = scenario;
    this.also = also;
    this.onlooker = onlooker;
    running = new Running(onlooker);
    length = scenario.lengthS() * World.SECOND;
    calm = scenario.calmS() * World.SECOND;
    TowerConfig config = Setup.limits(towers.get(scenario.tower()), scenario);
    tower = new VirtualTower(scenario.seed(), config.layout(), config::drive);
    world = tower.world();
    VirtualMark mark = new VirtualMark(world);
    database = SqliteStore.inMemory(config.layout().towerId(), world.utcMs(), mark);
    scene = new Scene(tower, config::drive, database);
    operator = new Operator(tower, running, scene);
    Inventory inventory =
        Inventory.draw(config.layout(), scenario.fullPercent(), world.chance("inventory"));
    Client client = new Client(world, running, scene);
    supervisor = new Supervisor(world, tower.plant(), client, running);
    Seller seller = Seller.ofADay(config.layout().towerId(), KEY);
    Street street = new Street(tower);
    shop =
        new Shop(world, client, running, street, seller, inventory.inside(), inventory.outside());
    crowd = new Crowd(world, client, running, street, database, seller);
    VirtualProcess.Beside beside =
        VirtualProcess.Beside.usual(world, new StoreFaults(world.chance("disk"), 2 * World.MS));
    office = new Office(world, scene, client, running, database, beside.disk());
    lives =
        new Lives(
            tower,
            scene,
            running,
            Setup.usual(config, Wiring.site(config, KEY)),
            database,
            seller.desk(),
            office,
            mark,
            beside,
            new Shows());
    Ground ground = new Ground(tower, scene, calm);
    line = new LineFaults(ground);
    ApiFaults api = new ApiFaults(ground, client, running, shop, office);
    faults = new Faults(ground, badLuck(ground, beside, api));
    forGood = new ForGood(ground, shop::hasItsLeast, faults::count);
    trials = new Trials(tower, scene, beside.disk(), client, lives::cut, faults::count);
    scene.calm().panel(this::shown);
    fill(inventory, Seller.ring(config.layout().towerId()));
  }

  private Map<What.Group, FaultGroup> badLuck(
      Ground ground, VirtualProcess.Beside beside, ApiFaults api) {
    return Map.ofEntries(
        Map.entry(What.Group.PEOPLE, new PeopleFaults(ground, operator::blunder)),
        Map.entry(What.Group.LINE, line),
        Map.entry(What.Group.DRIVES, new DriveFaults(ground)),
        Map.entry(What.Group.STEEL, new SteelFaults(ground)),
        Map.entry(What.Group.SENSORS, new SensorFaults(ground)),
        Map.entry(What.Group.SEVERAL, new Swizzle(ground)),
        Map.entry(What.Group.POWER, new PowerFaults(ground, lives)),
        Map.entry(
            What.Group.PROCESS, new ProcessFaults(ground, lives, beside.disk(), beside.planner())),
        Map.entry(What.Group.TIME, new TimeFaults(ground, lives)),
        Map.entry(What.Group.STORAGE, new StorageFaults(ground, beside.disk(), lives)),
        Map.entry(What.Group.API, api));
  }

  private void fill(Inventory inventory, KeyRing ring) {
    for (Vehicle vehicle : inventory.inside()) {
      tower.plant().put(Car.of(vehicle), scene.requireStand(vehicle.place()));
    }
    List<Batch> first = List.of(inventory.first(ring, world.utcMs()));
    database.load();
    database.commit(first);
    also.committed(first);
    scene.committed(first);
  }

  /**
   * Before it runs: nobody ever tells the board the time, so that it judges nothing by what its
   * clock says.
   */
  void trustNoClock() {
    world.neverTrustUtc();
    office.tellsNobody();
  }

  /**
   * Before it runs: the wall clock begins in 1970 and then jumps years ahead, back, and stands
   * still, and nobody trusts it. No other random number is drawn for that, and nothing of it is
   * traced.
   */
  void letTheClockJump() {
    trustNoClock();
    JumpingClock.begin(world);
  }

  /** More clients, none at first, who all ask in the same instants. */
  public Crowd crowd() {
    return crowd;
  }

  /** Before it runs: commits are no longer synced one by one. */
  public void syncSeldom() {
    lives.syncSeldom();
  }

  /** Runs it. */
  public SeedReport run() {
    onlooker.begins(tower, scenario);
    onlooker.sees(running::snapshot);
    faults.plan(scenario);
    forGood.plan(scenario);
    trials.plan(scenario);
    shop.plan(scenario);
    crowd.begin();
    office.plan(scenario);
    supervisor.begin();
    operator.begin();
    world.at(calm, this::calm);
    try {
      lives.run();
      world.sleepUntil(world.nanos() + AFTERWARDS);
      scene.over();
    } catch (RuntimeException e) {
      endWith(e);
    }
    SeedReport report = report();
    onlooker.over(report);
    return report;
  }

  /** What checkers have noted down is not on the disk any more: such a day ends with its loss. */
  private void endWith(RuntimeException e) {
    if (!lives.syncsSeldom()) {
      throw e;
    }
    crowd.tally().tell(text -> scene.found(new Finding(world.nanos(), "S24", text)));
  }

  /** The faults have stopped: from now on everybody works towards the end. */
  private void calm() {
    scene.calm().begin();
    lives.disarm();
    lives.usualLimits();
    shop.calm();
    crowd.calm();
    office.calm();
    operator.calm();
    world.in(LOOK_NANOS, this::look);
  }

  /** The run is over when everything has ended, and given up when it does not. */
  private void look() {
    BrokenForGood broken = scene.calm().broken();
    boolean named = broken != null && shown().stream().anyMatch(broken::namedBy);
    if (named) {
      scene.calm().named();
    }
    long now = world.nanos();
    if (!nothingIsLeft()) {
      lastNotEnded = now;
    }
    int owed = scene.record().owed().size();
    if (owed < lastOwed) {
      lastEnded = now; // a long queue is no standstill
    }
    lastOwed = owed;
    boolean ended = now - lastNotEnded >= SETTLED && now >= length;
    boolean beyondHelp = now > calm + HELPLESS && nothingHappens() && isExplained(broken, named);
    if (ended || beyondHelp || now >= Math.max(Math.max(calm, length), lastEnded) + PATIENCE) {
      shown = shown();
      scene.cloud().ends();
      lives.over();
    } else {
      world.in(LOOK_NANOS, this::look);
    }
  }

  private boolean nothingIsLeft() {
    return running.process() != null
        && scene.record().settled()
        && scene.record().owed().isEmpty()
        && scene.record().jobs().isEmpty()
        && shop.quiet()
        && office.quiet()
        && trials.done()
        && forGood.done();
  }

  /** Nothing has begun, changed its state or ended for long. */
  private boolean nothingHappens() {
    String open = scene.record().owed() + " " + scene.record().jobs().keySet();
    if (!open.equals(lastOpen)) {
      lastOpen = open;
      lastProgress = world.nanos();
    }
    return trials.done() && office.quiet() && world.nanos() - lastProgress > HELPLESS;
  }

  /**
   * The tower says which part of it is broken. Without a bay or a portal it works all the same, and
   * what is under way is waited for; with a dead drive it never will.
   */
  private boolean isExplained(@Nullable BrokenForGood broken, boolean named) {
    boolean dead = broken != null && broken.place() == null;
    boolean waits = scene.record().idle() && scene.calm().namedLately();
    boolean never = !scene.record().settled() && dead && named;
    return scene.recordLost() || waits || never;
  }

  private List<Reason> shown() {
    return running.snapshot().map(s -> s.live().reasons()).orElse(shown);
  }

  /** Shows everybody what the controller writes down. */
  private final class Shows implements VirtualStore.CommitWatch {
    @Override
    public void decided(Batch batch) {
      scene.decided(batch);
      batch.facts().forEach(coverage::decided);
    }

    @Override
    public void committed(List<Batch> batches) {
      also.committed(batches);
      for (Batch batch : batches) {
        onlooker.durable(batch);
        crowd.durable(batch);
        for (Fact fact : batch.facts()) {
          note(fact);
        }
      }
      scene.committed(batches);
      lastWords =
          scene.findings().isEmpty() || lastWords != null ? lastWords : List.copyOf(journal);
    }
  }

  private void note(Fact fact) {
    journal.add(new Noted(world.nanos(), fact));
    coverage.durable(fact);
    if (journal.size() > JOURNAL_LINES) {
      journal.remove();
    }
    if (fact instanceof Fact.VehicleMoved moved
        && moved.to() instanceof tower.model.Place.Outside) {
      retrievals++;
    } else if (fact instanceof Fact.StepConfirmed) {
      lastProgress = world.nanos();
    }
  }

  private SeedReport report() {
    TreeMap<String, Long> checks = new TreeMap<>();
    for (Checker checker : scene.checkers()) {
      checks.put(checker.invariant().key(), checker.checks());
    }
    Outcomes outcomes = Outcomes.of(shop.wishes(), database);
    List<Noted> words = lastWords == null ? List.copyOf(journal) : lastWords;
    return new SeedReport(
        scenario.seed(),
        scenario.tower(),
        faults.happened(),
        world.hash(),
        List.copyOf(scene.findings()),
        words,
        checks,
        coverage.marks(faults.happened(), line.spoilt()),
        new SeedReport.Figures(
            world.nanos(),
            tower.wire().requests(),
            lives.count(),
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
