package tower.simulator.plant;

import tower.simulator.world.World;

/**
 * Position as a function of time, in pieces of constant acceleration. The last piece lasts for
 * ever: rest, or constant speed. Units are the axis's own, per second and per second squared.
 */
final class Profile {
  /** What takes longer never comes: some thirty years, and no overflow of a time in ns. */
  private static final double MOST_SECONDS = 1e9;

  private static final int PIECES = 8;

  private final long[] from = new long[PIECES];
  private final double[] position = new double[PIECES];
  private final double[] speed = new double[PIECES];
  private final double[] acceleration = new double[PIECES];
  private int last;

  /** Stands still at the position. */
  void rest(long now, double at) {
    begin(now, at, 0);
  }

  /** Goes to the setpoint with trapezoidal speed, from whatever speed it has. */
  void moveTo(long now, double setpoint, double top, double accelerate, double decelerate) {
    begin(now, position(now), speed(now));
    double way = setpoint - position[last];
    double direction = way == 0 ? Math.signum(speed[last]) : Math.signum(way);
    double along = speed[last] * direction;
    if (along < 0 || along * along / (2 * decelerate) > way * direction) {
      changeSpeed(0, decelerate); // it cannot stop in time, or runs the other way
      way = setpoint - position[last];
      direction = Math.signum(way);
      along = 0;
    }
    if (way != 0) {
      trapezoid(way * direction, direction, along, top, accelerate, decelerate);
    }
    position[last] = setpoint;
    speed[last] = 0;
    acceleration[last] = 0;
  }

  private void trapezoid(
      double way, double direction, double along, double top, double up, double down) {
    double peakSquared = (way + along * along / (2 * up)) / (1 / (2 * up) + 1 / (2 * down));
    double peak = Math.min(top, Math.sqrt(peakSquared));
    if (along > top) {
      changeSpeed(top * direction, down);
      peak = top;
    } else {
      changeSpeed(peak * direction, up);
    }
    double done = Math.abs(along * along - peak * peak) / (2 * (along > top ? down : up));
    double cruise = way - done - peak * peak / (2 * down);
    if (cruise > 0 && peak > 0) {
      piece(0, cruise / peak);
    }
    changeSpeed(0, down);
  }

  /** Ramps to a speed and keeps it. */
  void run(long now, double wanted, double ramp) {
    begin(now, position(now), speed(now));
    changeSpeed(wanted, ramp);
  }

  /** Keeps its speed for a while, as without torque, then ramps down to rest. */
  void coastAndStop(long now, long coastNanos, double ramp) {
    begin(now, position(now), speed(now));
    if (speed[last] != 0) {
      piece(0, coastNanos * 1e-9);
      changeSpeed(0, ramp);
    }
  }

  /** Moves the whole course aside, as when the steel slips under the motor. */
  void shift(double units) {
    for (int i = 0; i <= last; i++) {
      position[i] += units;
    }
  }

  double position(long now) {
    int i = pieceAt(now);
    double t = (now - from[i]) * 1e-9;
    return position[i] + t * (speed[i] + 0.5 * acceleration[i] * t);
  }

  double speed(long now) {
    int i = pieceAt(now);
    return speed[i] + acceleration[i] * ((now - from[i]) * 1e-9);
  }

  /** When it comes to rest, {@link World#NEVER} if it never does. */
  long restsAt() {
    return speed[last] == 0 ? from[last] : World.NEVER;
  }

  /** Where it comes to rest; of a profile that never rests, where its last piece begins. */
  double restPosition() {
    return position[last];
  }

  /** When it next comes to the given position, strictly later than now; NEVER if it does not. */
  long reaches(double wanted, long now) {
    for (int i = pieceAt(now); i <= last; i++) {
      long begin = Math.max(now, from[i]);
      long end = i == last ? World.NEVER : from[i + 1];
      double t0 = (begin - from[i]) * 1e-9;
      double v = speed[i] + acceleration[i] * t0;
      double way = wanted - (position[i] + t0 * (speed[i] + 0.5 * acceleration[i] * t0));
      double s = firstRoot(0.5 * acceleration[i], v, way);
      if (s < MOST_SECONDS) {
        long time = begin + Math.max(1, Math.round(s * 1e9));
        if (time <= end) {
          return time;
        }
      }
    }
    return World.NEVER;
  }

  /** The least s above 0 with {@code half * s * s + v * s = way}; infinity for none. */
  private static double firstRoot(double half, double v, double way) {
    if (half == 0) {
      double s = v == 0 ? Double.POSITIVE_INFINITY : way / v;
      return s > 1e-10 ? s : Double.POSITIVE_INFINITY;
    }
    double root = v * v + 4 * half * way;
    if (root < 0) {
      return Double.POSITIVE_INFINITY;
    }
    double q = Math.sqrt(root);
    double a = (-v - q) / (2 * half);
    double b = (-v + q) / (2 * half);
    double low = Math.min(a, b);
    double high = Math.max(a, b);
    return low > 1e-10 ? low : high > 1e-10 ? high : Double.POSITIVE_INFINITY;
  }

  private int pieceAt(long now) {
    int i = last;
    while (i > 0 && now < from[i]) {
      i--;
    }
    return i;
  }

  private void begin(long now, double at, double initial) {
    last = 0;
    from[0] = now;
    position[0] = at;
    speed[0] = initial;
    acceleration[0] = 0;
  }

  private void changeSpeed(double wanted, double ramp) {
    double change = wanted - speed[last];
    if (change != 0) {
      piece(Math.copySign(ramp, change), Math.abs(change) / ramp);
      speed[last] = wanted; // exactly, whatever the rounding
    }
  }

  /** Closes the last piece after a duration with an acceleration; opens the one after it. */
  private void piece(double a, double seconds) {
    int i = last;
    acceleration[i] = a;
    last = i + 1;
    from[last] = from[i] + Math.round(seconds * 1e9);
    position[last] = position[i] + seconds * (speed[i] + 0.5 * a * seconds);
    speed[last] = speed[i] + a * seconds;
    acceleration[last] = 0;
  }
}
