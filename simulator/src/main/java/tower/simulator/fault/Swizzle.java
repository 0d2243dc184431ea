package tower.simulator.fault;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tower.simulator.VirtualTower;
import tower.simulator.check.Scene;
import tower.simulator.drive.DriveSlave;
import tower.simulator.plant.Chips;
import tower.simulator.scenario.What;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/**
 * A handful of sensors and links break one by one within seconds and are mended in another order
 *
 * <p>(swizzle-clogging, FoundationDB): states are reached on the way that nobody has thought of.
 */
public final class Swizzle implements FaultGroup {
  private static final int FEWEST = 3;
  private static final int MOST = 8;

  private final Ground ground;
  private final VirtualTower tower;
  private final Scene scene;
  private final World world;

  /** The swizzles of a run. */
  public Swizzle(Ground ground) {
    this.ground = ground;
    tower = ground.tower();
    scene = ground.scene();
    world = ground.world();
  }

  @Override
  public boolean begin(What what, long lasts, Chance chance) {
    if (what != What.SWIZZLE) {
      throw Faults.notOurs(what);
    }
    breakOne(chance.between(FEWEST, MOST), new ArrayList<>(), chance);
    return true;
  }

  private void breakOne(long left, List<Runnable> mendings, Chance chance) {
    if (left == 0) {
      mendAll(shuffled(mendings, chance), chance);
      return;
    }
    Runnable mending =
        switch (chance.below(6)) {
          case 0 -> chip(chance);
          case 1 -> drive(chance);
          case 2 -> adapter();
          default -> sensor(chance);
        };
    if (mending != null) {
      mendings.add(mending);
    }
    // When the calm comes nobody waits any longer.
    ground.mend(chance.between(50, 3000) * World.MS, () -> breakOne(next(left), mendings, chance));
  }

  private long next(long left) {
    return world.nanos() < ground.untilNanos() ? left - 1 : 0;
  }

  private static Deque<Runnable> shuffled(List<Runnable> list, Chance chance) {
    Deque<Runnable> shuffled = new ArrayDeque<>();
    while (!list.isEmpty()) {
      shuffled.add(list.remove(chance.below(list.size())));
    }
    return shuffled;
  }

  private void mendAll(Deque<Runnable> mendings, Chance chance) {
    Runnable next = mendings.poll();
    if (next != null) {
      next.run();
      ground.mend(chance.between(50, 3000) * World.MS, () -> mendAll(mendings, chance));
    }
  }

  private @Nullable Runnable chip(Chance chance) {
    int chip = 1 + chance.below(tower.chips().count() - 1);
    if (tower.chips().health(chip) != Chips.Health.WELL) {
      return null;
    }
    tower.chips().set(chip, Chips.Health.SILENT);
    return () -> tower.chips().set(chip, Chips.Health.WELL);
  }

  private @Nullable Runnable drive(Chance chance) {
    DriveSlave slave = tower.drives().get(chance.below(tower.drives().size()));
    if (!slave.drive().powered()) {
      return null;
    }
    scene.lineFault(ground.untilNanos() + DriveFaults.BOOT_NANOS);
    slave.drive().power(false);
    return () -> slave.drive().power(true);
  }

  private @Nullable Runnable adapter() {
    if (!tower.wire().plugged()) {
      return null;
    }
    scene.lineFault(ground.untilNanos() + DriveFaults.BOOT_NANOS);
    tower.wire().plugged(false);
    return () -> tower.wire().plugged(true);
  }

  private @Nullable Runnable sensor(Chance chance) {
    List<Integer> all = ground.atlas().breakable();
    int point = all.get(chance.below(all.size()));
    boolean at = chance.below(2) == 0 && ground.atlas().mayStick(point, true);
    if (tower.plant().sensors().faulty(point) || !ground.atlas().take(point)) {
      return null;
    }
    scene.lately().lies(point);
    tower.plant().sensors().stuck(point, at);
    return () -> {
      scene.lately().lies(point);
      tower.plant().sensors().heal(point);
      ground.atlas().giveBack(point);
    };
  }
}
