package tower.model;

/**
 * How the carrier reaches a place: one setpoint per carrier axis.
 *
 * @param level storey, 0 is the ground floor
 * @param liftMm setpoint of the lift
 * @param turnMdeg setpoint of the turntable, 0 when the tower has none
 * @param traverseMm setpoint of the traverse, 0 when the tower has none
 * @param side side of the carrier
 * @param depth 1 for the place next to the shaft, 2 for the one behind it
 * @param shuttleMm setpoint of the shuttle, signed by side
 */
public record Reach(
    int level, int liftMm, int turnMdeg, int traverseMm, Side side, int depth, int shuttleMm) {
  public Reach {
    Check.that(depth == 1 || depth == 2, "depth %s is not 1 or 2", depth);
    Check.that(
        side == Side.LEFT ? shuttleMm < 0 : shuttleMm > 0,
        "shuttle setpoint %s does not lie on side %s",
        shuttleMm,
        side);
  }

  /** The setpoint of one carrier axis. */
  public int setpoint(AxisName axis) {
    return switch (axis) {
      case LIFT -> liftMm;
      case TURN -> turnMdeg;
      case TRAVERSE -> traverseMm;
      case SHUTTLE -> shuttleMm;
    };
  }

  /** True when both places lie in one lane: same carrier setpoints, same side. */
  public boolean sameLane(Reach other) {
    return liftMm == other.liftMm
        && turnMdeg == other.turnMdeg
        && traverseMm == other.traverseMm
        && side == other.side;
  }
}
