package tower.simulator.plant;

import tower.simulator.world.Timer;
import tower.simulator.world.World;

/**
 * A powered door. It moves while exactly one of its outputs is on; opening first withdraws the
 * bolt; a leaf that has closed is bolted by itself a moment later.
 */
public final class Door {
  private final World world;
  private final PlantTraits traits;
  private final Runnable changed;
  private final Travel leaf;
  private final Timer bolt;
  private boolean locked = true;
  private boolean jammed;
  private boolean seized;
  private int wanted;

  Door(World world, PlantTraits traits, Runnable changed) {
    this.world = world;
    this.traits = traits;
    this.changed = changed;
    leaf = new Travel(world, traits.doorNanos(), this::arrived);
    bolt = world.timer(this::boltMoved);
  }

  /** True when the leaf is shut. */
  public boolean closed() {
    return leaf.atLow();
  }

  /** True when the bolt is in. */
  public boolean locked() {
    return locked;
  }

  /** True when the leaf is fully open. */
  public boolean open() {
    return leaf.atHigh();
  }

  /** Closed and locked: counts as a wall. */
  public boolean shut() {
    return closed() && locked;
  }

  /** How far it is open, 0 to 1. */
  public double opening() {
    return leaf.position();
  }

  /** True while the leaf is closing. */
  public boolean closing() {
    return leaf.direction() < 0;
  }

  /** True while the leaf moves. */
  public boolean moving() {
    return leaf.direction() != 0;
  }

  /** True from when the bolt begins to move until leaf and bolt have arrived. */
  public boolean underWay() {
    return moving() || bolt.pending() || (closed() && !locked);
  }

  /** Stops the leaf where it is and keeps it there, or frees it again. */
  public void jam(boolean stuck) {
    jammed = stuck || seized;
    move();
    changed.run();
  }

  /** Stops the leaf where it is, for good. */
  public void seize() {
    seized = true;
    jam(true);
  }

  /** Somebody forces the door open a little, bolt or not. */
  public void force() {
    locked = false;
    bolt.cancel();
    leaf.place(Math.max(0.2, leaf.position()));
    move();
    changed.run();
  }

  /** Somebody pushes the leaf shut by hand, and the bolt falls in. */
  public void pushShut() {
    leaf.place(0);
    locked = true;
    bolt.cancel();
    move();
    changed.run();
  }

  /** What its operator is told; without power neither output counts. */
  void drive(boolean open, boolean close) {
    int now = open == close ? 0 : open ? 1 : -1;
    if (now != wanted) {
      wanted = now;
      move();
      changed.run();
    }
  }

  private void move() {
    if (jammed || wanted == 0) {
      leaf.go(0);
      if (!(leaf.atLow() && !locked)) {
        bolt.cancel();
      }
      return;
    }
    if (wanted > 0 && locked) {
      bolt.set(world.nanos() + traits.unlockNanos());
    } else {
      if (wanted > 0) {
        bolt.cancel();
      }
      leaf.go(wanted);
      if (wanted < 0 && leaf.atLow() && !locked && !bolt.pending()) {
        bolt.set(world.nanos() + traits.lockNanos()); // unlocked, but it never left its frame
      }
    }
  }

  private void arrived() {
    if (leaf.atLow()) {
      bolt.set(world.nanos() + traits.lockNanos());
    }
    changed.run();
  }

  private void boltMoved() {
    if (locked) {
      locked = false;
      leaf.go(1);
    } else if (leaf.atLow()) {
      locked = true;
    }
    changed.run();
  }
}
