package tower.simulator.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tower.core.Fact;
import tower.core.Ledger;
import tower.loop.Snapshot;
import tower.model.AxisName;
import tower.model.AxisSpec;
import tower.model.DriveProfile;
import tower.model.Layout;
import tower.model.Place;
import tower.simulator.VirtualTower;
import tower.simulator.drive.DriveSlave;
import tower.simulator.line.LineFault;
import tower.simulator.line.LineWatch;
import tower.simulator.plant.Axis;
import tower.simulator.plant.Chips;
import tower.simulator.plant.Plant;
import tower.simulator.plant.Stand;
import tower.simulator.world.Timer;
import tower.simulator.world.World;
import tower.store.Batch;
import tower.store.SqliteStore;

/**
 * Everything that the checkers of one run see, and the one who wakes them: when the steel has
 * changed, while something moves, at every write on the wire, every commit, every answer.
 */
public final class Scene implements LineWatch {
  /** How often what is analytic is looked at while something moves. */
  private static final long PULSE_NANOS = 100 * World.MS;

  /** One exchange. */
  private static final long WAKE_NANOS = 20 * World.MS;

  private final World world;
  private final Plant plant;
  private final Chips chips;
  private final Axis shuttle;
  private final List<DriveSlave> drives;
  private final Map<Integer, AxisSpec> axisOfUnit = new HashMap<>();
  private final Function<AxisName, DriveProfile> profiles;
  private final SqliteStore database;
  private final JournalFold record = new JournalFold();
  private final People people;
  private final Calm calm;
  private final Broken broken;
  private final Lately lately;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Checker> checkers;

  /** Those of the checkers that want to see every read. */
  private final List<Checker> readers;

  private final Begun begun;
  private final Cloud cloud;
  private final Timer settle;
  private final Timer pulse;
  private boolean alive;
  private long lifeBeganAt;
  private long acknowledged;
  private final OlderCopy olderCopy = new OlderCopy();
  private long stoppedUntil = Long.MIN_VALUE / 2;

  /** A scene of a tower that has just been built, and the database that it runs on. */
  public Scene(
      VirtualTower tower, Function<AxisName, DriveProfile> profiles, SqliteStore database) {
    this.world = tower.world();
    this.plant = tower.plant();
    this.chips = tower.chips();
    this.shuttle = plant.carrier().axis(AxisName.SHUTTLE);
    this.drives = tower.drives();
    this.profiles = profiles;
    this.database = database;
    for (Axis axis : plant.carrier().axes()) {
      axisOfUnit.put(axis.spec().busUnit(), axis.spec());
    }
    calm = new Calm(world);
    broken = new Broken(tower);
    lately = new Lately(world, plant);
    people = new People(world, plant, lately);
    settle = world.timer(this::settled);
    pulse = world.timer(this::pulse);
    begun = new Begun(world, plant);
    checkers = Invariant.checkers(this);
    cloud = new Cloud(world, checkers);
    readers = checkers.stream().filter(Checker::wantsReads).toList();
    plant.onChange(this::changed);
    chips.onChange(this::changed);
    tower.wire().watch(this);
  }

  // What the checkers see.

  /** Virtual time. */
  public long nanos() {
    return world.nanos();
  }

  /** Time and queue. */
  public World world() {
    return world;
  }

  /** The steel. */
  public Plant plant() {
    return plant;
  }

  /** The chips between the steel and the board. */
  Chips chips() {
    return chips;
  }

  /** As built. */
  public Layout layout() {
    return plant.layout();
  }

  /** The drives. */
  public List<DriveSlave> drives() {
    return drives;
  }

  /** The register list of an axis's drive. */
  public DriveProfile profile(AxisName axis) {
    return profiles.apply(axis);
  }

  /** What is durable. */
  public JournalFold record() {
    return record;
  }

  /** What people have done at the panel. */
  People people() {
    return people;
  }

  /** What has begun to move since the instant before, and who confirmed which portal. */
  Begun begun() {
    return begun;
  }

  /** Who is far away, and what was committed for them. */
  public Cloud cloud() {
    return cloud;
  }

  /** What outlives every process. */
  public SqliteStore database() {
    return database;
  }

  /** The last row of the journal that somebody was told is durable. */
  long acknowledged() {
    return acknowledged;
  }

  /** True while a process lives. */
  public boolean alive() {
    return alive;
  }

  /** When the present or last process started. */
  long lifeBeganAt() {
    return lifeBeganAt;
  }

  /** True when the process was not stopped at any time since then. */
  boolean ranSince(long nanos) {
    return stoppedUntil < nanos;
  }

  /**
   * True just after the process was stopped: the exchange that it had decided on before goes out
   * now, and it has had no chance to see what has happened meanwhile. Relay, chain and node guard
   * have seen to the machine by then.
   */
  boolean wakes() {
    return world.nanos() >= stoppedUntil && world.nanos() - stoppedUntil < WAKE_NANOS;
  }

  /** True once facts have gone with an older copy of the database: the tower holds. */
  public boolean recordLost() {
    return olderCopy.facts();
  }

  /** The axis whose drive has that unit address. */
  Optional<AxisSpec> axisOf(int unit) {
    return Optional.ofNullable(axisOfUnit.get(unit));
  }

  /** What has only just gone wrong. */
  public Lately lately() {
    return lately;
  }

  /** What the run has broken, where no controller could keep an invariant to the letter. */
  public Broken broken() {
    return broken;
  }

  /** A fault of the run spoils the exchange that is under way. */
  public void spoilt(LineFault.Kind kind) {
    lineFault(world.nanos());
    checkers.forEach(c -> c.spoilt(kind));
  }

  /** A fault of the run spoils exchanges until then. */
  public void lineFault(long untilNanos) {
    lately.lineFault(untilNanos);
  }

  /** The second phase, after all faults. */
  public Calm calm() {
    return calm;
  }

  /** A drive has lost its power, for a while or for good. */
  public void driveDies(AxisName axis) {
    checkers.forEach(c -> c.driveDies(axis));
  }

  /** The disk takes nothing until then. */
  public void diskFull(long untilNanos) {
    checkers.forEach(c -> c.diskFull(untilNanos));
  }

  /** The stand of a place, null when the carrier cannot reach it. */
  public @Nullable Stand stand(Place place) {
    return plant.stands().stream().filter(s -> s.place().equals(place)).findFirst().orElse(null);
  }

  /** The stand of a place that the carrier reaches. */
  public Stand requireStand(Place place) {
    Stand stand = stand(place);
    if (stand == null) {
      throw new IllegalArgumentException("no stand at " + place.label());
    }
    return stand;
  }

  /** The shuttle. */
  public Axis shuttle() {
    return shuttle;
  }

  /** Something did not hold. */
  public void found(Finding finding) {
    findings.add(finding);
  }

  /** What did not hold so far. */
  public List<Finding> findings() {
    return findings;
  }

  /** All checkers. */
  public List<Checker> checkers() {
    return checkers;
  }

  // What happens.

  private void changed() {
    people.look();
    if (!settle.pending()) {
      settle.set(world.nanos());
    }
  }

  private void settled() {
    begun.look();
    for (int i = 0; i < checkers.size(); i++) {
      checkers.get(i).settled();
    }
    if (!pulse.pending() && busy()) {
      pulse.set(world.nanos() + PULSE_NANOS);
    }
  }

  private void pulse() {
    checkers.forEach(Checker::pulse);
    if (busy()) {
      pulse.set(world.nanos() + PULSE_NANOS);
    }
  }

  private boolean busy() {
    List<Axis> axes = plant.carrier().axes();
    for (int i = 0; i < axes.size(); i++) {
      if (axes.get(i).moving() || axes.get(i).torque()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void request(long nanos, byte[] bytes, int length) {
    if (!Frame.isWrite(bytes, length)) {
      readers.forEach(c -> c.read(bytes[0] & 0xFF));
      return;
    }
    AxisSpec axis = axisOfUnit.get(bytes[0] & 0xFF);
    if (axis != null) {
      Frame frame = Frame.of(axis, profiles.apply(axis.name()), bytes);
      checkers.forEach(c -> c.written(frame));
    }
  }

  /** The controller has decided this; it is not durable yet. */
  public void decided(Batch batch) {
    for (Fact fact : batch.facts()) {
      checkers.forEach(c -> c.decided(fact));
    }
  }

  /** Facts have become durable. */
  public void committed(List<Batch> batches) {
    for (Batch batch : batches) {
      acknowledged = batch.lastSeq();
      cloud.committed(batch);
      for (Fact fact : batch.facts()) {
        record.apply(fact);
        checkers.forEach(c -> c.durable(fact));
      }
    }
    broken.settled(record.settled());
    checkers.forEach(Checker::committed);
  }

  /** A client asks for something. */
  public void asked(Asked asked) {
    checkers.forEach(c -> c.asked(asked));
  }

  /** The shop has given a customer the code of a pickup. */
  public void issued(Issued issued) {
    checkers.forEach(c -> c.issued(issued));
  }

  /** Somebody looks at what the tower shows. */
  public void shown(Snapshot snapshot) {
    checkers.forEach(c -> c.shown(snapshot));
  }

  /** A process has started and read this from the database. */
  public void loaded(Ledger ledger) {
    checkers.forEach(c -> c.loaded(ledger));
  }

  /** A client was told something. */
  public void told(Told told) {
    checkers.forEach(c -> c.told(told));
  }

  /** A process has started. */
  public void lifeBegan() {
    alive = true;
    lifeBeganAt = world.nanos();
    people.forget();
    checkers.forEach(Checker::lifeBegan);
  }

  /** A process is gone. */
  public void lifeEnded() {
    alive = false;
    broken.settled(false);
    checkers.forEach(Checker::lifeEnded);
  }

  /** The process that lives is stopped until then. */
  public void stopped(long untilNanos) {
    stoppedUntil = untilNanos;
    world.nobodySeesUtc(untilNanos);
    broken.stopped(untilNanos);
    checkers.forEach(c -> c.stopped(untilNanos));
  }

  /** What older copies of the database have taken. */
  public OlderCopy olderCopy() {
    return olderCopy;
  }

  /** The run is over. */
  public void over() {
    checkers.forEach(Checker::over);
  }
}
