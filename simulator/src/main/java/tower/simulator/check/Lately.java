package tower.simulator.check;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import tower.model.AxisName;
import tower.simulator.plant.Plant;
import tower.simulator.world.World;

/** What a fault of the run has broken so lately that no controller can have noticed. */
final class Lately {
  /** Between the last look at a sensor or a drive's parameters and the start of a move. */
  private static final long UNREAD_NANOS = World.SECOND;

  private final World world;
  private final Plant plant;
  private final Map<Integer, Long> liesSince = new HashMap<>();
  private final Map<AxisName, Long> forgotAt = new EnumMap<>(AxisName.class);
  private long lineFaultAt = Long.MIN_VALUE / 2;

  Lately(World world, Plant plant) {
    this.world = world;
    this.plant = plant;
  }

  /** A sensor lies from now on, or is mended. */
  void lies(int point) {
    liesSince.put(point, world.nanos());
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

  /** A drive forgets its parameters now. */
  void forgets(AxisName axis) {
    forgotAt.put(axis, world.nanos());
  }

  /** True when nobody can have read yet that the drive has forgotten its parameters. */
  boolean justForgot(AxisName axis) {
    Long at = forgotAt.get(axis);
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
