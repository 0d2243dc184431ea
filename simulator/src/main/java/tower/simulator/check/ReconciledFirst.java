package tower.simulator.check;

import java.util.EnumSet;
import java.util.Set;
import tower.core.Fact;
import tower.model.AxisName;
import tower.model.AxisSpec;
import tower.model.Step;
import tower.simulator.drive.DriveSlave;

/**
 * S16: after a start, homing follows a look and a resume, and every other motion follows a fresh
 * reference of every axis and a completed reconcile.
 */
final class ReconciledFirst extends Checker {
  private final Set<AxisName> homed = EnumSet.noneOf(AxisName.class);
  private boolean looked;
  private boolean resumed;
  private boolean reconciled;

  ReconciledFirst(Scene scene) {
    super(Invariant.S16, scene);
  }

  @Override
  void durable(Fact fact) {
    switch (fact) {
      case Fact.Started f -> {
        homed.clear();
        stopped();
      }
      case Fact.StateChanged f -> changed(f);
      case Fact.PersonActed f when f.act().equals("resume") -> resumed = looked;
      case Fact.StepConfirmed f when f.step() instanceof Step.Home home -> homed.add(home.axis());
      case Fact.StepIntended f -> intended(f);
      default -> {}
    }
  }

  private void changed(Fact.StateChanged f) {
    switch (f.to()) {
      case "awaiting-resume" -> looked = true;
      case "looking", "faulted", "held", "manual" -> stopped();
      case "ready" -> reconciled = reconciled || f.from().equals("recovering");
      default -> {}
    }
  }

  private void stopped() {
    looked = false;
    resumed = false;
    reconciled = false;
  }

  private void intended(Fact.StepIntended f) {
    if (f.jobId() == null) {
      must(looked && resumed, "%s is intended without look and resume", f.step().label());
      return;
    }
    must(reconciled, "%s is intended without a completed reconcile", f.step().label());
    for (AxisSpec axis : scene().layout().axes()) {
      must(
          homed.contains(axis.name()),
          "%s is intended, but the %s was not homed since the start",
          f.step().label(),
          axis.name().key());
    }
  }

  @Override
  void written(Frame frame) {
    boolean homing = scene().record().openStep() instanceof Step.Home;
    if (frame.starts() && !homing) {
      for (DriveSlave slave : scene().drives()) {
        must(
            slave.drive().referenced()
                || scene().wakes()
                || scene().lately().justLost(slave.drive().axis().name()),
            "the %s starts while the %s has no reference",
            frame.axis().name().key(),
            slave.drive().axis().name().key());
      }
    }
  }
}
