package tower.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tower.model.AxisName;
import tower.model.AxisReport;
import tower.model.AxisSpec;
import tower.model.Place;
import tower.model.Points;
import tower.model.Portal;
import tower.model.Reason;
import tower.model.Step;

/** From a person's resume to ready: shuttle home, doors shut, axes referenced, cars found. */
final class Recovery {
  /** A person who pressed resume waits for motion no longer than this. */
  private static final int INTENT_LIMIT_MS = 30_000;

  /**
   * A sensor that does not rest for so long, or three times as long as it should, will not rest.
   */
  private static final int RESTLESS_MS = 10_000;

  private Recovery() {}

  /** What a person must see to before resume can do anything; null when nothing. */
  static @Nullable Reason barred(Turn t) {
    Step left = left(t);
    return left == null ? null : LifterDoubt.personMustLook(t, left);
  }

  /** The interrupted step that may have left the lifter between its ends, null for none. */
  private static @Nullable Step left(Turn t) {
    OpenStep open = t.ledger.openStep();
    return open == null || !LifterDoubt.mayBeBetween(t, open.step()) ? null : open.step();
  }

  /** A person has pressed resume. */
  static void begin(Turn t) {
    OpenStep open = t.ledger.openStep();
    Step left = left(t);
    Reason look = barred(t);
    if (look != null) {
      // The step stays open: it is all that is known of the lifter.
      Safety.fault(t, look);
      return;
    }
    closeOpenStep(t, open);
    List<Step> steps = steps(t, left);
    Reason why = Reasons.of("resumed", "a person pressed resume", "wait");
    if (steps.isEmpty()) {
      settle(t, why);
    } else {
      t.become(new State.Homing(Runner.begin(t, null, steps, 0)), why);
    }
  }

  /**
   * The interrupted step ends here: it is never sent again. What became of its car the sensors say
   * once the shuttle is home.
   */
  private static void closeOpenStep(Turn t, @Nullable OpenStep open) {
    if (open != null) {
      String finding = "interrupted; " + Witness.text(t);
      t.fact(new Fact.StepClosed(open.jobId(), open.number(), open.step(), finding));
    }
  }

  /**
   * What brings the machine home. A lifter that may be between its ends is lowered where it stands,
   * first of all; one that a person has wound to nowhere bars the shuttle, and a person must wind
   * it to an end. At home a lifter that bears nothing is lowered wherever it is: somebody took its
   * car off by hand, and it could fetch no other.
   */
  private static List<Step> steps(Turn t, @Nullable Step left) {
    List<Step> steps = new ArrayList<>();
    boolean home = Witness.shuttleHome(t);
    if (!home && left != null) {
      steps.add(new Step.LowerHere(LifterDoubt.stand(left)));
    } else if (home && LifterDoubt.bearsNothing(t) && (left != null || !LifterDoubt.saysDown(t))) {
      steps.add(new Step.LowerHere(new Place.OnCarrier()));
    }
    for (AxisSpec spec : t.layout().axes()) {
      AxisReport report = t.axis(spec.name());
      boolean referenced = report != null && report.referenced() && t.axesReferencedHere;
      boolean away =
          spec.name() == AxisName.SHUTTLE && report != null && (!home || !atZero(spec, report));
      if (!referenced || away) {
        steps.add(new Step.Home(spec.name()));
      }
      if (spec.name() == AxisName.SHUTTLE) {
        doors(t, steps);
      }
    }
    return steps;
  }

  private static boolean atZero(AxisSpec spec, AxisReport report) {
    return Math.abs(report.position()) <= spec.windowUnits();
  }

  private static void doors(Turn t, List<Step> steps) {
    for (Portal portal : t.layout().portals()) {
      Points.OfPortal p = Witness.portal(t, portal.id());
      if (!t.inputs().on(p.innerClosed()) || !t.inputs().on(p.innerLocked())) {
        steps.add(new Step.CloseInner(portal.id()));
      }
    }
  }

  static void advance(Turn t, Run run) {
    if (run.phase() instanceof Phase.AwaitIntent p
        && t.stamp.nowMs() - p.sinceMs() > INTENT_LIMIT_MS) {
      Safety.fault(
          t,
          Reasons.of(
              "store-slow",
              "the disk has not taken the intent to home for " + INTENT_LIMIT_MS + " ms",
              "see the disk; then reset and resume"));
      return;
    }
    switch (Runner.advance(t, run)) {
      case Runner.Progress.Waiting p -> {}
      case Runner.Progress.Going p -> t.state = new State.Homing(p.run());
      case Runner.Progress.Confirmed p -> confirmed(t, run);
      case Runner.Progress.Broken p -> Safety.fault(t, p.reason());
      case Runner.Progress.GivenUp p -> Safety.fault(t, p.reason());
    }
  }

  private static void confirmed(Turn t, Run run) {
    t.fact(new Fact.StepConfirmed(null, run.index() + 1, run.step(), Witness.text(t)));
    if (run.last()) {
      settle(t, Reasons.of("homed", "all axes are referenced, the shuttle is home", "wait"));
    } else {
      t.state = new State.Homing(Runner.begin(t, null, run.steps(), run.index() + 1));
    }
  }

  private static void settle(Turn t, Reason why) {
    t.axesReferencedHere = true;
    t.become(new State.Recovering(t.stamp.nowMs() + t.site.settings().settleMs()), why);
  }

  /** A person who presses reset on a ready tower has dealt with a car that was given up. */
  static void retry(Turn t) {
    if (t.rose(t.layout().inputs().reset())) {
      t.fact(new Fact.PersonActed("panel", "reset"));
      Reconcile.orphans(t);
    }
  }

  /**
   * Record and sensors are compared and the tower is ready, or held: once the sensors that decide
   * have settled, for what was seen only this instant proves nothing.
   */
  static void reconcile(Turn t, State.Recovering s) {
    if (t.stamp.nowMs() < s.untilMs()) {
      return;
    }
    Reason restless = Reconcile.restless(t);
    int patienceMs = Math.max(RESTLESS_MS, 3 * t.site.settings().settleMs());
    if (restless != null && t.stamp.nowMs() < s.untilMs() + patienceMs) {
      return;
    }
    Reason hold = restless != null ? restless : Reconcile.run(t);
    if (hold == null) {
      t.become(
          new State.Ready(), Reasons.of("reconciled", "record and sensors were compared", "none"));
    } else {
      t.become(new State.Held(hold, true), hold);
    }
  }
}
