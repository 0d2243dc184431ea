package tower.simulator.cuts;

import tower.core.Fact;

/** What one customer, or one driver, wants of the tower. */
interface Errand {
  /** Goes on with it, a few times a second. */
  void look();

  /** A fact has become durable. */
  void durable(Fact fact);

  /** True when the tower has nothing more to do for it. */
  boolean over();

  /** What is wrong with the way it ended, or with where it stands; empty when all is well. */
  String wrong();
}
