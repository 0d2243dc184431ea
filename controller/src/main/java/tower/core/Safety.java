package tower.core;

import tower.model.AxisReport;
import tower.model.Points;
import tower.model.Reason;
import tower.motion.AxisState;

/** What stops the tower, and what lets it begin again. */
final class Safety {
  private static final Reason MAINTENANCE =
      Reasons.of("key", "the key was turned to maintenance", "turn it back");

  /**
   * So long closed, the chain was closed before the press: debounce, filter and a scan are less.
   */
  private static final long CLOSED_MS = 150;

  /**
   * So long resume must have been let alone before it is pressed: a wire that shakes does not rest,
   * and nobody presses so fast again, however impatient.
   */
  private static final long RESUME_RESTS_MS = 200;

  private Safety() {}

  /**
   * Looks for whatever must stop the tower in a state that may move, or is about to.
   *
   * @return true when the state was left
   */
  static boolean watch(Turn t) {
    if (t.inputs().on(t.layout().inputs().key())) {
      stop(t, new State.Manual(), MAINTENANCE);
      return true;
    }
    Reason fault = fault(t);
    if (fault == null) {
      return false;
    }
    fault(t, fault);
    return true;
  }

  /** Stops and remembers the first reason. */
  static void fault(Turn t, Reason why) {
    stop(t, new State.Faulted(why), why);
  }

  private static void stop(Turn t, State next, Reason why) {
    t.effect(new Effect.Stop(why.text()));
    if (t.state instanceof State.Executing s) {
      Runner.neverBegun(t, s.run(), why);
    }
    t.become(next, why);
  }

  @org.jspecify.annotations.Nullable
  private static Reason fault(Turn t) {
    Points p = t.layout().inputs();
    if (!t.inputs().on(p.chainA())
        || !t.inputs().on(p.chainB())
        || !t.inputs().on(p.doorsLocked())) {
      // A chain that cannot be seen is no open one: what keeps us from looking is the cause.
      boolean seen = t.inputs().valid(p.chainA()) && t.inputs().valid(p.chainB());
      return seen || t.seen.trouble().isEmpty() ? chain(t, p) : edge(t);
    }
    if (chainBlinked(t)) {
      return Reasons.of(
          "safety-chain",
          "the safety chain was open for a moment",
          "see its contacts; then reset and resume");
    }
    // The drives before the line: a drive's failure is the cause, an unconfirmed stop its
    // consequence.
    Run run = Outputs.run(t.state);
    long moveId = run != null && run.phase() instanceof Phase.Underway u ? u.moveId() : -1;
    for (AxisReport report : t.seen.axes()) {
      if (AxisState.of(report) instanceof AxisState.Fault f) {
        return Reasons.of("drive", f.reason(), "see the drive; then reset and resume");
      }
      if (AxisState.failed(report, moveId)) {
        String why = AxisState.failure(report);
        return Reasons.of("drive", why, "see the drive; then reset and resume");
      }
      if (!report.referenced() && works(t.state)) {
        String text = report.axis().key() + " has lost its reference";
        return Reasons.of("reference-lost", text, "see the drive; then reset and resume");
      }
    }
    return t.seen.trouble().isEmpty() ? null : edge(t);
  }

  private static Reason edge(Turn t) {
    return Reasons.of("edge", t.seen.trouble(), "as it says; then reset and resume");
  }

  /** True in the states that begin with every axis referenced. */
  private static boolean works(State state) {
    return state instanceof State.Ready || state instanceof State.Executing;
  }

  private static Reason chain(Turn t, Points p) {
    Asking asking =
        new Asking(t)
            .on(p.chainA(), "release the emergency stop")
            .on(p.chainB(), "release the emergency stop")
            .on(p.doorsLocked(), "shut and lock every door of the shaft");
    return asking.verdict("safety-chain") instanceof Verdict.Blocked v
        ? v.reason()
        : Reasons.of("safety-chain", "the safety chain is open", "close it");
  }

  /**
   * The latch: reset permits, and only by a rising edge with the chain closed and the key normal.
   * It moves nothing; the tower looks anew. With the key in maintenance the tower is the
   * technician's, whatever stopped it.
   */
  static void resetEdge(Turn t) {
    Points p = t.layout().inputs();
    if (t.inputs().on(p.key())) {
      t.become(new State.Manual(), MAINTENANCE);
      return;
    }
    if (!resetPressed(t)) {
      return;
    }
    t.fact(new Fact.PersonActed("panel", "reset"));
    t.effect(new Effect.ResetDrives());
    Reason why = Reasons.of("reset", "reset was pressed", "wait");
    t.become(new State.Looking(true, why), why);
  }

  /**
   * True when reset was pressed after the chain had closed. The relay of the chain lets go of its
   * latch by the same edge, and it must have been closed before; what became closed in the moment
   * of the press may have done so after it, and then the motors stay without power while the tower
   * believes in them. Whoever pressed too early presses again.
   */
  static boolean resetPressed(Turn t) {
    Points p = t.layout().inputs();
    return t.rose(p.reset())
        && chainClosed(t)
        && closedBefore(t, p.chainA())
        && closedBefore(t, p.chainB())
        && closedBefore(t, p.doorsLocked());
  }

  /** By the times of the samples, not of this decision: a held up process looks at both late. */
  private static boolean closedBefore(Turn t, int point) {
    long pressedMs = t.inputs().changedMs(t.layout().inputs().reset());
    return pressedMs - t.inputs().changedMs(point) >= CLOSED_MS;
  }

  /**
   * True when resume was pressed after it had been let alone for a while, and let go again.
   * Whatever else falls is no consent, and the while begins anew.
   */
  static boolean resumePressed(Turn t, State.AwaitingResume s) {
    int resume = t.layout().inputs().resume();
    boolean blinked = blinked(t, resume);
    if (!blinked && Press.letGo(t, resume, s.sinceMs() + RESUME_RESTS_MS)) {
      return true;
    }
    if (blinked || t.fell(resume)) {
      t.state = new State.AwaitingResume(t.stamp.nowMs());
    }
    return false;
  }

  /**
   * True when the chain was open between two looks that both saw it closed. The relay has let go,
   * whatever the tower saw.
   */
  static boolean chainBlinked(Turn t) {
    Points p = t.layout().inputs();
    return blinked(t, p.chainA()) || blinked(t, p.chainB()) || blinked(t, p.doorsLocked());
  }

  private static boolean blinked(Turn t, int point) {
    return t.inputs().on(point)
        && t.inputsBefore().on(point)
        && t.inputs().changedMs(point) != t.inputsBefore().changedMs(point);
  }

  /** Both channels, the shaft's enclosure, and the key normal. */
  static boolean chainClosed(Turn t) {
    Points p = t.layout().inputs();
    return t.inputs().on(p.chainA())
        && t.inputs().on(p.chainB())
        && t.inputs().on(p.doorsLocked())
        && t.inputs().off(p.key());
  }

  /**
   * The outcome of a commit is unknown: stop, end, start anew, look. Nothing is decided on this
   * record any more, not even in what is left of the cycle.
   */
  static void end(Turn t, String text) {
    Reason why = Reasons.of("store-failed", text, "wait: the tower starts anew");
    stop(t, new State.Held(why, false), why);
    t.effect(new Effect.Exit(text));
  }
}
