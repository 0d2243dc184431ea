package tower.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tower.core.Outlook;
import tower.core.Problem;
import tower.core.Result;
import tower.loop.Snapshot;
import tower.model.PickupState;
import tower.model.Purpose;
import tower.model.Terms;
import tower.model.Vehicle;

/** Could this car be delivered, when, and if not why: a pickup that nothing comes of. */
final class Availability {
  private static final List<Purpose> PURPOSES =
      List.of(Purpose.BUY, Purpose.TEST_DRIVE, Purpose.SERVICE);

  /**
   * The answer.
   *
   * @param available true when the pickup would be taken now
   * @param at for when it was asked, null for as soon as possible
   * @param estimate of the pickup that would have been, null when it would not be taken
   * @param problem what the pickup would be answered with, null when it would be taken
   * @param againAt when the car is to be here again or the maintenance over, never in the past;
   *     null when nobody knows
   */
  record View(
      String vin,
      String purpose,
      boolean available,
      @Nullable Instant at,
      Estimates.@Nullable View estimate,
      @Nullable WhyNot problem,
      @Nullable Instant againAt) {}

  /** The part of a problem document that does not belong to a call. */
  record WhyNot(
      String type, String title, String detail, String code, boolean retryable, String clearing) {
    static WhyNot of(Problem problem, String detail) {
      return new WhyNot(
          Problems.type(problem),
          problem.title(),
          detail,
          problem.code(),
          problem.retryable(),
          problem.clearing().name().toLowerCase(Locale.ROOT));
    }
  }

  private final Supplier<Snapshot> snapshots;

  Availability(Supplier<Snapshot> snapshots) {
    this.snapshots = snapshots;
  }

  List<Route> routes() {
    return List.of(Route.get("/v1/availability", Reply.JSON, this::ask));
  }

  private Reply ask(Call call) {
    Query query = Query.of(call, "vin", "purpose", "at");
    String vin = query.text("vin");
    if (vin == null || !Vehicle.validVin(vin)) {
      query.wrong("vin", "expected " + Bodies.VIN);
    }
    Optional<Purpose> purpose =
        PURPOSES.stream().filter(p -> p.key().equals(query.text("purpose"))).findFirst();
    if (purpose.isEmpty()) {
      query.wrong(
          "purpose",
          "expected one of "
              + PURPOSES.stream().map(Purpose::key).collect(Collectors.joining(", ")));
    }
    Instant at = query.time("at");
    query.refuseIfWrong();
    return Reply.json(
        200, view(snapshots.get(), vin == null ? "" : vin, purpose.orElseThrow(), at));
  }

  private static View view(Snapshot now, String vin, Purpose purpose, @Nullable Instant at) {
    Terms terms = at == null ? Terms.NONE : new Terms(at.toEpochMilli(), null, null);
    Outlook.Trial trial = now.outlook().dryRun(vin, purpose, terms);
    Result.Refused refused = trial.refused();
    WhyNot problem = refused == null ? null : WhyNot.of(refused.problem(), refused.detail());
    if (problem == null && now.facts().keys().version() == 0) {
      problem = WhyNot.of(Problem.NO_KEYS, VoucherDesk.NO_LIST);
    }
    boolean available = problem == null;
    return new View(
        vin,
        purpose.key(),
        available,
        at,
        available && trial.estimate() != null ? Estimates.of(now, trial.estimate()) : null,
        problem,
        available ? null : again(now, vin, terms, refused));
  }

  private static @Nullable Instant again(
      Snapshot now, String vin, Terms terms, Result.@Nullable Refused refused) {
    return refused != null && refused.problem() == Problem.MAINTENANCE_WINDOW
        ? now.outlook().maintainedUntil(terms)
        : again(now, vin);
  }

  /**
   * A car that is lent is due back at a time; of everything else, and of one that is late, nobody
   * knows when it is here.
   */
  private static @Nullable Instant again(Snapshot now, String vin) {
    Long utcMs = now.outlook().utcMs();
    return now.facts()
        .pickupOf(vin)
        .filter(lent -> lent.lent() && lent.state() != PickupState.LATE)
        .map(lent -> lent.terms().dueBackUtcMs())
        .filter(due -> utcMs == null || due > utcMs)
        .map(Instant::ofEpochMilli)
        .orElse(null);
  }
}
