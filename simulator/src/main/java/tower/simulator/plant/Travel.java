package tower.simulator.plant;

import tower.simulator.world.Timer;
import tower.simulator.world.World;

/** Something that travels between two ends, 0 and 1, at one speed: a door's leaf, the lifter. */
final class Travel {
  private final World world;
  private final long wholeNanos;
  private final Timer arrival;
  private final Runnable arrived;
  private double from;
  private long since;
  private int direction;

  Travel(World world, long wholeNanos, Runnable arrived) {
    this.world = world;
    this.wholeNanos = wholeNanos;
    this.arrived = arrived;
    arrival = world.timer(this::arrive);
  }

  double position() {
    if (direction == 0) {
      return from;
    }
    double at = from + direction * (double) (world.nanos() - since) / wholeNanos;
    return Math.clamp(at, 0, 1);
  }

  int direction() {
    return direction;
  }

  boolean atLow() {
    return direction == 0 && from == 0;
  }

  boolean atHigh() {
    return direction == 0 && from == 1;
  }

  /** Goes up (1), down (-1) or stops (0); does nothing at the end it would go to. */
  void go(int wanted) {
    boolean there = (wanted < 0 && from == 0) || (wanted > 0 && from == 1);
    int next = direction == 0 && there ? 0 : wanted;
    if (next == direction) {
      return;
    }
    from = position();
    since = world.nanos();
    direction = next;
    if (next == 0) {
      arrival.cancel();
    } else {
      double way = next > 0 ? 1 - from : from;
      arrival.set(since + Math.round(way * wholeNanos));
    }
  }

  /** When it passes the position on its present course, {@link World#NEVER} if not. */
  long passes(double position) {
    double way = (position - position()) * direction;
    return way <= 0 ? World.NEVER : world.nanos() + Math.round(way * wholeNanos);
  }

  void place(double at) {
    arrival.cancel();
    direction = 0;
    from = at;
  }

  private void arrive() {
    from = direction > 0 ? 1 : 0;
    direction = 0;
    arrived.run();
  }
}
