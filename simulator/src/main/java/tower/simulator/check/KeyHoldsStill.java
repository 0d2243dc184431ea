package tower.simulator.check;

import tower.core.Fact;
import tower.simulator.plant.Plant;
import tower.simulator.plant.PortalSteel;
import tower.simulator.world.Timer;
import tower.simulator.world.World;

/**
 * S26, as far as there are no sessions yet: nothing changes that only somebody from outside can
 * want, unless somebody asked for just that who may; who may not is told so. And while the key is
 * in maintenance nothing is commanded to move, whoever asks for it, and what moved has stopped.
 */
final class KeyHoldsStill extends Checker {
  /**
   * The header is read before every exchange, but the key is no stop input: it must last 30 ms. The
   * exchange that is under way may end.
   */
  private static final long SEEN_NANOS = 55 * World.MS;

  /** Debounce, a cycle, and a stop frame to each drive of a line that has just fallen silent. */
  private static final long STOP_NANOS = 130 * World.MS;

  /** Doors and lifter stop with their outputs or, behind a chip that is silent, with the relay. */
  private static final long RELAY_NANOS = 500 * World.MS;

  private final NothingUnasked requests = new NothingUnasked();
  private final Uninvited uninvited = new Uninvited();
  private final Timer stopped;
  private final Timer resting;
  private boolean turned;
  private long since;

  KeyHoldsStill(Scene scene) {
    super(Invariant.S26, scene);
    stopped = scene.world().timer(this::stopped);
    resting = scene.world().timer(this::resting);
  }

  @Override
  void asked(Asked asked) {
    requests.asked(asked);
  }

  @Override
  void intrudes(Intrusion intrusion) {
    uninvited.intrudes(intrusion);
  }

  @Override
  void lifeEnded() {
    requests.lifeEnded();
  }

  @Override
  void told(Told told) {
    requests.told(told);
    Intrusion letIn = uninvited.letIn(told);
    must(letIn == null, "%s to %s was answered %d", letIn, told.path(), told.status());
  }

  @Override
  void durable(Fact fact) {
    must(!uninvited.wrote(fact), "somebody who may not has brought about %s", fact);
    String unasked = requests.unasked(fact);
    must(unasked == null, "nobody asked for %s, but here it is: %s", unasked, fact);
  }

  @Override
  void settled() {
    boolean now = scene().plant().keyInMaintenance();
    if (now && !turned) {
      since = scene().nanos();
      stopped.set(since + STOP_NANOS);
      resting.set(since + RELAY_NANOS);
    } else if (!now && turned) {
      stopped.cancel();
      resting.cancel();
    }
    turned = now;
    if (now && scene().begun().anything()) {
      must(!late() || scene().wakes(), "something sets out %d ms after the key was turned", ms());
    }
  }

  @Override
  void written(Frame frame) {
    must(
        !(turned && frame.enables() && scene().nanos() - since > SEEN_NANOS) || scene().wakes(),
        "the %s is enabled %d ms after the key was turned",
        frame.axis().name().key(),
        ms());
  }

  private boolean late() {
    return scene().nanos() - since > STOP_NANOS;
  }

  private long ms() {
    return (scene().nanos() - since) / World.MS;
  }

  private void stopped() {
    if (scene().alive() && scene().lifeBeganAt() < since && scene().ranSince(since)) {
      Plant plant = scene().plant();
      must(!plant.chain().permit(), "the permit is on 130 ms after the key was turned");
      must(!plant.anyTorque(), "an axis has torque 130 ms after the key was turned");
    }
  }

  private void resting() {
    Plant plant = scene().plant();
    must(!plant.carrier().lifter().moving(), "the lifter moves with the key in maintenance");
    for (PortalSteel portal : plant.portals()) {
      must(
          !portal.inner().moving() && !portal.outer().moving(),
          "a door of %s moves with the key in maintenance",
          portal.stand().place().label());
    }
  }
}
