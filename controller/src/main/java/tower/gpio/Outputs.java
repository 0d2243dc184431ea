package tower.gpio;

import tower.model.OutputImage;

/** The output pins, as a port. Used by one thread. */
public interface Outputs {
  /**
   * Writes every output but alive; called once a cycle, so that an expander that reset is set
   * right.
   */
  void write(OutputImage image);

  /** Sets the motion permit at once. */
  void permit(boolean on);

  /** Sets the alive output; a retriggerable relay behind it drops when the toggling stops. */
  void alive(boolean level);

  /** What is wrong with which chip and what to do about it, empty when all is written. */
  String trouble();
}
