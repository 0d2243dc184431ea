package tower.simulator.report;

import java.util.Locale;

/**
 * One thing that happened in a run, as a line of text.
 *
 * @param nanos virtual time
 * @param kind what it belongs to: it has its own colour on the page
 * @param text what happened, for people
 */
public record Happened(long nanos, Kind kind, String text) {
  /** What things belong to, and how much they matter to a reader. */
  public enum Kind {
    /** An invariant did not hold, or the steel complains. */
    FINDING,
    /** Bad luck begins. */
    FAULT,
    /** A process starts or dies. */
    PROCESS,
    /** A fact became durable. */
    FACT,
    /** Doors, people, cars, chain. */
    STEEL,
    /** Axes, lifter, drives. */
    MOTION,
    /** Writes on the wire. */
    BUS,
    /** What recurs at every cycle; only comparisons of two runs want it. */
    DETAIL;

    /** As it stands on the page. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%10.4f s  %-8s %s", nanos / 1e9, kind.key(), text);
  }
}
