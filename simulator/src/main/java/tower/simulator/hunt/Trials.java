package tower.simulator.hunt;

import java.util.Locale;
import tower.simulator.VirtualTower;
import tower.simulator.check.Scene;
import tower.simulator.product.StoreFaults;
import tower.simulator.scenario.Happening;
import tower.simulator.scenario.Scenario;
import tower.simulator.scenario.What;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/**
 * In the calm one thing goes wrong and nothing else, in the midst of work: what is promised for it
 * can be measured, because nothing else is to blame.
 */
final class Trials {
  private static final long LOOK_NANOS = World.SECOND;

  /** A tower that has no work by then is tried without. */
  private static final int LOOKS = 60;

  private static final long BURST_NANOS = 10 * World.MS;
  private static final int BURST = 30;
  private static final long FLOOD_NANOS = 1500 * World.MS;

  private final World world;
  private final VirtualTower tower;
  private final Scene scene;
  private final StoreFaults disk;
  private final Client client;
  private final Cut cut;
  private final ForGood.Happened happened;
  private int planned;
  private long calls;

  /** Lets the power of the whole tower fail for so long. */
  @FunctionalInterface
  interface Cut {
    void cut(long nanos);
  }

  Trials(
      VirtualTower tower,
      Scene scene,
      StoreFaults disk,
      Client client,
      Cut cut,
      ForGood.Happened happened) {
    this.tower = tower;
    this.scene = scene;
    this.disk = disk;
    this.client = client;
    this.cut = cut;
    this.happened = happened;
    world = tower.world();
  }

  /** Plans what the scenario tries. */
  void plan(Scenario scenario) {
    for (Happening one : scenario.happenings()) {
      if (one.what().group() == What.Group.TRIALS) {
        planned++;
        world.at(
            Math.max(one.atMs() * World.MS, scenario.calmS() * World.SECOND),
            () -> due(one, LOOKS));
      }
    }
  }

  /** True when nothing is left to try. */
  boolean done() {
    return planned == 0;
  }

  private void due(Happening one, int looks) {
    boolean works = scene.record().state().equals("executing");
    if (looks > 0 && !works) {
      world.in(LOOK_NANOS, () -> due(one, looks - 1));
      return;
    }
    if (!scene.record().settled()) {
      planned--;
      return; // something is broken for good: there is nothing to try
    }
    happened.happened(one.what());
    Chance chance = world.chance("happening " + one.draw());
    world.in(chance.below(3000) * World.MS, () -> begin(one, chance));
  }

  private void begin(Happening one, Chance chance) {
    long lasts = one.lastsMs() * World.MS;
    world.in(lasts + FLOOD_NANOS, () -> planned--);
    switch (one.what()) {
      case LATE_POWER_CUT -> cut.cut(lasts);
      case LATE_FULL_DISK -> {
        disk.fullUntil(world.nanos() + lasts);
        scene.diskFull(world.nanos() + lasts);
      }
      case LATE_FLOOD -> {
        scene.calm().flood(world.nanos() + FLOOD_NANOS);
        flood(world.nanos() + FLOOD_NANOS);
        long after = chance.between(200, 1000) * World.MS;
        long early = early(chance);
        world.in(after, () -> stop(lasts, early));
      }
      default -> stop(lasts, early(chance));
    }
  }

  /** One in four who pull the button out has a finger on reset an instant too early; 0 for none. */
  private static long early(Chance chance) {
    return chance.below(4) == 0 ? chance.between(1, 20) * World.MS : 0;
  }

  private void stop(long lasts, long early) {
    tower.people().eStop();
    world.in(lasts, () -> tower.people().releaseEStop());
    if (early > 0) {
      world.in(lasts - early, () -> tower.people().reset());
    }
  }

  /** Calls that ask for nothing there is, each of which has to be looked at. */
  private void flood(long until) {
    for (int i = 0; i < BURST; i++) {
      String vin = String.format(Locale.ROOT, "NONE%013d", ++calls);
      String body =
          "{\"vin\":\"%s\",\"purpose\":\"buy\",\"voucher\":\"%064d\"}".formatted(vin, calls);
      client.post("flood-" + calls, "/v1/pickups", body, reply -> {});
    }
    if (world.nanos() + BURST_NANOS <= until) {
      world.in(BURST_NANOS, () -> flood(until));
    }
  }
}
