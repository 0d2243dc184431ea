package tower.core;

import java.util.ArrayList;
import java.util.List;
import tower.model.AxisReport;
import tower.model.Link;
import tower.model.Points;
import tower.model.Reason;
import tower.motion.AxisState;

/** Looking: every input, drive and witness must be seen before anybody may resume. */
final class Look {
  private Look() {}

  static void look(Turn t, State.Looking s) {
    if (t.inputs().on(t.layout().inputs().key())) {
      Reason why = Reasons.of("key", "the key is in maintenance", "turn it back");
      t.become(new State.Manual(), why);
      return;
    }
    PortalKeeper.observe(t, false);
    boolean closed = Safety.chainClosed(t);
    boolean pressed = Safety.resetPressed(t);
    boolean latched = s.resetSeen() && !Safety.chainBlinked(t);
    boolean reset = closed && (latched || pressed);
    if (pressed) {
      t.fact(new Fact.PersonActed("panel", "reset"));
      t.effect(new Effect.ResetDrives());
    }
    Reason waiting = waiting(t, reset);
    if (waiting == null) {
      Reason why = Reasons.of("looked", "everything can be seen", Reporting.RESUME);
      t.become(new State.AwaitingResume(t.stamp.nowMs()), why);
    } else if (reset != s.resetSeen() || !waiting.equals(s.reason())) {
      t.state = new State.Looking(reset, waiting);
    }
  }

  @org.jspecify.annotations.Nullable
  private static Reason waiting(Turn t, boolean reset) {
    Reason silent = silentDrive(t);
    if (silent != null) {
      return silent;
    }
    if (!t.seen.trouble().isEmpty()) {
      return Reasons.of("edge", t.seen.trouble(), "as it says");
    }
    Reason unseen = unseenInputs(t);
    if (unseen != null) {
      return unseen;
    }
    for (AxisReport report : t.seen.axes()) {
      AxisState state = AxisState.of(report);
      if (state instanceof AxisState.Fault f && (reset || report.link() != Link.UP)) {
        return Reasons.of("drive", f.reason(), "see the drive; then reset");
      }
      if (state instanceof AxisState.Moving || state instanceof AxisState.Homing) {
        return Reasons.of(
            "axis-moving", report.axis().key() + " is not at rest", "wait until it is at rest");
      }
    }
    if (t.seen.axes().size() < t.layout().axes().size()) {
      return Reasons.of("drives-unseen", "not every drive was read yet", "wait");
    }
    if (!Safety.chainClosed(t)) {
      return Reasons.of(
          "safety-chain",
          "the safety chain is open",
          "release the emergency stop, shut every door, reset");
    }
    return reset ? null : Reasons.of("reset-awaited", "everything can be seen", "press reset");
  }

  /**
   * A drive that does not answer is the cause of whatever else the line misses: of a stop that it
   * did not confirm, above all. One that was not asked yet is the cause of nothing.
   */
  @org.jspecify.annotations.Nullable
  private static Reason silentDrive(Turn t) {
    for (AxisReport report : t.seen.axes()) {
      boolean asked = report.link() == Link.LOST || report.link() == Link.FOREIGN;
      if (asked && AxisState.of(report) instanceof AxisState.Fault f) {
        return Reasons.of("drive", f.reason(), "see the drive; then reset");
      }
    }
    return null;
  }

  @org.jspecify.annotations.Nullable
  private static Reason unseenInputs(Turn t) {
    Points p = t.layout().inputs();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < p.names().size(); i++) {
      if (!t.inputs().valid(i)) {
        names.add(p.names().get(i));
      }
    }
    if (names.isEmpty()) {
      return null;
    }
    String some = String.join(", ", names.subList(0, Math.min(4, names.size())));
    String more = names.size() > 4 ? " and " + (names.size() - 4) + " more" : "";
    return Reasons.of(
        "inputs-unseen", "not yet seen: " + some + more, "see the chip and its wiring");
  }
}
