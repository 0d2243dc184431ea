package tower.simulator.check;

import tower.simulator.plant.Plant;
import tower.simulator.plant.SafetyChain;

/**
 * What people have done at the panel since motion was last forbidden: the order in which reset and
 * resume were pressed, seen at the buttons themselves.
 */
final class People {
  private final Plant plant;
  private boolean resetDown;
  private boolean resumeDown;
  private boolean reset;
  private boolean resumed;

  People(Plant plant) {
    this.plant = plant;
  }

  /** A process starts knowing nothing: reset and resume are asked for anew. */
  void forget() {
    reset = false;
    resumed = false;
  }

  /** Called at every change of the steel. */
  void look() {
    SafetyChain chain = plant.chain();
    boolean closed = chain.channelA() && chain.channelB();
    if (!closed) {
      forget();
    }
    boolean resetNow = chain.resetPressed();
    boolean resumeNow = plant.resumePressed();
    if (resetNow && !resetDown && closed) {
      reset = true;
    }
    if (resumeNow && !resumeDown && reset) {
      resumed = true;
    }
    resetDown = resetNow;
    resumeDown = resumeNow;
  }

  /** True when reset and, after it, resume were pressed since the chain was open or power gone. */
  boolean haveResumed() {
    return resumed;
  }
}
