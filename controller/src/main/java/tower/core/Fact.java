package tower.core;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tower.model.Intake;
import tower.model.Job;
import tower.model.KeyRing;
import tower.model.Pickup;
import tower.model.Place;
import tower.model.Reason;
import tower.model.Step;
import tower.model.Vehicle;

/**
 * What became true: one journal row each. {@link Ledger#apply} folds facts into the ledger; the
 * store keeps the same fold in its tables.
 */
public sealed interface Fact {
  /** The process began to run with this database; the incarnation rises with every restore. */
  record Started(String version, long incarnation) implements Fact {}

  /** A car became known to the tower, or its data changed; the place is where it is. */
  record VehicleSet(Vehicle vehicle) implements Fact {}

  /** A car's custody moved. */
  record VehicleMoved(String vin, Place from, Place to, String witness) implements Fact {}

  /** A pickup as it is now. */
  record PickupSet(Pickup pickup) implements Fact {}

  /** An intake as it is now. */
  record IntakeSet(Intake intake) implements Fact {}

  /** A job as it is now. */
  record JobSet(Job job) implements Fact {}

  /** A portal's use as it is now. */
  record PortalSet(PortalUse use) implements Fact {}

  /**
   * A step is about to begin: the intent before the motion.
   *
   * @param jobId the job, null for homing and recovery
   * @param number its place in the plan, from 1
   * @param step what will be done
   * @param setpoints absolute setpoints, for people and for the bus checker
   * @param witness what the sensors said before
   */
  record StepIntended(
      @Nullable String jobId, int number, Step step, String setpoints, String witness)
      implements Fact {}

  /** A step is done, and these sensors say so. */
  record StepConfirmed(@Nullable String jobId, int number, Step step, String witness)
      implements Fact {}

  /** The open step ended otherwise: what the sensors say became of it. */
  record StepClosed(@Nullable String jobId, int number, Step step, String finding)
      implements Fact {}

  /** The tower's state changed. */
  record StateChanged(String from, String to, Reason reason) implements Fact {}

  /** A person acted at the panel. */
  record PersonActed(String who, String act) implements Fact {}

  /** A bay's sensor and record contradict each other, or agree again. */
  record BayDoubted(String bay, boolean doubted, String why) implements Fact {}

  /** Other keys are believed from now on. */
  record KeysSet(KeyRing ring) implements Fact {}

  /** The true time cannot be before: somebody has signed something then. It only rises. */
  record FloorRaised(long utcMs) implements Fact {}

  /** A car that is here is offered to nobody, or is offered again. */
  record VehicleWithheld(String vin, boolean withheld, String why) implements Fact {}

  /**
   * What was answered to an idempotency key.
   *
   * @param by name of the principal who asked; empty in rows of releases that knew none
   * @param from address that it asked from; empty in rows of releases that did not write it
   */
  record Answered(String key, String bodyHash, String by, String from, Result result)
      implements Fact {}

  /**
   * The API refused somebody something, so many times of late.
   *
   * @param who name of the principal, {@code nobody} for whoever has proved to be none
   * @param from address that it asked from, of the first refusal
   * @param what operation, of the first refusal
   * @param subject pickup or intake that it named, of the first refusal; empty for none
   * @param vin car that it named, or that of the subject, of the first refusal; empty for none
   * @param code problem's code
   * @param times how often
   * @param firstUtcMs when first, UTC ms since 1970
   * @param lastUtcMs when last
   */
  record TurnedAway(
      String who,
      String from,
      String what,
      String subject,
      String vin,
      String code,
      int times,
      long firstUtcMs,
      long lastUtcMs)
      implements Fact {}

  /** An event for the shop: an outbox row, told by webhook. */
  record Published(String topic, String subject, List<String> details) implements Fact {}
}
