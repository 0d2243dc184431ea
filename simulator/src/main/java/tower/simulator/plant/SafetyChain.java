package tower.simulator.plant;

import java.util.function.BooleanSupplier;
import tower.simulator.world.Timer;
import tower.simulator.world.World;

/**
 * The hard-wired part: two channels through e-stop contacts and enclosure, a latch that a person
 * resets, and the retriggerable relay that the alive output keeps pulled in. It decides on torque;
 * no software can overrule it.
 */
public final class SafetyChain {
  private final World world;
  private final PlantTraits traits;
  private final BooleanSupplier enclosed;
  private final Runnable changed;
  private final Timer relayDrop;
  private boolean contactA = true;
  private boolean contactB = true;
  private boolean latched = true;
  private boolean alive;
  private boolean relay;
  private boolean welded;
  private boolean permit;
  private boolean resetPressed;

  SafetyChain(World world, PlantTraits traits, BooleanSupplier enclosed, Runnable changed) {
    this.world = world;
    this.traits = traits;
    this.enclosed = enclosed;
    this.changed = changed;
    relayDrop = world.timer(this::relayDropped);
  }

  /** First channel closed, as the controller reads it, before the latch. */
  public boolean channelA() {
    return contactA && enclosed.getAsBoolean();
  }

  /** Second channel closed. */
  public boolean channelB() {
    return contactB && enclosed.getAsBoolean();
  }

  /** True while both e-stop contacts are closed. */
  public boolean eStopReleased() {
    return contactA && contactB;
  }

  /** True until a person has pressed reset with the chain closed. */
  public boolean latched() {
    return latched;
  }

  /** True while the relay behind the alive output is pulled in. */
  public boolean relay() {
    return relay;
  }

  /** The motion permit as the controller drives it. */
  public boolean permit() {
    return permit;
  }

  /** True while motors may have torque. */
  public boolean torqueAllowed() {
    return liftingAllowed() && permit;
  }

  /** True while the lifter's contactor may pull in: everything but the permit. */
  public boolean liftingAllowed() {
    return channelA() && channelB() && !latched && contactClosed();
  }

  /** True while door operators have power: people can be let out while the chain is open. */
  public boolean doorsPowered() {
    return contactClosed() && eStopReleased();
  }

  private boolean contactClosed() {
    return relay || welded;
  }

  /** Welds the relay's contact: it stays closed when the relay drops. Or mends it. */
  public void weldRelay(boolean stuck) {
    welded = stuck;
    changed.run();
  }

  void contacts(boolean a, boolean b) {
    contactA = a;
    contactB = b;
    changed.run();
  }

  void reset(boolean pressed) {
    boolean edge = pressed && !resetPressed;
    resetPressed = pressed;
    if (edge && channelA() && channelB()) {
      latched = false;
    }
    changed.run();
  }

  /** True while the reset button is pressed. */
  public boolean resetPressed() {
    return resetPressed;
  }

  void permit(boolean on) {
    if (on != permit) {
      permit = on;
      changed.run();
    }
  }

  void alive(boolean level) {
    if (level == alive) {
      return;
    }
    alive = level;
    relayDrop.set(world.nanos() + traits.relayNanos());
    if (!relay) {
      relay = true;
      changed.run();
    }
  }

  /** All power is gone: the relay drops, the latch trips. */
  void powerOff() {
    permit = false;
    relay = false;
    relayDrop.cancel();
    latched = true;
    changed.run();
  }

  /** Trips the latch when the chain is open; called whenever an input of the chain has changed. */
  void tripIfOpen() {
    if (!channelA() || !channelB()) {
      latched = true;
    }
  }

  private void relayDropped() {
    relay = false;
    changed.run();
  }
}
