package tower.core;

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

  /** Where the shuttle was when the step was interrupted. */
  static Place stand(Step step) {
    Place place = Runner.workplace(step);
    return place == null ? new Place.OnCarrier() : place;
  }

  /**
   * Why the lifter may not be lowered where it stands, null when it may, or need not be. At home,
   * where a person has turned the shuttle with the car, it must be up: a car that is wound down
   * there no step can take up again. Its switch is believed, because that person stands beside it.
   * Elsewhere the shuttle must be over the stand, as far as its encoder counts from a reference:
   * otherwise nothing tells that anybody has moved it since.
   */
  static @Nullable Reason personMustLook(Turn t, Step step) {
    if (Witness.shuttleHome(t)) {
      return bearsNothing(t) || saysUp(t)
          ? null
          : Reasons.of(
              "lifter-between",
              "the shuttle is home with a load, and the lifter is not up",
              "wind the lifter up by hand; then reset and resume");
    }
    Place over = stand(step);
    if (Witness.shuttleAwayFrom(t, over)) {
      return moved(t, over);
    }
    return over instanceof Place.AtPortal p && hangs(t) && !floorFree(t, p)
        ? Reasons.of(
            "lower-onto-something",
            "a car hangs over portal " + p.portal() + ", and something weighs on its floor",
            "clear the floor under the car, or mend its sensor; then reset and resume")
        : null;
  }

  /** Still wholly up, with its car. */
  static boolean hangs(Turn t) {
    return saysUp(t) && t.inputs().on(t.layout().inputs().carrierLoad());
  }

  private static boolean floorFree(Turn t, Place.AtPortal p) {
    return t.inputs().off(Witness.portal(t, p.portal()).carFloor());
  }

  /** Switch and encoder may contradict each other: then it is one of them that must be seen to. */
  private static Reason moved(Turn t, Place over) {
    AxisReport report = t.axis(AxisName.SHUTTLE);
    int at = report == null ? 0 : report.position();
    boolean saysHome = t.inputs().on(t.layout().inputs().shuttleHome());
    int mm = over instanceof Place.OnCarrier ? 0 : t.layout().reach(over).shuttleMm();
    String stand = over.label() + " (" + mm + " mm)";
    String text = "the lifter was interrupted over " + stand + ", the encoder has the shuttle at ";
    if (saysHome) {
      return Reasons.of(
          "shuttle-turned",
          text + at + " mm, and its switch says home",
          "see to the home switch, or switch the shuttle's drive off and on where its encoder is"
              + " wrong; then reset and resume");
    }
    return Reasons.of(
        "shuttle-turned",
        text + at + " mm, and its switch does not say home",
        "turn the shuttle over "
            + stand
            + " by hand, or home, and see that its home switch says"
            + " so; then reset and resume");
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
