package tower.core;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import tower.model.Bay;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.Place;
import tower.model.Points;
import tower.model.Portal;
import tower.model.Reason;
import tower.model.Step;
import tower.model.Vehicle;

/**
 * What a portal's light barriers and scale say of the car in it outweighs what the shop has said of
 * it. A car that no bay takes is not shut in and never lifted: it leaves as it came. A portal that
 * measures nothing believes the shop, as ever.
 */
final class Contours {
  private static final String TOO_HIGH = "too-high";
  private static final String TOO_WIDE = "too-wide";
  private static final String TOO_LONG = "too-long";
  private static final String OVERLOAD = "overload";
  private static final String NO_BAY = "no-bay-for-measured";
  private static final Set<String> CODES = Set.of(TOO_HIGH, TOO_WIDE, TOO_LONG, OVERLOAD, NO_BAY);
  private static final String DRIVE_OUT = "drive the car out and press confirm outside";

  private Contours() {}

  /**
   * Is the car in the portal turned away? What was found is the intake's reason, until the car has
   * left or, better placed, fits after all.
   */
  static boolean turnsAway(Turn t, PortalUse use) {
    Intake intake = PortalVisit.intake(t, use);
    if (intake == null || intake.state() != IntakeState.ARRIVING) {
      return false;
    }
    Optional<Reason> why = refuses(t, use.portal(), intake);
    if (why.isPresent() && !why.get().equals(intake.reason())) {
      // No change of its state: nobody is told before the car has left.
      t.fact(new Fact.IntakeSet(intake.in(intake.state(), why.get(), intake.sinceUtcMs())));
    }
    return why.isPresent();
  }

  /** True when the intake's car was turned away, and nothing was found for it since. */
  static boolean turnedAway(Intake intake) {
    return CODES.contains(intake.reason().code());
  }

  /** The car as it is: higher than was said if a barrier says so, and then as high as can be. */
  static Vehicle measured(Turn t, String portal, Vehicle said) {
    int point = contour(t, portal).highClass();
    boolean low = said.heightMm() <= lowestMm(t);
    return point >= 0 && low && !t.inputs().off(point) ? said.high(mostMm(t, portal)) : said;
  }

  /** Barriers and scale have been as they are for long enough. */
  static boolean settled(Turn t, String portal) {
    Points.Contour c = contour(t, portal);
    int settleMs = t.site.settings().settleMs();
    return rests(t, c.highClass(), settleMs)
        && rests(t, c.tooHigh(), settleMs)
        && rests(t, c.tooWide(), settleMs)
        && rests(t, c.tooLong(), settleMs)
        && rests(t, c.overload(), settleMs);
  }

  private static boolean rests(Turn t, int point, int settleMs) {
    return point < 0 || t.ageMs(point) >= settleMs;
  }

  /** What must hold before the carrier goes for a car in a portal, and before it lifts it. */
  static Asking fits(Turn t, Asking a, Run run, Place from) {
    boolean lifts = run.steps().contains(new Step.Raise(from));
    if (!lifts || !(from instanceof Place.AtPortal at)) {
      return a;
    }
    Points.Contour c = contour(t, at.portal());
    for (int point : new int[] {c.tooHigh(), c.tooWide(), c.tooLong(), c.overload()}) {
      if (point >= 0) {
        a.off(point, "look at the car in " + from.label() + ": no bay takes it as it stands");
      }
    }
    boolean low =
        run.steps().getLast() instanceof Step.Retract to
            && to.from() instanceof Place.InBay bay
            && t.layout().bays().get(t.layout().bayIndex(bay.bay())).maxHeightMm() <= lowestMm(t);
    return low && c.highClass() >= 0
        ? a.off(
            c.highClass(), "look at the car in " + from.label() + ": it is too high for its bay")
        : a;
  }

  private static Optional<Reason> refuses(Turn t, String portal, Intake intake) {
    Points.Contour c = contour(t, portal);
    String vin = intake.vehicle().vin();
    if (exceeds(t, c.overload())) {
      return because(OVERLOAD, vin + " is heavier than any bay bears");
    }
    if (exceeds(t, c.tooHigh())) {
      return because(TOO_HIGH, vin + " is higher than any bay takes");
    }
    if (exceeds(t, c.tooWide())) {
      return because(TOO_WIDE, vin + " is wider than any bay takes, or stands askew");
    }
    if (exceeds(t, c.tooLong())) {
      return because(TOO_LONG, vin + " is longer than any bay takes, or stands off the middle");
    }
    Vehicle measured = measured(t, portal, intake.vehicle());
    if (measured.equals(intake.vehicle()) || Capacity.letsAs(t, measured)) {
      return Optional.empty();
    }
    return because(
        NO_BAY, vin + " is higher than was said, and no bay that takes it is free for it");
  }

  private static Optional<Reason> because(String code, String text) {
    return Optional.of(Reasons.of(code, text, DRIVE_OUT));
  }

  /** What cannot be seen is not taken for small. */
  private static boolean exceeds(Turn t, int point) {
    return point >= 0 && !t.inputs().off(point);
  }

  private static Points.Contour contour(Turn t, String portal) {
    return Witness.portal(t, portal).contour();
  }

  private static int lowestMm(Turn t) {
    return t.layout().bays().stream()
        .map(Bay::maxHeightMm)
        .min(Comparator.naturalOrder())
        .orElse(0);
  }

  private static int mostMm(Turn t, String id) {
    return t.layout().portals().stream()
        .filter(p -> p.id().equals(id))
        .mapToInt(Portal::maxHeightMm)
        .findFirst()
        .orElseThrow();
  }
}
