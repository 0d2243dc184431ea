package tower.model;

/** How far the drive room is with the move it was last given. */
public enum MoveProgress {
  /** No move since start, or it was stopped. */
  NONE,
  /** Being enabled, parametrised or started; or running. */
  UNDER_WAY,
  /** In position, confirmed by a read requested after the write, disabled and braked again. */
  DONE,
  /** Ended without arriving; {@link AxisReport#errorText()} says why. */
  FAILED
}
