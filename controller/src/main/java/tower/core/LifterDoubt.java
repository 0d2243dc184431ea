package tower.core;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tower.model.AxisName;
import tower.model.AxisReport;
import tower.model.Place;
import tower.model.Points;
import tower.model.Reason;
import tower.model.Step;

/**
 * Where the lifter may be after a step of it was interrupted: anywhere, whatever its switches say,
 * for either may have begun to stick since. Lowering takes back what raising has begun, and ends
 * what lowering has begun, as long as the shuttle is still where the step was. What is not known of
 * that a person must see to; until then the step stays open on record.
 */
final class LifterDoubt {
  private LifterDoubt() {}

  /**
   * May this interrupted step have left the lifter between its ends? Lowering onto a place that may
   * hold a car is refused by the record, so it cannot have begun.
   */
  static boolean mayBeBetween(Turn t, Step step) {
    return switch (step) {
      case Step.Raise s -> true;
      case Step.Lower s -> !t.ledger.mayHold(s.onto());
      case Step.LowerHere s -> true;
      case Step.Travel s -> false;
      case Step.OpenInner s -> false;
      case Step.CloseInner s -> false;
      case Step.Extend s -> false;
      case Step.Retract s -> false;
      case Step.Home s -> false;
    };
  }

  /**
   * Why the lifter may not be lowered where it stands, null when it may, or need not be. At home,
   * where a person has turned the shuttle with the car, it must be at one of its ends. Elsewhere
   * the shuttle must be over the stand, as far as its encoder knows: without a reference nothing
   * tells that anybody has moved it since.
   */
  static @Nullable Reason personMustLook(Turn t, Step step) {
    if (Witness.shuttleHome(t)) {
      return bearsNothing(t) || saysUp(t) || saysDown(t)
          ? null
          : Reasons.of(
              "lifter-between",
              "the shuttle is home with a load, and the lifter is at neither of its ends",
              "wind the lifter up or down by hand; then reset and resume");
    }
    return switch (step) {
      case Step.Raise s -> turned(t, s.from());
      case Step.Lower s -> s.onto() instanceof Place.AtPortal p ? taken(t, p) : turned(t, s.onto());
      default -> atNoPlace(t);
    };
  }

  /** Still wholly up with its car, and something else weighs on the floor under it. */
  private static @Nullable Reason taken(Turn t, Place.AtPortal p) {
    int floor = Witness.portal(t, p.portal()).carFloor();
    boolean hangs = saysUp(t) && t.inputs().on(t.layout().inputs().carrierLoad());
    return hangs && t.inputs().on(floor)
        ? Reasons.of(
            "lower-onto-something",
            "a car hangs over portal " + p.portal() + ", and something weighs on its floor",
            "clear the floor under the car; then reset and resume")
        : turned(t, p);
  }

  private static @Nullable Reason turned(Turn t, Place place) {
    return Witness.shuttleAwayFrom(t, place) ? moved(t, place.label()) : null;
  }

  private static @Nullable Reason atNoPlace(Turn t) {
    boolean away =
        Stream.concat(
                t.layout().bays().stream().map(bay -> new Place.InBay(bay.id())),
                t.layout().portals().stream().map(portal -> new Place.AtPortal(portal.id())))
            .allMatch(place -> Witness.shuttleAwayFrom(t, place));
    return away ? moved(t, "its stand") : null;
  }

  private static Reason moved(Turn t, String stand) {
    AxisReport report = t.axis(AxisName.SHUTTLE);
    return Reasons.of(
        "shuttle-turned",
        "the lifter was interrupted over "
            + stand
            + ", and the shuttle is at "
            + (report == null ? "?" : report.position())
            + " mm now",
        "turn the shuttle home or over the stand by hand; then reset and resume");
  }

  /** Neither of the carrier's unlike sensors sees a car. */
  static boolean bearsNothing(Turn t) {
    Points p = t.layout().inputs();
    return t.inputs().off(p.carrierLoad()) && t.inputs().off(p.carrierBeam());
  }

  static boolean saysDown(Turn t) {
    Points p = t.layout().inputs();
    return t.inputs().on(p.lifterDown()) && t.inputs().off(p.lifterUp());
  }

  private static boolean saysUp(Turn t) {
    Points p = t.layout().inputs();
    return t.inputs().on(p.lifterUp()) && t.inputs().off(p.lifterDown());
  }
}
