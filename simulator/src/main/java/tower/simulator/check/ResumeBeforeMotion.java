package tower.simulator.check;

import java.util.Set;
import tower.core.Fact;
import tower.simulator.plant.Axis;
import tower.simulator.plant.SafetyChain;
import tower.simulator.world.World;

/**
 * S4: after an open chain, a power cut, a start or a fault nothing has torque until a person has
 * pressed reset and then, separately, resume; the journal names both before homing begins.
 */
final class ResumeBeforeMotion extends Checker {
  private static final Set<String> STOPPED = Set.of("looking", "faulted", "held", "manual");

  /** The header is read before every exchange; the exchange that is under way may end. */
  private static final long SEEN_NANOS = 20 * World.MS;

  private boolean open = true;
  private long openedAt = -SEEN_NANOS;
  private boolean resetNamed;
  private boolean resumeNamed;

  ResumeBeforeMotion(Scene scene) {
    super(Invariant.S4, scene);
  }

  @Override
  void settled() {
    SafetyChain chain = scene().plant().chain();
    boolean now = !chain.channelA() || !chain.channelB();
    if (now && !open) {
      openedAt = scene().nanos();
    }
    open = now;
    for (Axis axis : scene().plant().carrier().axes()) {
      if (axis.torque()) {
        must(
            scene().people().haveResumed(),
            "the %s has torque, but nobody has pressed reset and then resume",
            axis.name().key());
        must(chain.torqueAllowed(), "the %s has torque under safe torque off", axis.name().key());
      }
    }
  }

  @Override
  void written(Frame frame) {
    if (frame.enables()) {
      must(
          scene().people().haveResumed()
              || scene().wakes()
              || scene().nanos() - openedAt < SEEN_NANOS,
          "the %s is enabled, but nobody has pressed reset and then resume",
          frame.axis().name().key());
    }
  }

  @Override
  void durable(Fact fact) {
    switch (fact) {
      case Fact.Started f -> forget();
      case Fact.PersonActed f when f.act().equals("reset") -> resetNamed = true;
      case Fact.PersonActed f when f.act().equals("resume") -> resumeNamed = resetNamed;
      case Fact.StateChanged f -> changed(f);
      default -> {}
    }
  }

  private void changed(Fact.StateChanged f) {
    // The reset that leads from a fault back to looking is written before the change itself.
    boolean byReset = f.to().equals("looking") && resetNamed && !f.from().equals("manual");
    if (STOPPED.contains(f.to()) && !byReset) {
      forget();
    }
    if (f.to().equals("homing") || f.to().equals("recovering")) {
      must(
          resetNamed && resumeNamed,
          "the tower goes from %s to %s without a named reset and resume",
          f.from(),
          f.to());
    }
  }

  private void forget() {
    resetNamed = false;
    resumeNamed = false;
  }
}
