package tower.gpio;

/** The input pins, as a port. Levels are the truth, edges are hints. Used by one thread. */
public interface Inputs {
  /**
   * Reads the header's points (safety chain, key, buttons, doors locked): quick, before every
   * exchange.
   */
  void readHeader(Levels into);

  /** Reads every point of every chip; points of a chip that does not answer become invalid. */
  void readAll(Levels into);

  /** What is wrong with which chip and what to do about it, empty when all chips answer. */
  String trouble();

  /** Calls {@code wake} from any thread when a header point has an edge. */
  void onEdge(Runnable wake);
}
