package tower.api;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tower.loop.Snapshot;
import tower.model.Intake;
import tower.model.IntakeState;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Reason;

/** Pickups and intakes as the shop sees them: pure functions of what is stored. */
final class Views {
  private Views() {}

  /**
   * A pickup.
   *
   * @param reference the shop's own name for it: of a pickup the jti of its voucher
   * @param delivery the result for the money, null while it is open
   * @param triesLeft wrong codes still allowed
   * @param readyAt when the car should wait in the portal, null for as soon as possible
   * @param expiresAt until when its code may be entered, null for no such time
   * @param dueBackAt when a lent car should be back, null for one that does not come back
   * @param portal where the car is or will be handed over, null while none is given
   * @param estimate what is being done and when it is ready; null in answers that are given again
   *     word for word, and of what ended long ago
   * @param links what can be read or done now; a cancellation is listed as long as it is possible
   */
  record PickupView(
      String id,
      String reference,
      String vin,
      String purpose,
      String state,
      Instant since,
      Reason reason,
      @Nullable String delivery,
      @Nullable String portal,
      int triesLeft,
      @Nullable Instant readyAt,
      @Nullable Instant expiresAt,
      @Nullable Instant dueBackAt,
      Instant createdAt,
      Estimates.@Nullable View estimate,
      Map<String, String> links) {}

  /**
   * An intake; see {@link PickupView}.
   *
   * @param odometerKm what the shop said of a car that comes back, null when nothing
   * @param damage what is wrong with it, null when nothing is
   */
  record IntakeView(
      String id,
      String reference,
      String vin,
      String purpose,
      String state,
      Instant since,
      Reason reason,
      @Nullable String portal,
      @Nullable Integer odometerKm,
      @Nullable String damage,
      Instant createdAt,
      Estimates.@Nullable View estimate,
      Map<String, String> links) {}

  /** As it is stored: the same whenever it is asked for. */
  static PickupView of(Pickup pickup) {
    return shown(pickup, null);
  }

  static PickupView of(Pickup pickup, Snapshot now) {
    return shown(pickup, Estimates.of(now, pickup.id()));
  }

  private static PickupView shown(Pickup pickup, Estimates.@Nullable View estimate) {
    return new PickupView(
        pickup.id(),
        pickup.reference(),
        pickup.vin(),
        pickup.purpose().key(),
        pickup.state().key(),
        Instant.ofEpochMilli(pickup.sinceUtcMs()),
        pickup.reason(),
        delivery(pickup.state()),
        pickup.portal(),
        pickup.triesLeft(),
        time(pickup.terms().readyAtUtcMs()),
        time(pickup.terms().expiresAtUtcMs()),
        time(pickup.terms().dueBackUtcMs()),
        Instant.ofEpochMilli(pickup.createdUtcMs()),
        estimate,
        links(pickup));
  }

  /** As it is stored: the same whenever it is asked for. */
  static IntakeView of(Intake intake) {
    return shown(intake, null);
  }

  static IntakeView of(Intake intake, Snapshot now) {
    return shown(intake, Estimates.of(now, intake.id()));
  }

  private static IntakeView shown(Intake intake, Estimates.@Nullable View estimate) {
    return new IntakeView(
        intake.id(),
        intake.reference(),
        intake.vehicle().vin(),
        intake.purpose().key(),
        intake.state().key(),
        Instant.ofEpochMilli(intake.sinceUtcMs()),
        intake.reason(),
        intake.portal(),
        intake.report().odometerKm() < 0 ? null : intake.report().odometerKm(),
        intake.report().damage().isEmpty() ? null : intake.report().damage(),
        Instant.ofEpochMilli(intake.createdUtcMs()),
        estimate,
        links(intake));
  }

  static String self(Pickup pickup) {
    return "/v1/pickups/" + pickup.id();
  }

  static String self(Intake intake) {
    return "/v1/intakes/" + intake.id();
  }

  /**
   * What the shop does with the money. A car that stands somewhere unsure is never called safe: a
   * person decides.
   */
  static @Nullable String delivery(PickupState state) {
    return switch (state) {
      case SCHEDULED, QUEUED, RETRIEVING, STAGED, HANDING_OVER, CANCELLING -> null;
      case COLLECTED, OUT, LATE, RETURNED -> "delivered";
      case CANCELLED, RESTOWED -> "not-delivered-car-safe";
      case ON_HOLD, OWED, FAILED -> "undecided-person-needed";
    };
  }

  /** The point of no return: after the code was accepted a cancel is refused. */
  static boolean cancellable(Pickup pickup) {
    return pickup.state().cancel() != PickupState.Cancel.REFUSED && !pickup.redeemed();
  }

  /** Once the portal was opened for it the car is stored; a pickup brings it out again. */
  static boolean cancellable(IntakeState state) {
    return switch (state) {
      case QUEUED -> true;
      case ARRIVING, REFUSED, RECEIVED, STORING, STORED, CANCELLED, EXPIRED, ON_HOLD, FAILED ->
          false;
    };
  }

  private static @Nullable Instant time(@Nullable Long utcMs) {
    return utcMs == null ? null : Instant.ofEpochMilli(utcMs);
  }

  private static Map<String, String> links(Pickup pickup) {
    Map<String, String> links = new LinkedHashMap<>();
    links.put("self", self(pickup));
    links.put("vehicle", "/v1/vehicles/" + pickup.vin());
    if (cancellable(pickup)) {
      links.put("cancellation", self(pickup) + "/cancellation");
    }
    if (pickup.state() == PickupState.STAGED) {
      links.put("handover", self(pickup) + "/handover");
    }
    if (pickup.state() == PickupState.OWED || pickup.lent()) {
      links.put("settlement", self(pickup) + "/settlement");
    }
    return links;
  }

  private static Map<String, String> links(Intake intake) {
    Map<String, String> links = new LinkedHashMap<>();
    links.put("self", self(intake));
    boolean missing =
        intake.state() == IntakeState.ON_HOLD && intake.reason().code().equals("car-missing");
    if (cancellable(intake.state()) || missing) {
      links.put("cancellation", self(intake) + "/cancellation");
    }
    if (intake.state() == IntakeState.ON_HOLD && !missing) {
      links.put("settlement", self(intake) + "/settlement");
    }
    return links;
  }
}
