package tower.simulator.plant;

import tower.simulator.world.Timer;
import tower.simulator.world.World;

/**
 * Raises a car off its stand and sets it down. It moves while exactly one of its outputs is on and
 * holds itself where it is; half way up the car leaves the stand.
 */
public final class Lifter {
  private static final double HALF = 0.5;

  private final World world;
  private final Travel travel;
  private final Timer half;
  private final Runnable changed;
  private final Runnable lifted;
  private final Runnable lowered;
  private boolean above;

  Lifter(World world, PlantTraits traits, Runnable changed, Runnable lifted, Runnable lowered) {
    this.world = world;
    this.changed = changed;
    this.lifted = lifted;
    this.lowered = lowered;
    travel = new Travel(world, traits.lifterNanos(), changed);
    half = world.timer(this::halfWay);
  }

  /** True at its upper end. */
  public boolean up() {
    return travel.position() == 1;
  }

  /** True at its lower end. */
  public boolean down() {
    return travel.position() == 0;
  }

  /** True while it moves. */
  public boolean moving() {
    return travel.direction() != 0;
  }

  /** How far it is up, 0 to 1. */
  public double height() {
    return travel.position();
  }

  void drive(boolean up, boolean lower) {
    int wanted = up == lower ? 0 : up ? 1 : -1;
    if (wanted != travel.direction()) {
      int before = travel.direction();
      travel.go(wanted);
      if (travel.direction() != before) {
        half.set(passesHalf());
        world.trace(0x2000 + travel.direction(), Math.round(travel.position() * 1000));
        changed.run();
      }
    }
  }

  /** It may have stopped in the very instant in which it was half way: then it passes it now. */
  private long passesHalf() {
    boolean towards = above ? travel.direction() < 0 : travel.direction() > 0;
    if (!towards) {
      return World.NEVER;
    }
    long at = travel.passes(HALF);
    return at == World.NEVER ? world.nanos() : at;
  }

  /** A technician winds it up by hand, with the car that it has taken. */
  public void windUp() {
    half.cancel();
    if (!above) {
      above = true;
      lifted.run();
    }
    place(true);
  }

  /** A technician winds it down by hand; a car that it bears comes to stand where it is. */
  public void windDown() {
    half.cancel();
    if (above) {
      above = false;
      lowered.run();
    }
    place(false);
  }

  void place(boolean atTop) {
    half.cancel();
    above = atTop;
    travel.place(atTop ? 1 : 0);
    changed.run();
  }

  private void halfWay() {
    above = travel.direction() > 0;
    if (above) {
      lifted.run();
    } else {
      lowered.run();
    }
    changed.run();
  }
}
