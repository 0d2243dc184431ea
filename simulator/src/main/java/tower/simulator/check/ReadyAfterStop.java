package tower.simulator.check;

import java.util.Set;
import tower.core.Fact;
import tower.simulator.plant.SafetyChain;

/**
 * L2: an emergency stop of a tower that worked costs three acts, once nothing else is wrong: the
 * release, a reset and a resume. A portal that nobody has looked into costs its own look besides.
 */
final class ReadyAfterStop extends Checker {
  /** After the release. */
  private static final int MOST_ACTS = 2;

  /**
   * Presses of reset and resume: who reads the panel in the instant after a reset sees the tower
   * still looking, and presses again, once or twice; and who presses in the moment of the release
   * presses once more.
   */
  private static final int MOST_PRESSES = 5;

  /** States that a person's act ends. */
  private static final Set<String> ASKS = Set.of("faulted", "held", "awaiting-resume");

  private boolean waiting;
  private boolean released = true;
  private boolean down;
  private int acts;
  private int presses;

  ReadyAfterStop(Scene scene) {
    super(Invariant.L2, scene);
  }

  @Override
  void settled() {
    if (!scene().calm().begun()) {
      return;
    }
    SafetyChain chain = scene().plant().chain();
    boolean now = chain.eStopReleased();
    if (released && !now && scene().alive() && scene().record().settled()) {
      waiting = true;
      acts = 0;
      presses = 0;
    }
    released = now;
    boolean downNow = chain.resetPressed() || scene().plant().resumePressed();
    if (downNow && !down && waiting && now) {
      presses++;
    }
    down = downNow;
  }

  @Override
  void durable(Fact fact) {
    if (!waiting || !released || !(fact instanceof Fact.StateChanged f)) {
      return;
    }
    if (ASKS.contains(f.from())) {
      acts++;
    }
    if (f.to().equals("ready")) {
      waiting = false;
      must(acts <= MOST_ACTS, "ready only after %d acts of the operator", acts);
      must(presses <= MOST_PRESSES, "ready only after %d presses", presses);
    }
  }

  @Override
  void lifeEnded() {
    waiting = false;
  }

  @Override
  void over() {
    if (waiting) {
      must(false, "not ready again after %d acts: %s", acts, scene().calm().panel());
    }
  }
}
