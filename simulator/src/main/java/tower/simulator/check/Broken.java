package tower.simulator.check;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tower.model.AxisName;
import tower.simulator.VirtualTower;
import tower.simulator.drive.Cia402;
import tower.simulator.plant.Axis;
import tower.simulator.plant.Plant;
import tower.simulator.world.World;

/**
 * What the run has broken, where no controller could keep an invariant to the letter. Each method
 * is one named excuse, tied to one kind of fault; a checker that uses it says so.
 */
public final class Broken {
  /** The landing's flag is so long, mm: what has slipped by less no witness of the tower sees. */
  private static final double FLAG_MM = 10;

  /** From the moment in which a slipping brake can be seen until the stop has worked. */
  private static final long STOP_NANOS = 1500 * World.MS;

  /** From a working tower's first look at a bay until it doubts it, and a margin. */
  private static final long DOUBT_NANOS = 10 * World.SECOND;

  private final World world;
  private final Plant plant;
  private final Set<AxisName> slipped = EnumSet.noneOf(AxisName.class);
  private final Map<String, Long> movedByHand = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private long settledSince = World.NEVER;
  private final Cia402 lift;
  private boolean sank;
  private boolean brakeSlips;
  private long brakeSlipsUntil = Long.MIN_VALUE / 2;

  Broken(VirtualTower tower) {
    world = tower.world();
    plant = tower.plant();
    lift = tower.drive(AxisName.LIFT).drive();
  }

  /** The steel of an axis slips under its encoder, once or from now on. */
  public void slips(AxisName axis) {
    slipped.add(axis);
  }

  /**
   * How far the steel of an axis that has slipped may be from where its encoder has it without any
   * witness seeing it: the landing's flag and the home switch are 10 mm long, and the shuttle's
   * outer end has none. A fresh reference makes it 0.
   */
  double unseen(AxisName name) {
    if (slipped.isEmpty() || !slipped.contains(name)) {
      return 0;
    }
    Axis axis = plant.carrier().axis(name);
    double off = Math.abs(axis.encoder() - axis.position());
    return name == AxisName.SHUTTLE ? off : Math.min(off, FLAG_MM);
  }

  /**
   * How far from its landing the lift may be without any witness seeing it: after a slip in its
   * rope, or after it sank and its drive has no reference, only the landing's flag can tell.
   */
  double unaligned() {
    boolean blind = slipped.contains(AxisName.LIFT) || (sank && !lift.referenced());
    return blind ? FLAG_MM : 0;
  }

  /** How far off its encoder the steel of an axis that has slipped is. */
  double off(AxisName name) {
    if (slipped.isEmpty() || !slipped.contains(name)) {
      return 0;
    }
    Axis axis = plant.carrier().axis(name);
    return Math.abs(axis.encoder() - axis.position());
  }

  /** The lift's brake does not hold, until then. */
  public void brakeSlips(boolean slips) {
    brakeSlips = slips;
    sank = true;
    if (!slips) {
      brakeSlipsUntil = world.nanos();
    }
  }

  /**
   * True while the lift's brake does not hold, and until the stop that follows has worked: what the
   * lift does without torque no controller can help.
   */
  boolean brakeSlips() {
    return brakeSlips || world.nanos() - brakeSlipsUntil < STOP_NANOS;
  }

  /** A technician has put a car into another bay by hand and does not say so. */
  public void movedByHand(String vin) {
    movedByHand.put(vin, world.nanos());
  }

  /** Somebody has driven a car away that stood in a portal for nobody. */
  public void taken(String vin) {
    taken.add(vin);
    movedByHand(vin);
  }

  /** True for a car that was driven away and that nobody has brought back. */
  boolean isTaken(String vin) {
    return taken.contains(vin);
  }

  /** The tower has begun to work, or has ceased to. */
  void settled(boolean now) {
    settledSince = now ? Math.min(settledSince, world.nanos()) : World.NEVER;
  }

  /** The process that has begun to work does not look at anything until then. */
  void stopped(long untilNanos) {
    if (settledSince != World.NEVER) {
      settledSince = Math.max(settledSince, untilNanos);
    }
  }

  /**
   * True for a car that was put elsewhere by hand as long as the tower, which cannot know, has not
   * worked long enough to doubt the two bays.
   */
  boolean notYetDoubted(String vin) {
    Long at = movedByHand.get(vin);
    return at != null
        && (settledSince == World.NEVER
            || world.nanos() - Math.max(settledSince, at) < DOUBT_NANOS);
  }

  /** True when any car was put elsewhere by hand. */
  boolean isAnyMovedByHand() {
    return !movedByHand.isEmpty();
  }

  /** True for a car that was put elsewhere by hand. */
  boolean isMovedByHand(String vin) {
    return movedByHand.containsKey(vin);
  }
}
