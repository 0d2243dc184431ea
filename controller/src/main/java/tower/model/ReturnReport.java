package tower.model;

/**
 * What the shop says of a car that comes back.
 *
 * @param odometerKm as read, -1 when nobody has read it
 * @param damage what is wrong with the car, empty when nothing is: it is stored all the same, and
 *     offered to nobody until the shop releases it
 */
public record ReturnReport(int odometerKm, String damage) {
  /** Nothing was said. */
  public static final ReturnReport NONE = new ReturnReport(-1, "");

  public ReturnReport {
    Check.that(odometerKm >= -1 && odometerKm <= 5_000_000, "odometer %s km", odometerKm);
  }
}
