package tower.simulator.world;

import java.util.Arrays;
import tower.model.Time;

/**
 * Virtual time and everything that is going to happen in it, ordered by time and then by insertion.
 *
 * <p>Whoever waits advances the world: {@link #sleepUntil} runs what falls due on the way. What
 * happens may move the plant or put something into an inbox; it must not wait and must not call the
 * controller.
 */
public final class World implements Time {
  /** A time that does not come. */
  public static final long NEVER = Long.MAX_VALUE;

  /** Nanoseconds in a millisecond. */
  public static final long MS = 1_000_000;

  /** Nanoseconds in a second. */
  public static final long SECOND = 1_000_000_000;

  private final Chance chance;
  private final Utc utc = new Utc();
  private long now;
  private long insertions;
  private long events;
  private long hash = 0xCBF29CE484222325L;
  private boolean inEvent;
  private boolean halted;
  private TraceWatch watch = TraceWatch.NOBODY;

  private int size;
  private long[] at = new long[128];
  private long[] order = new long[128];
  private Timer[] timers = new Timer[128];

  /** A world at time 0, with everything random drawn from this seed. */
  public World(long seed) {
    chance = new Chance(seed);
  }

  /** The stream of random numbers of one concern; ask once and keep it. */
  public Chance chance(String concern) {
    return chance.split(concern);
  }

  /** A timer, not set. */
  public Timer timer(Runnable happening) {
    return new Timer(this, happening);
  }

  /** Lets something happen once. */
  public void at(long nanos, Runnable happening) {
    timer(happening).set(nanos);
  }

  /** Lets something happen once, so many nanoseconds from now. */
  public void in(long nanos, Runnable happening) {
    at(now + nanos, happening);
  }

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public long utcMs() {
    return utc.ms(now);
  }

  /** What a clock that is right says. */
  public long trueUtcMs() {
    return Utc.trueMs(now);
  }

  @Override
  public boolean utcTrusted() {
    return utc.trusted();
  }

  /** No net ever tells the board the time. */
  public void neverTrustUtc() {
    utc.neverTrust();
  }

  /** Lets the wall clock jump, by so many milliseconds against now; it runs on from there. */
  public void shiftUtc(long ms) {
    utc.shift(ms, now);
  }

  /** Sets the wall clock; it runs on from there. */
  public void setUtc(long ms) {
    utc.set(ms, now);
  }

  /** Sets the wall clock right. */
  public void rightUtc() {
    utc.right(now);
  }

  /** Stops the wall clock where it is, until it is set or shifted. */
  public void freezeUtc() {
    utc.freeze(now);
  }

  /** The process that looks at the wall clock is stopped until then. */
  public void nobodySeesUtc(long untilNanos) {
    utc.unwatched(untilNanos, now);
  }

  /** True when nothing has happened to the wall clock for so long, seen or unseen. */
  public boolean utcUntouchedFor(long nanos) {
    return utc.untouchedFor(nanos, now);
  }

  /**
   * True when the wall clock is right for whoever looks at it once a second: steady for so long, or
   * until a moment ago, and standing since for too short a time to be seen.
   */
  public boolean utcSteadyFor(long nanos) {
    return utc.steadyFor(nanos, now);
  }

  /** Advances to the given time, unless a process is cut on the way; then to the cut. */
  @Override
  public void sleepUntil(long nanos) {
    if (inEvent) {
      throw new IllegalStateException("what happens must not wait");
    }
    while (size > 0 && at[0] <= nanos) {
      step();
      if (halted) {
        halted = false;
        return;
      }
    }
    if (nanos > now) {
      now = nanos;
    }
  }

  /** When the next thing happens, {@link #NEVER} if nothing will. */
  public long next() {
    return size == 0 ? NEVER : at[0];
  }

  /** How many events have happened. */
  public long events() {
    return events;
  }

  /** Adds what changed to the running hash, with its time. Same seed, same hash. */
  public void trace(int what, long value) {
    long h = (hash ^ now) * 0x9E3779B97F4A7C15L;
    h = (Long.rotateLeft(h, 29) ^ what) * 0xBF58476D1CE4E5B9L;
    hash = (Long.rotateLeft(h, 31) ^ value) * 0x94D049BB133111EBL;
    if (watch != TraceWatch.NOBODY) {
      watch.traced(now, what, value);
    }
  }

  /** Shows everything that is traced from now on to one more. */
  public void watch(TraceWatch who) {
    TraceWatch before = watch;
    watch =
        before == TraceWatch.NOBODY
            ? who
            : (nanos, what, value) -> {
              before.traced(nanos, what, value);
              who.traced(nanos, what, value);
            };
  }

  /** The running hash of everything traced so far. */
  public long hash() {
    return hash ^ (hash >>> 32);
  }

  /** Ends the advance that is under way, because the process that waits is dead. */
  void halt() {
    halted = inEvent;
  }

  private void step() {
    Timer timer = timers[0];
    long time = at[0];
    long entry = order[0];
    removeFirst();
    if (timer.entry != entry) {
      return; // it was brought forward since; this is the entry left behind
    }
    timer.entry = -1;
    if (timer.due > time) {
      if (timer.due != NEVER) {
        enqueue(timer, timer.due);
      }
      return;
    }
    if (time > now) {
      now = time;
    }
    timer.due = NEVER;
    events++;
    inEvent = true;
    try {
      timer.happening.run();
    } finally {
      inEvent = false;
    }
  }

  void enqueue(Timer timer, long nanos) {
    if (size == at.length) {
      at = Arrays.copyOf(at, size * 2);
      order = Arrays.copyOf(order, size * 2);
      timers = Arrays.copyOf(timers, size * 2);
    }
    long time = Math.max(nanos, now);
    timer.entry = insertions;
    timer.entryAt = time;
    int hole = size++;
    while (hole > 0) {
      int parent = (hole - 1) >>> 1;
      if (at[parent] <= time) {
        break; // the new one has the highest insertion number: equal times stay in order
      }
      move(parent, hole);
      hole = parent;
    }
    at[hole] = time;
    order[hole] = insertions++;
    timers[hole] = timer;
  }

  @SuppressWarnings("NullAway") // an empty place in the heap holds no timer
  private void removeFirst() {
    int last = --size;
    long time = at[last];
    long number = order[last];
    Timer timer = timers[last];
    timers[last] = null;
    if (last == 0) {
      return;
    }
    int hole = 0;
    int child = 1;
    while (child < last) {
      if (child + 1 < last && before(child + 1, at[child], order[child])) {
        child++;
      }
      if (!before(child, time, number)) {
        break;
      }
      move(child, hole);
      hole = child;
      child = 2 * hole + 1;
    }
    at[hole] = time;
    order[hole] = number;
    timers[hole] = timer;
  }

  private boolean before(int place, long time, long number) {
    return at[place] < time || (at[place] == time && order[place] < number);
  }

  private void move(int from, int to) {
    at[to] = at[from];
    order[to] = order[from];
    timers[to] = timers[from];
  }
}
