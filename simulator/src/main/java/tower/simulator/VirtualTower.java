package tower.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tower.app.Wiring;
import tower.config.TowerConfig;
import tower.drive.SerialLink;
import tower.model.AxisName;
import tower.model.DriveProfile;
import tower.model.Layout;
import tower.simulator.drive.DriveSlave;
import tower.simulator.line.Wire;
import tower.simulator.plant.Axis;
import tower.simulator.plant.Chips;
import tower.simulator.plant.People;
import tower.simulator.plant.Plant;
import tower.simulator.plant.PlantPins;
import tower.simulator.plant.PlantTraits;
import tower.simulator.world.Incarnation;
import tower.simulator.world.World;

/**
 * A tower of one seed: world, steel, drives, line and people. Processes come and go in it; each
 * gets its ports from {@link #start()}.
 */
public final class VirtualTower {
  /** The reference line: 115,200 baud 8E1. */
  private static final int BAUD = 115_200;

  private static final int BITS_PER_BYTE = 11;

  /** How long a drive takes to begin its answer. */
  private static final int ANSWER_MIN_MICROS = 500;

  private static final int ANSWER_MAX_MICROS = 2000;

  private final World world;
  private final Plant plant;
  private final Chips chips;
  private final Wire wire;
  private final List<DriveSlave> drives = new ArrayList<>();
  private final People people;
  private final PlantTraits traits;
  private final Function<AxisName, DriveProfile> profiles;

  /** A tower as laid out, with the drive that each axis has, on the reference line. */
  public VirtualTower(long seed, Layout layout, Function<AxisName, DriveProfile> profiles) {
    this(new World(seed), layout, profiles, PlantTraits.usual(), Chips.usual(layout));
  }

  /** A tower in a world, its steel and chips as given. */
  public VirtualTower(
      World world,
      Layout layout,
      Function<AxisName, DriveProfile> profiles,
      PlantTraits traits,
      Chips chips) {
    this(world, layout, profiles, traits, chips, wire(world, BAUD, BITS_PER_BYTE));
  }

  /** A tower in a world as its configuration describes it, chips and line included. */
  public VirtualTower(World world, TowerConfig config, PlantTraits traits) {
    this(
        world,
        config.layout(),
        config::drive,
        traits,
        Chips.of(config.gpio()),
        wire(
            world, config.serial().baud(), Wiring.busSettings(config.serial()).bitsPerCharacter()));
  }

  private VirtualTower(
      World world,
      Layout layout,
      Function<AxisName, DriveProfile> profiles,
      PlantTraits traits,
      Chips chips,
      Wire wire) {
    this.world = world;
    this.chips = chips;
    this.wire = wire;
    plant = new Plant(world, layout, traits);
    for (Axis axis : plant.carrier().axes()) {
      DriveSlave drive = new DriveSlave(world, profiles.apply(axis.name()), axis);
      drives.add(drive);
      wire.connect(drive);
    }
    people = new People(plant, traits);
    this.traits = traits;
    this.profiles = profiles;
  }

  private static Wire wire(World world, int baud, int bitsPerByte) {
    return new Wire(world, baud, bitsPerByte, ANSWER_MIN_MICROS, ANSWER_MAX_MICROS);
  }

  /** Time, queue, seed and trace. */
  public World world() {
    return world;
  }

  /** The steel: ground truth. */
  public Plant plant() {
    return plant;
  }

  /** The chips that the pins hang on. */
  public Chips chips() {
    return chips;
  }

  /** The line that the drives hang on. */
  public Wire wire() {
    return wire;
  }

  /** The drives, in the layout's order of axes. */
  public List<DriveSlave> drives() {
    return drives;
  }

  /**
   * The drives of another tower, which stands and has nothing to do with this one.
   *
   * @param sameMake they call themselves what this tower's drives call themselves
   */
  public List<DriveSlave> foreignDrives(boolean sameMake) {
    Plant elsewhere = new Plant(world, plant.layout(), traits);
    List<DriveSlave> foreign = new ArrayList<>();
    for (Axis axis : elsewhere.carrier().axes()) {
      DriveProfile own = profiles.apply(axis.name());
      DriveProfile profile = sameMake ? own : otherMake(own);
      foreign.add(new DriveSlave(world, profile, axis));
    }
    return foreign;
  }

  private static DriveProfile otherMake(DriveProfile p) {
    return new DriveProfile(
        p.name(),
        p.addressBase(),
        p.wordsPerValue(),
        p.highWordFirst(),
        p.minGapMicros(),
        p.longestAnswerMs(),
        p.unitsPerMmNumerator(),
        p.unitsPerMmDenominator(),
        p.identity() + 1,
        p.nodeGuardMs(),
        p.registers(),
        p.statusBlock(),
        p.positionBlock());
  }

  /** The drive of an axis. */
  public DriveSlave drive(AxisName axis) {
    return drives.stream().filter(d -> d.drive().axis().name() == axis).findFirst().orElseThrow();
  }

  /** Customers, passers-by, the operator. */
  public People people() {
    return people;
  }

  /** Starts a process. */
  public Ports start() {
    Incarnation life = new Incarnation(world);
    return new Ports(life, new PlantPins(plant, chips, life), wire.link(life));
  }

  /**
   * The power of the whole tower fails and, after a while, returns: the process dies, torque, relay
   * and outputs are gone, and the drives boot.
   */
  public void powerCut(Ports ports, long offNanos) {
    ports.life().cut();
    plant.powerOff();
    drives.forEach(d -> d.drive().power(false));
    world.in(offNanos, () -> drives.forEach(d -> d.drive().power(true)));
  }

  /** The board alone loses its power: the process dies, its outputs fall, the drives live on. */
  public void boardDies(Ports ports) {
    ports.life().cut();
    plant.boardOff();
  }

  /**
   * What a process holds of the tower.
   *
   * @param life its time, and its end
   * @param pins its inputs and outputs
   * @param link its serial port, not open
   */
  public record Ports(Incarnation life, PlantPins pins, SerialLink link) {}
}
