package tower.simulator.line;

/** Who decides what becomes of each request. */
@FunctionalInterface
public interface LinePolicy {
  /** A line on which nothing goes wrong. */
  LinePolicy SOUND = (unit, function) -> LineFault.OK;

  /** What becomes of the next request. */
  LineFault next(int unit, int function);
}
