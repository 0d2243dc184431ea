package tower.core;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tower.model.AxisName;
import tower.model.AxisReport;
import tower.model.AxisSpec;
import tower.model.Place;
import tower.model.Reach;
import tower.model.Reason;
import tower.model.Step;
import tower.plan.TravelTime;

/**
 * Does a list of steps one by one: intent on disk, interlocks, motion, witnesses, confirmation on
 * disk together with the next intent.
 */
final class Runner {
  private static final Progress WAITING = new Progress.Waiting();

  private Runner() {}

  /** What became of the step under way. */
  sealed interface Progress {
    /** Still at it, nothing new. */
    record Waiting() implements Progress {}

    /** Its phase has changed. */
    record Going(Run run) implements Progress {}

    /** Its witnesses hold. */
    record Confirmed(Run run) implements Progress {}

    /** It went wrong while moving: stop. */
    record Broken(Reason reason) implements Progress {}

    /** An interlock has not allowed it for too long; nothing was moved. */
    record GivenUp(Reason reason) implements Progress {}
  }

  /** Writes the intent of one step and waits for the disk. */
  static Run begin(Turn t, @Nullable String jobId, List<Step> steps, int index) {
    Step step = steps.get(index);
    long seq =
        t.fact(new Fact.StepIntended(jobId, index + 1, step, setpoints(t, step), Witness.text(t)));
    return new Run(jobId, List.copyOf(steps), index, new Phase.AwaitIntent(seq, t.stamp.nowMs()));
  }

  /**
   * Closes a step that ends before anything was moved for it: no recovery may take it for one that
   * was interrupted on its way.
   */
  static void neverBegun(Turn t, Run run, Reason why) {
    if (t.ledger.openStep() != null && !(run.phase() instanceof Phase.Underway)) {
      t.fact(
          new Fact.StepClosed(
              run.jobId(), run.index() + 1, run.step(), "not begun: " + why.text()));
    }
  }

  static Progress advance(Turn t, Run run) {
    return switch (run.phase()) {
      case Phase.AwaitIntent p ->
          t.durableSeq >= p.seq() ? ask(t, run, p.seq(), t.stamp.nowMs()) : WAITING;
      case Phase.Blocked p -> ask(t, run, p.seq(), p.sinceMs());
      case Phase.Underway p -> watch(t, run, p);
    };
  }

  private static Progress ask(Turn t, Run run, long seq, long sinceMs) {
    return switch (Interlocks.before(t, run)) {
      case Verdict.Allowed v -> new Progress.Going(run.in(start(t, run, seq)));
      case Verdict.Blocked v when t.stamp.nowMs() - sinceMs > t.site.settings().blockedLimitMs() ->
          new Progress.GivenUp(named(run, v));
      case Verdict.Blocked v ->
          new Progress.Going(run.in(new Phase.Blocked(seq, named(run, v), sinceMs)));
    };
  }

  private static Progress watch(Turn t, Run run, Phase.Underway p) {
    if (Interlocks.during(t, run) instanceof Verdict.Blocked v) {
      return new Progress.Broken(named(run, v));
    }
    boolean late = t.stamp.nowMs() > p.deadlineMs();
    return switch (Witness.after(t, run, p.moveId(), late)) {
      case Verdict.Allowed v -> new Progress.Confirmed(run);
      case Verdict.Blocked v when late -> notConfirmed(t, run, v);
      case Verdict.Blocked v -> WAITING;
    };
  }

  /** Its witness may contradict an encoder whose rope or belt has slipped: axes are homed anew. */
  private static Progress notConfirmed(Turn t, Run run, Verdict.Blocked v) {
    Step step = run.step();
    if (step instanceof Step.Travel
        || step instanceof Step.Extend
        || step instanceof Step.Retract) {
      t.axesReferencedHere = false;
    }
    return new Progress.Broken(
        Reasons.of(
            "not-confirmed",
            "not confirmed in time: " + step.label() + ": " + v.reason().text(),
            v.reason().clearing()));
  }

  private static Reason named(Run run, Verdict.Blocked v) {
    Reason reason = v.reason();
    return Reasons.of(v.interlock(), run.step().label() + ": " + reason.text(), reason.clearing());
  }

  /**
   * Sends what the step needs; doors and lifter follow from the state by {@link Outputs}. The
   * move's id is the journal sequence of its intent: it rises for ever, so that no old answer is
   * taken for this move's.
   */
  private static Phase start(Turn t, Run run, long moveId) {
    long limit =
        switch (run.step()) {
          case Step.Travel s -> travel(t, moveId, t.layout().reach(s.to()));
          case Step.Extend s ->
              one(t, moveId, AxisName.SHUTTLE, t.layout().reach(s.to()).shuttleMm());
          case Step.Retract s -> one(t, moveId, AxisName.SHUTTLE, 0);
          case Step.Home s -> home(t, moveId, s.axis());
          case Step.OpenInner s -> t.site.settings().doorLimitMs();
          case Step.CloseInner s -> t.site.settings().doorLimitMs();
          case Step.Raise s -> t.site.settings().lifterLimitMs();
          case Step.Lower s -> t.site.settings().lifterLimitMs();
          case Step.LowerHere s -> t.site.settings().lifterLimitMs();
        };
    return new Phase.Underway(moveId, t.stamp.nowMs() + limit);
  }

  private static long travel(Turn t, long moveId, Reach reach) {
    long longest = 0;
    for (AxisSpec spec : t.layout().axes()) {
      AxisReport report = t.axis(spec.name());
      if (spec.name() == AxisName.SHUTTLE || report == null) {
        continue;
      }
      longest = Math.max(longest, one(t, moveId, spec.name(), reach.setpoint(spec.name())));
    }
    return longest;
  }

  private static long one(Turn t, long moveId, AxisName axis, int setpoint) {
    t.effect(new Effect.Move(moveId, axis, setpoint));
    AxisSpec spec = t.layout().axis(axis).orElseThrow();
    AxisReport report = t.axis(axis);
    long distance =
        report == null ? spec.travelMax() - spec.travelMin() : setpoint - report.position();
    return TravelTime.ms(spec, distance) + t.site.settings().moveMarginMs();
  }

  private static long home(Turn t, long moveId, AxisName axis) {
    t.effect(new Effect.Home(moveId, axis));
    AxisSpec spec = t.layout().axis(axis).orElseThrow();
    long travel = (long) spec.travelMax() - spec.travelMin();
    return travel * 1500 / spec.homingSpeed() + 2L * t.site.settings().moveMarginMs();
  }

  /** Absolute setpoints of a step, for the journal. */
  private static String setpoints(Turn t, Step step) {
    return switch (step) {
      case Step.Travel s -> carrier(t, t.layout().reach(s.to()));
      case Step.Extend s -> "shuttle=" + t.layout().reach(s.to()).shuttleMm();
      case Step.Retract s -> "shuttle=0";
      case Step.Home s -> s.axis().key() + "=home";
      case Step.OpenInner s -> "inner=open";
      case Step.CloseInner s -> "inner=closed";
      case Step.Raise s -> "lifter=up";
      case Step.Lower s -> "lifter=down";
      case Step.LowerHere s -> "lifter=down";
    };
  }

  private static String carrier(Turn t, Reach reach) {
    StringBuilder text = new StringBuilder();
    for (AxisSpec spec : t.layout().axes()) {
      if (spec.name() != AxisName.SHUTTLE) {
        text.append(spec.name().key()).append('=').append(reach.setpoint(spec.name())).append(' ');
      }
    }
    return text.toString().strip();
  }

  /** The place where a step works with the shuttle out, null for none. */
  static @Nullable Place workplace(Step step) {
    return switch (step) {
      case Step.Extend s -> s.to();
      case Step.Raise s -> s.from();
      case Step.Lower s -> s.onto();
      case Step.Retract s -> s.from();
      case Step.Travel s -> null;
      case Step.OpenInner s -> null;
      case Step.CloseInner s -> null;
      case Step.Home s -> null;
      case Step.LowerHere s -> s.over() instanceof Place.OnCarrier ? null : s.over();
    };
  }
}
