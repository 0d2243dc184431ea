package tower.simulator.fault;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tower.simulator.VirtualTower;
import tower.simulator.check.Scene;
import tower.simulator.line.LineFault;
import tower.simulator.line.RandomFaults;
import tower.simulator.scenario.What;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/** The line to the drives, and the adapter that it begins at. */
public final class LineFaults implements FaultGroup {
  private static final int WRITE_ONE = 6;
  private static final int WRITE_MANY = 16;

  /** From the adapter's return until the line is whole again. */
  private static final long REPLUG_NANOS = 3 * World.SECOND;

  private final Ground ground;
  private final VirtualTower tower;
  private final Scene scene;
  private final Map<LineFault.Kind, Integer> spoilt = new EnumMap<>(LineFault.Kind.class);
  private final List<RandomFaults> bad = new ArrayList<>();
  private int repliesToLose;
  private boolean installed;

  /** The line of a run. */
  public LineFaults(Ground ground) {
    this.ground = ground;
    tower = ground.tower();
    scene = ground.scene();
  }

  @Override
  public boolean begin(What what, long lasts, Chance chance) {
    return switch (what) {
      case LINE -> badMinute(lasts, chance);
      case REPLIES_LOST -> {
        install();
        repliesToLose = 1 + chance.below(3);
        yield true;
      }
      case ADAPTER_UNPLUGGED -> unplugged(lasts);
      case FOREIGN_DRIVES -> foreign(lasts, chance);
      default -> throw Faults.notOurs(what);
    };
  }

  /** How many exchanges were spoilt, by kind. */
  public Map<LineFault.Kind, Integer> spoilt() {
    return spoilt;
  }

  private void install() {
    if (!installed) {
      installed = true;
      tower.wire().policy(this::next);
    }
  }

  private LineFault next(int unit, int function) {
    LineFault fault = LineFault.OK;
    for (int i = 0; i < bad.size() && fault.kind() == LineFault.Kind.OK; i++) {
      fault = bad.get(i).next(unit, function);
    }
    if (repliesToLose > 0 && (function == WRITE_ONE || function == WRITE_MANY)) {
      repliesToLose--;
      fault = LineFault.of(LineFault.Kind.NONE);
    }
    if (fault.kind() != LineFault.Kind.OK) {
      spoilt.merge(fault.kind(), 1, Integer::sum);
      scene.spoilt(fault.kind());
    }
    return fault;
  }

  /** Some kinds of fault, at some rate. */
  private boolean badMinute(long lasts, Chance chance) {
    List<LineFault.Kind> some = new ArrayList<>();
    for (LineFault.Kind kind : LineFault.Kind.values()) {
      if (kind != LineFault.Kind.OK && chance.below(3) == 0) {
        some.add(kind);
      }
    }
    if (some.isEmpty()) {
      some.add(LineFault.Kind.NONE);
    }
    int perMillion = (int) (100 * Math.pow(1000, chance.below(1000) / 1000.0));
    RandomFaults faults = new RandomFaults(chance.split("line"), perMillion, some);
    install();
    bad.add(faults);
    ground.mend(3 * lasts, () -> bad.remove(faults));
    return true;
  }

  private boolean unplugged(long lasts) {
    if (!tower.wire().plugged()) {
      return false;
    }
    scene.lineFault(ground.world().nanos() + lasts + REPLUG_NANOS);
    tower.wire().plugged(false);
    ground.mend(lasts, () -> tower.wire().plugged(true));
    return true;
  }

  /**
   * Somebody has pulled the adapters of two towers and put each into the other's place: the device
   * has its old name, and behind it are other drives, which may call themselves as these do.
   */
  private boolean foreign(long lasts, Chance chance) {
    if (!tower.wire().plugged()) {
      return false;
    }
    boolean sameMake = chance.below(3) == 0;
    long hand = chance.between(200, 3000) * World.MS;
    scene.lineFault(ground.world().nanos() + lasts + 2 * hand + REPLUG_NANOS);
    tower.wire().plugged(false);
    tower.wire().drives(tower.foreignDrives(sameMake));
    ground.world().in(hand, () -> tower.wire().plugged(true));
    ground.mend(
        lasts + hand,
        () -> {
          tower.wire().plugged(false);
          tower.wire().drives(tower.drives());
          ground.world().in(hand, () -> tower.wire().plugged(true));
        });
    return true;
  }
}
