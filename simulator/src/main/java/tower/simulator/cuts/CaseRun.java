package tower.simulator.cuts;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import tower.api.Api;
import tower.app.Wiring;
import tower.config.TowerConfig;
import tower.core.CodeKey;
import tower.core.Fact;
import tower.core.Site;
import tower.model.Place;
import tower.model.Vehicle;
import tower.simulator.VirtualTower;
import tower.simulator.check.Checker;
import tower.simulator.check.Finding;
import tower.simulator.check.Scene;
import tower.simulator.hunt.Client;
import tower.simulator.hunt.Noted;
import tower.simulator.hunt.Onlooker;
import tower.simulator.hunt.Running;
import tower.simulator.hunt.Towers;
import tower.simulator.plant.Car;
import tower.simulator.product.StoreFaults;
import tower.simulator.product.VirtualMark;
import tower.simulator.product.VirtualProcess;
import tower.simulator.product.VirtualStore;
import tower.simulator.shop.Seller;
import tower.simulator.world.Chance;
import tower.simulator.world.World;
import tower.store.Batch;
import tower.store.SqliteStore;

/** One case from its first start to the end of its job. */
final class CaseRun implements AutoCloseable {
  /** Answer times and delays of every case come from this seed: the case alone decides the rest. */
  private static final long SEED = 1;

  /** A life that lasts longer than that has got stuck; the longest nominal one takes 2 minutes. */
  private static final long MOST_NANOS = 400 * World.SECOND;

  private static final long LOOK_NANOS = 250 * World.MS;
  private static final long AFTERWARDS = World.SECOND;
  private static final int ARRIVAL_LIMIT_S = 3600;
  private static final int STAGED_LIMIT_S = 900;
  private static final int SHORT_LIMIT_S = 5;

  private static final CodeKey KEY =
      new CodeKey("the simulated shop's own key".getBytes(StandardCharsets.US_ASCII));

  private final Case name;
  private final TowerConfig config;
  private final Site site;
  private final VirtualTower tower;
  private final World world;
  private final Chance chance;
  private final SqliteStore database;
  private final VirtualMark mark;
  private final StoreFaults disk;
  private final Scene scene;
  private final Running running = new Running(Onlooker.NOBODY);
  private final Watchman watchman;
  private final Story story;
  private final List<Life> lives = new ArrayList<>();
  private final List<Noted> journal = new ArrayList<>();
  private final TreeMap<String, Long> ends = new TreeMap<>();
  private final Seller seller;
  private long lifeEnds;
  private int resumes;
  private boolean stuck;

  /**
   * Boundaries that the last life had passed when all was over; to be ended is none of the job's.
   */
  private long passed;

  private boolean over;

  CaseRun(Case name, Towers towers, Consumer<StoreFaults> broken) {
    this.name = name;
    config = limits(towers.get(name.kind().tower()), name.kind());
    site = Wiring.site(config, KEY);
    tower = new VirtualTower(SEED, config.layout(), config::drive);
    world = tower.world();
    chance = world.chance("cuts");
    mark = new VirtualMark(world);
    database = SqliteStore.inMemory(config.layout().towerId(), world.utcMs(), mark);
    disk = new StoreFaults(world.chance("disk"), 2 * World.MS);
    disk.atCut(this::reachesTheDisk);
    broken.accept(disk);
    scene = new Scene(tower, config::drive, database);
    watchman = new Watchman(tower, running, scene);
    seller = Seller.ofADay(config.layout().towerId(), KEY);
    fill(Story.cars(name.kind()));
    story =
        Story.of(name.kind(), tower, new Clerk(world, new Client(world, running, scene)), seller);
  }

  private static TowerConfig limits(TowerConfig config, Kind kind) {
    int stagedS = kind == Kind.NO_SHOW ? SHORT_LIMIT_S : STAGED_LIMIT_S;
    return config.with(config.timing().withPatience(ARRIVAL_LIMIT_S, stagedS));
  }

  private void fill(List<Vehicle> inside) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact.KeysSet(Seller.ring(config.layout().towerId())));
    facts.add(new Fact.FloorRaised(world.utcMs()));
    for (Vehicle vehicle : inside) {
      facts.add(new Fact.VehicleSet(vehicle));
      tower.plant().put(Car.of(vehicle), scene.requireStand(vehicle.place()));
    }
    List<Batch> first = List.of(new Batch(1, world.utcMs(), facts));
    database.load();
    database.commit(first);
    scene.committed(first);
  }

  /** The life that ends now ends as its cut says. */
  private List<Batch> reachesTheDisk(List<Batch> group) {
    int life = lives.size();
    boolean lost = life < name.cuts().size() && name.cuts().get(life).lost();
    return lost ? List.of() : group;
  }

  CaseReport run() {
    story.begin();
    watchman.begin();
    world.in(LOOK_NANOS, this::look);
    lifeEnds = MOST_NANOS;
    while (!over) {
      long restartAt = live();
      running.gone();
      scene.lifeEnded();
      lifeEnds = restartAt + MOST_NANOS;
      while (!over && world.nanos() < restartAt) {
        world.sleepUntil(restartAt);
      }
    }
    world.sleepUntil(world.nanos() + AFTERWARDS);
    scene.over();
    end();
    return report();
  }

  /** Ends the run when its job has ended and the tower is ready again, or when it is stuck. */
  private void look() {
    world.in(LOOK_NANOS, this::look);
    VirtualProcess process = running.process();
    boolean allCut = lives.size() >= name.cuts().size();
    boolean rests = scene.record().state().equals("ready") && scene.record().jobs().isEmpty();
    stuck = world.nanos() > lifeEnds;
    if (process != null && !over && ((allCut && rests && story.over()) || stuck)) {
      over = true;
      passed = process.ports().life().boundaries();
      process.loop().end("asked to end");
    }
  }

  /** One life of the process; when the next begins. */
  private long live() {
    VirtualProcess process = VirtualProcess.start(tower, config, site, database, disk, new Shows());
    Api api =
        new Api(
            config.layout(),
            seller.desk(),
            site.settings().codeKey()::tag,
            process.loop()::snapshot,
            process.loop(),
            process.store(),
            process.store(),
            process.ports().life());
    BitSet coins = new BitSet();
    process.ports().life().watch(at -> coins.set((int) at, process.store().inFlight()));
    if (lives.size() < name.cuts().size()) {
      process.ports().life().cutAtBoundary(name.cuts().get(lives.size()).at());
    }
    running.began(process, api);
    scene.lifeBegan();
    scene.loaded(process.loop().facts());
    resumes = 0;
    try {
      if (process.run() && !over) {
        found("process", "the process has ended itself: " + process.ended());
        over = true;
      }
    } catch (RuntimeException impossible) {
      found("process", "the process has met an impossible state: " + impossible);
      over = true;
    }
    long boundaries = over ? passed : process.ports().life().boundaries();
    lives.add(new Life(Math.toIntExact(boundaries), coins));
    return over ? world.nanos() : died(process);
  }

  private long died(VirtualProcess process) {
    long off = chance.between(200, 1500) * World.MS;
    if (!name.boardOnly()) {
      tower.powerCut(process.ports(), off);
      mark.powerCut();
    }
    return world.nanos() + off + chance.between(200, 1000) * World.MS;
  }

  private void found(String invariant, String text) {
    scene.found(new Finding(world.nanos(), invariant, text));
  }

  private void must(boolean holds, String invariant, String otherwise) {
    ends.merge(invariant, 1L, Long::sum);
    if (!holds) {
      found(invariant, otherwise);
    }
  }

  /** Shows everybody what the controller writes down. */
  private final class Shows implements VirtualStore.CommitWatch {
    @Override
    public void decided(Batch batch) {
      scene.decided(batch);
    }

    @Override
    public void committed(List<Batch> batches) {
      for (Batch batch : batches) {
        for (Fact fact : batch.facts()) {
          journal.add(new Noted(world.nanos(), fact));
          story.durable(fact);
          recovers(fact);
        }
      }
      scene.committed(batches);
    }
  }

  /** L3: after a cut at any instant one look, one resume and the homing make it ready. */
  private void recovers(Fact fact) {
    switch (fact) {
      case Fact.Started f -> resumes = 0;
      case Fact.PersonActed f when f.act().equals("resume") ->
          must(++resumes == 1, "L3", "one resume was not enough");
      case Fact.StateChanged f ->
          must(
              !f.to().equals("faulted") && !f.to().equals("held"),
              "L3",
              "from " + f.from() + " to " + f.to() + ": " + f.reason().text());
      case Fact.VehicleMoved f ->
          must(
              !(f.to() instanceof Place.Quarantined),
              "L3",
              f.vin() + " is in " + f.to().label() + ", though every sensor is well");
      default -> {}
    }
  }

  /** What must be true when all is over. */
  private void end() {
    must(
        lives.size() > name.cuts().size(),
        "cut",
        "only " + (lives.size() - 1) + " of " + name.cuts().size() + " cuts were reached");
    must(!stuck, "L1", "stuck, the tower is " + state() + ", jobs " + scene.record().jobs());
    List<String> wrong = story.wrong();
    must(wrong.isEmpty(), "L1", String.join("; ", wrong));
    must(scene.record().jobs().isEmpty(), "L1", "open jobs: " + scene.record().jobs());
    for (Car car : tower.plant().cars()) {
      Place recorded = scene.record().places().get(car.vin());
      Optional<Place> real = tower.plant().placeOf(car);
      Place there = recorded == null ? new Place.Outside() : recorded;
      must(
          real.isPresent() && real.get().equals(there),
          "S9",
          car.vin() + " is recorded " + there.label() + ", but is " + car);
    }
  }

  private String state() {
    return scene.record().state() + ": " + scene.record().reason();
  }

  private CaseReport report() {
    for (Checker checker : scene.checkers()) {
      ends.merge(checker.invariant().key(), checker.checks(), Long::sum);
    }
    return new CaseReport(
        name,
        world.hash(),
        List.copyOf(scene.findings()),
        List.copyOf(lives),
        ends,
        world.nanos(),
        List.copyOf(journal));
  }

  @Override
  public void close() {
    database.close();
  }
}
