package tower.simulator.line;

import java.util.List;
import tower.simulator.line.LineFault.Kind;
import tower.simulator.world.Chance;

/** Faults drawn from a seed: so many of a million requests, of the kinds that the run allows. */
public final class RandomFaults implements LinePolicy {
  private final Chance chance;
  private final List<Kind> kinds;
  private int perMillion;

  /** The rate can be changed later: faults come in bad hours. */
  public RandomFaults(Chance chance, int perMillion, List<Kind> kinds) {
    this.chance = chance;
    this.perMillion = perMillion;
    this.kinds = List.copyOf(kinds);
  }

  /** Sets how many of a million requests go wrong; 0 heals the line. */
  public void rate(int newPerMillion) {
    perMillion = newPerMillion;
  }

  @Override
  public LineFault next(int unit, int function) {
    if (!chance.perMillion(perMillion)) {
      return LineFault.OK;
    }
    Kind kind = kinds.get(chance.below(kinds.size()));
    int number =
        switch (kind) {
          case LATE -> (int) chance.between(5, 100);
          case PARTIAL -> (int) chance.between(1, 6);
          case GAP -> (int) chance.between(2, 80);
          case EXCEPTION -> (int) chance.between(1, 6);
          case NOISE, ZEROS -> (int) chance.between(1, 40);
          default -> 0;
        };
    return LineFault.of(kind, number);
  }
}
