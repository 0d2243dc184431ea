package tower.core;

import org.jspecify.annotations.Nullable;
import tower.model.Reason;
import tower.plan.Spread;

/**
 * What a customer can be told about the time.
 *
 * @param stage what is being done now
 * @param position how many jobs come before it, 0 when the machine is at it or takes it next; -1
 *     when it waits for no job
 * @param ready from now until its car is ready: in the portal or, for an intake, in its bay; null
 *     when that is past or unknown
 * @param unknown why that is unknown, null when it is known or past
 */
public record Estimate(Stage stage, int position, @Nullable Ready ready, @Nullable Reason unknown) {
  /**
   * How long until then.
   *
   * @param halfMs it takes longer as often as not
   * @param nineOfTenMs it takes longer one time in ten
   */
  public record Ready(long halfMs, long nineOfTenMs) {
    static Ready in(Spread spread) {
      return new Ready(spread.halfMs(), spread.nineOfTenMs());
    }
  }

  static final int NOT_IN_LINE = -1;

  static Estimate only(Stage stage) {
    return new Estimate(stage, NOT_IN_LINE, null, null);
  }

  static Estimate unknown(Stage stage, int position, Reason why) {
    return new Estimate(stage, position, null, why);
  }
}
