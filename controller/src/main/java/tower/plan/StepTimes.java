package tower.plan;

import tower.model.AxisName;
import tower.model.AxisSpec;
import tower.model.Layout;
import tower.model.Place;
import tower.model.Reach;
import tower.model.Step;

/** How long each step should take; how long it really takes, {@link Experience} knows. */
public final class StepTimes {
  /** Intent on disk, brake, drive enabled, in position, witnesses, ms. */
  private static final long HANDLING_MS = 600;

  private final Layout layout;
  private final long doorMs;
  private final long lifterMs;

  /**
   * The times of one tower.
   *
   * @param doorMs the whole way of a door
   * @param lifterMs the whole way of the lifter
   */
  public StepTimes(Layout layout, long doorMs, long lifterMs) {
    this.layout = layout;
    this.doorMs = doorMs;
    this.lifterMs = lifterMs;
  }

  /** As what a step is measured. */
  public static Experience.What what(Step step) {
    return switch (step) {
      case Step.Travel s -> Experience.What.TRAVEL;
      case Step.Extend s -> Experience.What.EXTEND;
      case Step.Retract s -> Experience.What.RETRACT;
      case Step.Raise s -> Experience.What.RAISE;
      case Step.Lower s -> Experience.What.LOWER;
      case Step.LowerHere s -> Experience.What.LOWER;
      case Step.OpenInner s -> Experience.What.OPEN_INNER;
      case Step.CloseInner s -> Experience.What.CLOSE_INNER;
      case Step.Home s -> Experience.What.HOME;
    };
  }

  /** What a step should take, ms, from where the carrier is. */
  public long plannedMs(Step step, Reach from) {
    return HANDLING_MS
        + switch (step) {
          case Step.Travel s -> TravelTime.carrierMs(layout, from, layout.reach(s.to()));
          case Step.Extend s -> shuttleMs(layout.reach(s.to()).shuttleMm());
          case Step.Retract s -> shuttleMs(layout.reach(s.from()).shuttleMm());
          case Step.Raise s -> lifterMs;
          case Step.Lower s -> lifterMs;
          case Step.LowerHere s -> lifterMs;
          case Step.OpenInner s -> doorMs;
          case Step.CloseInner s -> doorMs;
          case Step.Home s -> homeMs(s.axis());
        };
  }

  Reach reach(Place place) {
    return layout.reach(place);
  }

  private long shuttleMs(int distanceMm) {
    return layout.axis(AxisName.SHUTTLE).map(axis -> TravelTime.ms(axis, distanceMm)).orElse(0L);
  }

  /** From the middle of its travel: where an axis is that has no reference, nobody knows. */
  private long homeMs(AxisName name) {
    return layout.axis(name).map(StepTimes::homeMs).orElse(0L);
  }

  private static long homeMs(AxisSpec axis) {
    return ((long) axis.travelMax() - axis.travelMin()) * 500 / axis.homingSpeed();
  }
}
