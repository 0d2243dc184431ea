package tower.simulator.check;

import java.util.List;
import tower.core.Fact;
import tower.core.PortalPhase;
import tower.core.PortalUse;
import tower.model.Portal;
import tower.simulator.plant.SafetyChain;

/**
 * L2: an emergency stop of a tower that worked costs at most three acts at its buttons, once
 * nothing else is wrong.
 */
final class ReadyAfterStop extends Checker {
  private static final int MOST_ACTS = 3;

  private boolean waiting;
  private boolean released = true;
  private boolean down;
  private int acts;

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
    }
    released = now;
    boolean downNow = chain.resetPressed() || scene().plant().resumePressed() || confirmPressed();
    if (downNow && !down && waiting && now) {
      acts++;
    }
    down = downNow;
  }

  /** At a portal that waits for somebody to look into it; all others belong to their customers. */
  private boolean confirmPressed() {
    List<Portal> portals = scene().layout().portals();
    for (int i = 0; i < portals.size(); i++) {
      PortalUse use = scene().record().portals().get(portals.get(i).id());
      if (scene().plant().portals().get(i).confirmPressed()
          && use != null
          && use.phase() == PortalPhase.UNCONFIRMED) {
        return true;
      }
    }
    return false;
  }

  @Override
  void durable(Fact fact) {
    if (waiting && fact instanceof Fact.StateChanged f && f.to().equals("ready")) {
      waiting = false;
      must(acts <= MOST_ACTS, "ready only after %d acts of the operator", acts);
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
