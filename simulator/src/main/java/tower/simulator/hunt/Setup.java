package tower.simulator.hunt;

import tower.config.TowerConfig;
import tower.core.Settings;
import tower.core.Site;
import tower.simulator.scenario.Scenario;
import tower.simulator.world.Chance;

/**
 * What a process is started with.
 *
 * @param config the tower's file
 * @param site the numbers that decide
 * @param storeQueue most batches that may wait for the disk
 */
record Setup(TowerConfig config, Site site, int storeQueue) {
  /** As many batches as the product's queue takes. */
  private static final int STORE_QUEUE = 256;

  /** A time limit is changed by a factor from a hundredth to ten. */
  private static final double LEAST_FACTOR = 0.01;

  private static final double FACTORS = 1000;

  /** The usual one of a tower. */
  static Setup usual(TowerConfig config, Site site) {
    return new Setup(config, site, STORE_QUEUE);
  }

  /**
   * One whose limits nobody in his right mind would choose: time limits from a hundredth to ten
   * times the usual, queues that take one, no second try. What is no limit but a fact of the
   * machine stays: how long sensors need to settle, how far is aligned, the line's own times.
   */
  Setup odd(Chance chance) {
    Settings s = site.settings();
    Settings odd =
        new Settings(
            s.codeKey(),
            time(s.moveMarginMs(), chance),
            time(s.doorLimitMs(), chance),
            s.doorLeastMs(),
            time(s.lifterLimitMs(), chance),
            s.lifterLeastMs(),
            s.settleMs(),
            time(s.blockedLimitMs(), chance),
            time(s.arrivalLimitMs(), chance),
            time(s.stagedLimitMs(), chance),
            s.leadMs(),
            time(s.commitSlowMs(), chance),
            one(s.maxOpen(), chance),
            s.maxChargePercent(),
            one(s.maxAttempts(), chance),
            s.alignedMm(),
            s.alignedMdeg(),
            s.windows());
    TowerConfig.Limits limits = config.limits();
    return new Setup(
        config.with(new TowerConfig.Limits(odd.maxOpen(), one(limits.inboxEvents(), chance))),
        Site.of(site.layout(), odd),
        one(storeQueue, chance));
  }

  private static int time(int usual, Chance chance) {
    double factor = LEAST_FACTOR * StrictMath.pow(FACTORS, chance.below(1001) / 1000.0);
    return chance.below(2) == 0 ? usual : (int) Math.max(1, Math.min(usual * factor, 1e9));
  }

  private static int one(int usual, Chance chance) {
    return chance.below(2) == 0 ? usual : 1;
  }

  /** The tower with the scenario's waiting limits, and appointments that a seed sees come due. */
  static TowerConfig limits(TowerConfig config, Scenario scenario) {
    return config
        .with(config.timing().withPatience(scenario.arrivalLimitS(), scenario.stagedLimitS()))
        .with(new TowerConfig.Pickup(config.pickup().codeKeyFile(), Scenario.LEAD_S));
  }
}
