package tower.simulator.fault;

import java.util.ArrayList;
import java.util.List;
import tower.simulator.VirtualTower;
import tower.simulator.check.Scene;
import tower.simulator.line.LineFault;
import tower.simulator.line.RandomFaults;
import tower.simulator.scenario.What;
import tower.simulator.world.Chance;

/** The line to the drives. */
public final class LineFaults implements FaultGroup {
  private final Ground ground;
  private final VirtualTower tower;
  private final Scene scene;

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
      default -> throw Faults.notOurs(what);
    };
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
    tower
        .wire()
        .policy((unit, function) -> {
          LineFault fault = faults.next(unit, function);
          if (fault.kind() != LineFault.Kind.OK) {
            scene.spoilt(fault.kind());
          }
          return fault;
        });
    ground.mend(3 * lasts, () -> faults.rate(0));
    return true;
  }
}
