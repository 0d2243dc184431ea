package tower.core;

import java.util.Comparator;
import java.util.Optional;
import tower.model.Bay;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.Job;
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
  static final String DRIVE_OUT = "drive the car out and press confirm outside";
  private static final String SEE_TO_IT =
      "see to the car: have it driven or towed out, then press confirm outside and let it go; where"
          + " it is not too large, mend the switch or barrier that says so and press confirm";

  private static final String LET_OUT =
      "mend the switch or barrier and press reset: it is tried again; or let a supervisor settle the"
          + " intake: then the portal opens and the car leaves as it came";

  /** A car that stands alone is looked at after so long: doors and bags are in no barrier then. */
  private static final long ALONE_MS = 5_000;

  private Contours() {}

  /**
   * Is the car in the portal turned away? Then the intake is refused, which is told at once, until
   * the car has left or, better placed, fits after all.
   */
  static boolean turnsAway(Turn t, PortalUse use) {
    Intake intake = PortalVisit.intake(t, use);
    if (intake == null || !intake.state().driversPortal()) {
      return false;
    }
    Optional<Reason> why = refuses(t, use.portal(), intake);
    boolean told =
        intake.state() == IntakeState.REFUSED
            && why.filter(now -> now.code().equals(intake.reason().code())).isPresent();
    if (why.isPresent() && !told) {
      Jobs.intake(t, intake, IntakeState.REFUSED, why.get());
      PortalRun run = PortalKeeper.run(t, use);
      t.portalRun(use.portal(), run.from(t.stamp.nowMs()));
    }
    return why.isPresent();
  }

  /** Its driver has got out and pressed nothing: what can be seen of the car by then is told. */
  static void lookAlone(Turn t, PortalUse use, PortalRun run) {
    Intake intake = PortalVisit.intake(t, use);
    boolean alone =
        run.gotOut() && t.ageMs(Witness.portal(t, use.portal()).fieldClear()) >= ALONE_MS;
    if (alone
        && intake != null
        && intake.state() == IntakeState.ARRIVING
        && rested(t, use.portal(), (int) ALONE_MS)) {
      turnsAway(t, use);
    }
  }

  /** A refused car that nobody drives away is told once more: somebody must see to it. */
  static void tellIfItStays(Turn t, PortalUse use) {
    Intake intake = PortalVisit.intake(t, use);
    if (intake == null || intake.state() != IntakeState.REFUSED || stays(intake)) {
      return;
    }
    long limitMs = t.site.settings().arrivalLimitMs();
    if (t.stamp.nowMs() - PortalKeeper.run(t, use).sinceMs() > limitMs) {
      String text = intake.reason().text() + "; it was not driven out for " + limitMs / 1000 + " s";
      Reason why = Reasons.of(intake.reason().code(), text, SEE_TO_IT);
      Jobs.tell(t, intake.in(IntakeState.REFUSED, why, intake.sinceUtcMs()));
    }
  }

  /** True when a person must see to a refused car: it was not driven out in time. */
  static boolean stays(Intake intake) {
    return intake.state() == IntakeState.REFUSED && intake.reason().clearing().equals(SEE_TO_IT);
  }

  /** True when some portal has such a car. */
  static boolean stay(Ledger ledger) {
    for (PortalUse use : ledger.portals().values()) {
      Intake intake = use.user() == null ? null : ledger.intakes().get(use.user());
      if (intake != null && stays(intake)) {
        return true;
      }
    }
    return false;
  }

  /** The car as it is: higher than was said if a barrier says so, and then as high as can be. */
  static Vehicle measured(Turn t, String portal, Vehicle said) {
    int point = contour(t, portal).highClass();
    boolean low = said.heightMm() <= lowestMm(t);
    return point >= 0 && low && !t.inputs().off(point) ? said.high(mostMm(t, portal)) : said;
  }

  /** Barriers and scale have been as they are for long enough. */
  static boolean settled(Turn t, String portal) {
    return rested(t, portal, t.site.settings().settleMs());
  }

  private static boolean rested(Turn t, String portal, int settleMs) {
    Points.Contour c = contour(t, portal);
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

  /** Why the car of a job that was tried in vain stays in its portal, if it is its measures. */
  static Optional<Reason> keeps(Turn t, Job job) {
    Vehicle vehicle = t.ledger.vehicles().get(job.vin());
    return vehicle != null && vehicle.place() instanceof Place.AtPortal at
        ? tooMuch(t, contour(t, at.portal()), vehicle.vin(), LET_OUT)
        : Optional.empty();
  }

  private static Optional<Reason> refuses(Turn t, String portal, Intake intake) {
    Points.Contour c = contour(t, portal);
    String vin = intake.vehicle().vin();
    Optional<Reason> too = tooMuch(t, c, vin, DRIVE_OUT);
    if (too.isPresent()) {
      return too;
    }
    Vehicle measured = measured(t, portal, intake.vehicle());
    if (measured.equals(intake.vehicle()) || Capacity.letsAs(t, measured)) {
      return Optional.empty();
    }
    return Optional.of(
        Reasons.of(
            NO_BAY,
            vin + " is higher than was said, and no bay that takes it is free for it",
            DRIVE_OUT));
  }

  private static Optional<Reason> tooMuch(Turn t, Points.Contour c, String vin, String clearing) {
    if (exceeds(t, c.overload())) {
      return because(t, c.overload(), OVERLOAD, vin + " is heavier than any bay bears", clearing);
    }
    if (exceeds(t, c.tooHigh())) {
      return because(t, c.tooHigh(), TOO_HIGH, vin + " is higher than any bay takes", clearing);
    }
    if (exceeds(t, c.tooWide())) {
      String text = vin + " is wider than any bay takes, or stands askew";
      return because(t, c.tooWide(), TOO_WIDE, text, clearing);
    }
    if (exceeds(t, c.tooLong())) {
      String text = vin + " is longer than any bay takes, or stands off the middle";
      return because(t, c.tooLong(), TOO_LONG, text, clearing);
    }
    return Optional.empty();
  }

  private static Optional<Reason> because(
      Turn t, int point, String code, String text, String clearing) {
    String name = t.layout().inputs().names().get(point);
    String seen = t.inputs().valid(point) ? " (" + name + ")" : ": " + name + " does not answer";
    return Optional.of(Reasons.of(code, text + seen, clearing));
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
