package tower.simulator.world;

import org.jspecify.annotations.Nullable;

/**
 * The board's wall clock: it jumps, stands still and is set right, and remembers since when nobody
 * who looks at it once a second can have seen anything of that.
 */
final class Utc {
  /** No clock can tell a smaller jump from a long second. */
  private static final long UNSEEN_MS = 500;

  /** From one look to the next. */
  private static final long LOOK_NANOS = World.SECOND;

  /** So long a clock may stand and not be seen to: at two looks, of which one came a cycle late. */
  private static final long STAND_NANOS = LOOK_NANOS + (UNSEEN_MS + 100) * World.MS;

  /** Wall time at virtual time 0: 2026-01-01T00:00:00Z. */
  private static final long EPOCH_MS = 1_767_225_600_000L;

  /** How the clock goes: so far off, or standing at a time; told by the net or not. */
  private record Course(long shiftMs, long frozenMs, boolean trusted) {
    boolean stands() {
      return frozenMs >= 0;
    }

    long ms(long now) {
      return stands() ? frozenMs : EPOCH_MS + shiftMs + now / World.MS;
    }

    /** True when this course goes on as the other, for whoever looks now. */
    boolean continues(Course other, long now) {
      return trusted == other.trusted
          && stands() == other.stands()
          && Math.abs(ms(now) - other.ms(now)) <= UNSEEN_MS;
    }
  }

  /** How the clock went when somebody last looked, and since when it had gone so. */
  private record Unwatched(Course course, long since, long before, long untilNanos) {}

  private Course course = new Course(0, -1, true);
  private boolean neverTrusted;
  private long since;
  private long before;
  private long touched;
  private @Nullable Unwatched unwatched;

  long ms(long now) {
    return course.ms(now);
  }

  static long trueMs(long now) {
    return EPOCH_MS + now / World.MS;
  }

  boolean trusted() {
    return course.trusted && !neverTrusted;
  }

  void neverTrust() {
    neverTrusted = true;
  }

  void shift(long ms, long now) {
    turn(new Course(course.shiftMs + ms, -1, course.trusted), now);
  }

  void set(long ms, long now) {
    turn(new Course(ms - trueMs(now), -1, false), now);
  }

  void right(long now) {
    turn(new Course(0, -1, true), now);
  }

  void freeze(long now) {
    turn(new Course(course.shiftMs, ms(now), course.trusted), now);
  }

  /** Nobody looks at the clock until then. */
  void unwatched(long untilNanos, long now) {
    watchedAgain(now);
    Unwatched last = unwatched;
    if (last == null) {
      unwatched = new Unwatched(course, since, before, untilNanos);
    } else if (untilNanos > last.untilNanos) {
      unwatched = new Unwatched(last.course, last.since, last.before, untilNanos);
    }
  }

  boolean steadyFor(long nanos, long now) {
    watchedAgain(now);
    Unwatched last = unwatched;
    if (last != null && course.continues(last.course, now) && now - last.since >= nanos) {
      return true;
    }
    boolean unseen = course.stands() && now - since < STAND_NANOS;
    return now - (unseen ? before : since) >= nanos;
  }

  boolean untouchedFor(long nanos, long now) {
    return now - touched >= nanos;
  }

  private void turn(Course next, long now) {
    watchedAgain(now);
    if (!next.continues(course, now)) {
      touched = now;
      unwatched(now + (next.stands() ? STAND_NANOS : LOOK_NANOS), now);
      before = since;
      since = now;
    }
    course = next;
  }

  /**
   * What was undone before anybody looked again has not happened for whoever looks; what was not is
   * seen only then.
   */
  private void watchedAgain(long now) {
    Unwatched last = unwatched;
    if (last != null && now >= last.untilNanos) {
      unwatched = null;
      if (course.continues(last.course, now)) {
        since = last.since;
        before = last.before;
      } else {
        since = Math.max(since, last.untilNanos);
      }
    }
  }
}
