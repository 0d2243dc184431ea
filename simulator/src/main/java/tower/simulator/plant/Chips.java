package tower.simulator.plant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tower.config.TowerConfig;
import tower.model.Layout;
import tower.model.OutputImage;
import tower.model.Points;

/**
 * Which chip each point hangs on, and how each chip is. Chip 0 is the header, which is the board
 * itself; permit and alive hang on it.
 */
public final class Chips {
  private static final int POINTS_PER_EXPANDER = 16;

  private final List<String> names;
  private final int[] ofInput;
  private final int[] ofOutput;
  private final Health[] health;
  private Runnable changed = () -> {};

  /**
   * Chips by number.
   *
   * @param names name of every chip, the header's first
   * @param ofInput number of the chip of every input point
   * @param ofOutput number of the chip of every output point
   */
  public Chips(List<String> names, int[] ofInput, int[] ofOutput) {
    this.names = List.copyOf(names);
    this.ofInput = ofInput.clone();
    this.ofOutput = ofOutput.clone();
    health = new Health[names.size()];
    Arrays.fill(health, Health.WELL);
  }

  /** The panel's six vital points on the header, the others and the outputs on expanders. */
  public static Chips usual(Layout layout) {
    Points p = layout.inputs();
    int[] header = {p.chainA(), p.chainB(), p.key(), p.reset(), p.resume(), p.doorsLocked()};
    int[] ofInput = new int[p.names().size()];
    int next = 0;
    for (int i = 0; i < ofInput.length; i++) {
      int point = i;
      boolean onHeader = Arrays.stream(header).anyMatch(h -> h == point);
      ofInput[i] = onHeader ? 0 : 1 + next++ / POINTS_PER_EXPANDER;
    }
    int last = 1 + Arrays.stream(ofInput).max().orElse(0);
    int[] ofOutput = new int[layout.outputs().names().size()];
    Arrays.fill(ofOutput, last);
    List<String> names = new ArrayList<>(List.of("header"));
    for (int i = 1; i <= last; i++) {
      names.add("expander" + i);
    }
    return new Chips(names, ofInput, ofOutput);
  }

  /** As the tower's configuration wires them. */
  public static Chips of(TowerConfig.Gpio gpio) {
    List<String> names = new ArrayList<>(List.of(TowerConfig.Gpio.HEADER));
    gpio.expanders().forEach(e -> names.add(e.name()));
    return new Chips(
        names,
        gpio.inputs().stream().mapToInt(p -> names.indexOf(p.chip())).toArray(),
        gpio.outputs().stream().mapToInt(p -> names.indexOf(p.chip())).toArray());
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

  /** How many chips there are, the header included. */
  public int count() {
    return health.length;
  }

  /** Sets how a chip is. */
  public void set(int chip, Health to) {
    health[chip] = to;
    changed.run();
  }

  /** Who is told whenever a chip falls silent, lies or is well again. */
  public void onChange(Runnable watcher) {
    changed = watcher;
  }

  /** True while an output hangs on a chip that is not well: it stays as it is. */
  public boolean outputsStay() {
    for (int chip : ofOutput) {
      if (health[chip] != Health.WELL) {
        return true;
      }
    }
    return false;
  }

  /** How a chip is. */
  public Health health(int chip) {
    return health[chip];
  }

  boolean onHeader(int point) {
    return ofInput[point] == 0;
  }

  Health ofInput(int point) {
    return health[ofInput[point]];
  }

  /** What is left of an image: the points of a chip that is not well stay as they were. */
  OutputImage through(OutputImage wanted, OutputImage before) {
    long bits = wanted.bits();
    for (int point = 0; point < ofOutput.length; point++) {
      if (health[ofOutput[point]] != Health.WELL) {
        long bit = 1L << point;
        bits = (bits & ~bit) | (before.bits() & bit);
      }
    }
    return bits == wanted.bits() ? wanted : new OutputImage(wanted.permit(), bits);
  }

  /** What is wrong, for people; empty for nothing. */
  String trouble() {
    for (int chip = 0; chip < health.length; chip++) {
      if (health[chip] != Health.WELL) {
        String what = health[chip] == Health.SILENT ? "does not answer" : "reads all ones";
        return names.get(chip) + " " + what + ": check its wiring and power";
      }
    }
    return "";
  }
}
