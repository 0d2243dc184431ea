package tower.simulator.check;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tower.model.AxisName;
import tower.simulator.plant.Door;
import tower.simulator.plant.Plant;
import tower.simulator.world.World;

/** What a fault of the run has broken so lately that no controller can have noticed. */
public final class Lately {
  /** Between the last look at a sensor or a drive's parameters and the start of a move. */
  private static final long UNREAD_NANOS = World.SECOND;

  /**
   * An inner door's switches hang on an expander: read once a cycle, believed after the debounce,
   * and what was decided before is still sent in its cycle.
   */
  private static final long REACTION_NANOS = 200 * World.MS;

  private static final long NEVER = Long.MIN_VALUE / 2;

  private final World world;
  private final Plant plant;
  private final Map<Integer, Long> liesSince = new HashMap<>();
  private final Map<AxisName, Long> forgotAt = new EnumMap<>(AxisName.class);
  private final Map<AxisName, Long> lostAt = new EnumMap<>(AxisName.class);
  private final IdentityHashMap<Door, Long> forcedAt = new IdentityHashMap<>();
  private long lineFaultAt = NEVER;

  Lately(World world, Plant plant) {
    this.world = world;
    this.plant = plant;
  }

  /** A sensor lies from now on, or is mended. */
  public void lies(int point) {
    liesSince.put(point, world.nanos());
  }

  /** When the sensor last began to lie or to tell the truth, long ago if it never did. */
  long changed(int point) {
    return liesSince.getOrDefault(point, NEVER);
  }

  /**
   * What the sensor says; nothing certain while it has only just begun to lie or to tell the truth,
   * or while it flickers.
   */
  boolean says(int point, boolean level) {
    Long since = liesSince.get(point);
    boolean justNow = since != null && world.nanos() - since < UNREAD_NANOS;
    return justNow || plant.sensors().flickers(point) || plant.sensors().read(point) == level;
  }

  /** Somebody forces a door now. */
  public void forced(Door door) {
    forcedAt.put(door, world.nanos());
  }

  /** True while what sets out was sent before a stop for this door could have been. */
  boolean justForced(Door door) {
    Long at = forcedAt.get(door);
    return at != null && world.nanos() - at < REACTION_NANOS;
  }

  /** A drive forgets its parameters now, and with them where zero is. */
  public void forgets(AxisName axis) {
    forgotAt.put(axis, world.nanos());
    losesReference(axis);
  }

  /** A drive forgets where zero is. */
  public void losesReference(AxisName axis) {
    lostAt.put(axis, world.nanos());
  }

  /** True when nobody can have read yet that the drive has forgotten its parameters. */
  boolean justForgot(AxisName axis) {
    return unread(forgotAt.get(axis));
  }

  /** True when nobody can have read yet that the drive has lost its reference. */
  boolean justLost(AxisName axis) {
    return unread(lostAt.get(axis));
  }

  private boolean unread(@Nullable Long at) {
    return at != null && world.nanos() - at < UNREAD_NANOS;
  }

  /** Exchanges on the line go wrong until then. */
  void lineFault(long untilNanos) {
    lineFaultAt = Math.max(lineFaultAt, untilNanos);
  }

  /** Until when exchanges on the line go wrong by a fault of the run. */
  long lineFaultAt() {
    return lineFaultAt;
  }
}
