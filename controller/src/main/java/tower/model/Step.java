package tower.model;

/**
 * One item of a plan: one thing the machine does, with its own intent before and its own
 * confirmation by sensors after.
 */
public sealed interface Step {
  /** Lift and turntable (or traverse) to the place; the shuttle is home. */
  record Travel(Place to) implements Step {}

  /** The portal's inner door opens; the carrier has landed there. */
  record OpenInner(String portal) implements Step {}

  /** The portal's inner door closes and locks; the shuttle is home. */
  record CloseInner(String portal) implements Step {}

  /** The shuttle goes out under the place. */
  record Extend(Place to) implements Step {}

  /** The lifter raises the car off its stand: the car becomes the carrier's. */
  record Raise(Place from) implements Step {}

  /** The lifter sets the car down on the stand: the car becomes the place's. */
  record Lower(Place onto) implements Step {}

  /** The shuttle comes home. */
  record Retract(Place from) implements Step {}

  /** Homing of one axis. */
  record Home(AxisName axis) implements Step {}

  /**
   * Recovery: the lifter, which an interrupted step may have left between its ends, is lowered
   * where that step was, or on the carrier, at home, where it bears nothing.
   */
  record LowerHere(Place over) implements Step {}

  /** A short text for people and the journal. */
  default String label() {
    return switch (this) {
      case Travel s -> "travel to " + s.to().label();
      case OpenInner s -> "open inner door of portal " + s.portal();
      case CloseInner s -> "close inner door of portal " + s.portal();
      case Extend s -> "extend shuttle to " + s.to().label();
      case Raise s -> "raise car from " + s.from().label();
      case Lower s -> "lower car onto " + s.onto().label();
      case Retract s -> "retract shuttle from " + s.from().label();
      case Home s -> "home " + s.axis().key();
      case LowerHere s -> "lower lifter over " + s.over().label();
    };
  }
}
