package tower.drive;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tower.model.AxisName;
import tower.model.AxisReport;
import tower.model.AxisSpec;
import tower.model.Check;
import tower.model.DriveProfile;
import tower.model.DriveState;
import tower.model.Link;
import tower.model.MoveProgress;
import tower.model.Register;

/** What the bus knows of one axis and its drive. Holds no rule of the line and sends nothing. */
final class AxisDrive {
  /** Polls in a row at the same count, give or take one, that make a standstill. */
  private static final int STILL_POLLS = 2;

  final AxisSpec spec;
  final RegisterMap map;

  /** Parameters as last confirmed; empty after a (re)connect, when the drive may have forgotten. */
  final Map<Register, Integer> confirmed = new EnumMap<>(Register.class);

  Link link = Link.UNPROVEN;
  Proof proof = new Proof.Waking();

  /** True once the identity was read as configured on this connection: it may be stopped. */
  boolean known;

  /** True from a (re)connect or a person's reset until it is proven: the node guard may be set. */
  boolean guardMayBeSet = true;

  int failures;
  long askAgainNanos;
  String linkText = "";

  int controlword;
  int statusword;
  int mode;
  int counts;
  DriveState state = DriveState.UNKNOWN;
  long polledMs;
  private boolean positionKnown;
  private boolean counted;

  /** True when the last order was a homing: it may have taken the reference away. */
  boolean homedLast;

  private int stillCounts;
  private int stillPolls;

  Sequence sequence = new Sequence.Idle(false);
  long moveId;
  MoveProgress progress = MoveProgress.NONE;
  String error = "";
  boolean resetWanted;

  /** True when a stop was sent and answered and nothing was ordered since. */
  boolean stopped;

  AxisDrive(AxisSpec spec, DriveProfile profile) {
    this.spec = spec;
    this.map = new RegisterMap(spec, profile);
  }

  /** One for each axis; an axis without profile or with another's bus unit is refused. */
  static List<AxisDrive> all(List<AxisSpec> axes, Map<AxisName, DriveProfile> profiles) {
    List<AxisDrive> drives = new ArrayList<>();
    for (AxisSpec axis : axes) {
      DriveProfile profile = profiles.get(axis.name());
      if (profile == null) {
        throw new IllegalArgumentException("axis " + axis.name() + " has no drive profile");
      }
      for (AxisDrive other : drives) {
        Check.that(
            other.spec.busUnit() != axis.busUnit(),
            "axes %s and %s have the same bus unit %s",
            other.spec.name(),
            axis.name(),
            axis.busUnit());
      }
      drives.add(new AxisDrive(axis, profile));
    }
    return List.copyOf(drives);
  }

  void readStatus(Line line) {
    controlword = map.controlword(line);
    statusword = map.statusword(line);
    mode = map.mode(line);
    state = StatusWord.state(statusword);
    counted = referenced() || (counted && homedLast);
  }

  void readPosition(Line line) {
    counts = map.counts(line);
    // One count of jitter is an encoder's, not a motion's; a drift adds up against the anchor.
    if (positionKnown && Math.abs((long) counts - stillCounts) <= 1) {
      stillPolls++;
    } else {
      stillCounts = counts;
      stillPolls = 0;
    }
    positionKnown = true;
  }

  /** Both blocks came well. */
  void answered(long nowMs) {
    failures = 0;
    link = Link.UP;
    linkText = "";
    polledMs = nowMs;
  }

  /** True when the drive is known to have these parameters; a target is always written anew. */
  boolean confirms(RegisterMap.Group group) {
    for (RegisterMap.Setting setting : group.settings()) {
      Integer have = confirmed.get(setting.register());
      boolean same = have != null && have == setting.value();
      if (setting.register() == Register.TARGET_POSITION || !same) {
        return false;
      }
    }
    return true;
  }

  void confirm(RegisterMap.Group group) {
    for (RegisterMap.Setting setting : group.settings()) {
      confirmed.put(setting.register(), setting.value());
    }
  }

  boolean has(int bits) {
    return StatusWord.has(statusword, bits);
  }

  boolean referenced() {
    return has(StatusWord.REFERENCED);
  }

  boolean still() {
    return stillPolls >= STILL_POLLS;
  }

  /** The port is gone or the drive is: nothing that was known of its parameters holds. */
  void forget() {
    confirmed.clear();
    stillPolls = 0;
    positionKnown = false;
    counted = false;
    stopped = false;
    guardMayBeSet = true;
  }

  void failed(String text) {
    if (progress == MoveProgress.UNDER_WAY) {
      progress = MoveProgress.FAILED;
    }
    error = text;
  }

  int position() {
    return map.units().toUnits(counts);
  }

  /** "LIFT (unit 1)". */
  String label() {
    return spec.name() + " (unit " + spec.busUnit() + ")";
  }

  AxisReport report() {
    return new AxisReport(
        spec.name(),
        link,
        state,
        referenced(),
        counted,
        position(),
        still() && !state.torque() && link == Link.UP,
        moveId,
        progress,
        polledMs,
        errorText());
  }

  private String errorText() {
    if (linkText.isEmpty()) {
      return error;
    }
    return error.isEmpty() ? linkText : error + "; " + linkText;
  }
}
