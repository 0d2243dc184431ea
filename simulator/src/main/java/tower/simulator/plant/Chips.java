package tower.simulator.plant;

import java.util.Arrays;
import tower.model.Layout;
import tower.model.Points;

/**
 * Which chip each input point hangs on, and what is wrong with each chip. Chip 0 is the header;
 * outputs but permit and alive hang on the last chip.
 */
public final class Chips {
  private static final int POINTS_PER_EXPANDER = 16;

  private final int[] chipOf;
  private final int count;
  private final Health[] health;

  /** By default the panel's six vital points are on the header and the rest on 16-bit expanders. */
  public static Chips usual(Layout layout) {
    Points p = layout.inputs();
    int[] header = {p.chainA(), p.chainB(), p.key(), p.reset(), p.resume(), p.doorsLocked()};
    int[] chipOf = new int[p.names().size()];
    int next = 0;
    for (int i = 0; i < chipOf.length; i++) {
      int point = i;
      boolean onHeader = Arrays.stream(header).anyMatch(h -> h == point);
      chipOf[i] = onHeader ? 0 : 1 + next++ / POINTS_PER_EXPANDER;
    }
    return new Chips(chipOf);
  }

  /** As the configuration says: the chip's number for every input point, 0 for the header. */
  public Chips(int... chipOf) {
    this.chipOf = chipOf.clone();
    count = Arrays.stream(chipOf).max().orElse(0) + 2;
    health = new Health[count];
    Arrays.fill(health, Health.WELL);
  }

  /** How a chip is. */
  public enum Health {
    /** It answers. */
    WELL,
    /** It does not answer: its points are invalid, its outputs stay as they are. */
    SILENT,
    /** It reads all ones, whatever is there. */
    ONES
  }

  /** How many chips there are, the header and the output chip included. */
  public int count() {
    return count;
  }

  /** The number of the chip that the outputs hang on. */
  public int outputChip() {
    return count - 1;
  }

  /** Sets how a chip is. */
  public void set(int chip, Health to) {
    health[chip] = to;
  }

  /** How a chip is. */
  public Health health(int chip) {
    return health[chip];
  }

  boolean onHeader(int point) {
    return chipOf[point] == 0;
  }

  Health of(int point) {
    return health[chipOf[point]];
  }

  /** What is wrong, for people; empty for nothing. */
  String trouble(boolean outputs) {
    for (int chip = 0; chip < count; chip++) {
      if ((chip == outputChip()) == outputs && health[chip] != Health.WELL) {
        String name = chip == 0 ? "header" : "expander" + chip;
        return health[chip] == Health.SILENT
            ? name + " does not answer: check its wiring and power"
            : name + " reads all ones: check its wiring and power";
      }
    }
    return "";
  }
}
