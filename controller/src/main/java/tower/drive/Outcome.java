package tower.drive;

/** How one exchange ended. */
public enum Outcome {
  /** Answered as bus rule 3 asks. */
  ANSWERED,
  /** Answered with a Modbus exception: the drive understood and did not do it. */
  REFUSED,
  /** Nothing, or nothing that can be trusted, came back; the drive may have done it or not. */
  DOUBTFUL,
  /** Not sent: the gate was closed. */
  WITHHELD
}
