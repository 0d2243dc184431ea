package tower.simulator.demo;

import tower.config.TowerConfig;
import tower.model.AxisSpec;
import tower.model.Layout;

/** A tower whose machine is so many times faster; clocks and people are not. */
final class Faster {
  private Faster() {}

  static TowerConfig config(TowerConfig config, int times) {
    Layout l = config.layout();
    return config
        .with(config.timing().faster(times))
        .with(
            new Layout(
                l.towerId(),
                l.axes().stream().map(a -> axis(a, times)).toList(),
                l.bays(),
                l.portals(),
                l.inputs(),
                l.outputs()));
  }

  private static AxisSpec axis(AxisSpec a, int times) {
    return new AxisSpec(
        a.name(),
        a.busUnit(),
        a.travelMin(),
        a.travelMax(),
        a.speedMax() * times,
        a.acceleration() * times * times,
        a.homingMethod(),
        a.homingSpeed() * times,
        a.windowUnits());
  }
}
