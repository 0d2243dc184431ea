package tower.simulator.check;

import tower.simulator.plant.Plant;
import tower.simulator.plant.SafetyChain;
import tower.simulator.world.World;

/**
 * What people have done at the panel since motion was last forbidden: reset, and after it resume,
 * pressed and let go again, seen at the buttons themselves.
 */
final class People {
  private final World world;
  private final Plant plant;
  private final Lately lately;
  private boolean resetDown;
  private boolean resumeDown;
  private long resetNanos;
  private long resumeNanos;
  private boolean reset;
  private boolean resumed;

  People(World world, Plant plant, Lately lately) {
    this.world = world;
    this.plant = plant;
    this.lately = lately;
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
    if (resetNow && !resetDown && closed && !reset) {
      reset = true;
      resetNanos = world.nanos();
    }
    if (resumeNow && !resumeDown) {
      resumeNanos = world.nanos();
    }
    // A wire that is mended under somebody's finger shows a press that begins only then.
    long begun = Math.max(resumeNanos, lately.changed(plant.layout().inputs().resume()));
    if (!resumeNow && resumeDown && reset && begun > resetNanos) {
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
