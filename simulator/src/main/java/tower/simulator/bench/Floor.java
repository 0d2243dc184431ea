package tower.simulator.bench;

import java.util.Locale;

/** The rule that a run counts only while the machine under it stood still. */
final class Floor {
  /** A floor that moved more than this makes a run void. */
  static final double MOST_MOVED = 0.30;

  private Floor() {}

  /** True when the floor's figures of one run lie too far apart. */
  static boolean moved(Sample floor) {
    return floor.spread() > MOST_MOVED;
  }

  /** One line for the report. */
  static String verdict(Sample floor, String what) {
    return String.format(
        Locale.ROOT,
        "%s moved %.0f %% of its median (%.0f %% allowed)%s",
        what,
        100 * floor.spread(),
        100 * MOST_MOVED,
        moved(floor) ? ": THE RUN IS VOID" : "");
  }
}
