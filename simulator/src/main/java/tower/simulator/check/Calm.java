package tower.simulator.check;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tower.model.Reason;
import tower.simulator.world.World;

/** The second phase of a run: the faults have stopped, and everything has to come to an end. */
public final class Calm {
  private static final long LATELY_NANOS = 300 * World.SECOND;

  private final World world;
  private boolean begun;
  private long namedAt = -1;
  private long floodUntil = Long.MIN_VALUE;
  private @Nullable BrokenForGood broken;
  private Supplier<List<Reason>> panel = List::of;

  Calm(World world) {
    this.world = world;
  }

  /** No fault begins or lasts any more, but for what is broken for good. */
  public void begin() {
    begun = true;
  }

  /** True from then on. */
  boolean begun() {
    return begun;
  }

  /** Something breaks that nobody will mend. */
  public void breaksForGood(BrokenForGood what) {
    broken = what;
  }

  /** What nobody will mend, null for nothing. */
  public @Nullable BrokenForGood broken() {
    return broken;
  }

  /** Far more calls come than the tower can take, until then. */
  public void flood(long untilNanos) {
    floodUntil = untilNanos;
  }

  /** True while far more calls come than the tower can take. */
  boolean flooded() {
    return world.nanos() <= floodUntil;
  }

  /** The tower shows now which part is broken for good. */
  public void named() {
    namedAt = world.nanos();
  }

  /**
   * True when the tower has shown lately which part is broken for good: a door that is tried again
   * and again is named between two tries.
   */
  public boolean namedLately() {
    return namedAt >= 0 && world.nanos() - namedAt < LATELY_NANOS;
  }

  /** Where the tower shows people its reasons. */
  public void panel(Supplier<List<Reason>> shows) {
    panel = shows;
  }

  /** What the tower shows to people; while no process lives, what it showed last. */
  public List<Reason> panel() {
    return panel.get();
  }
}
