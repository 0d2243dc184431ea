package tower.model;

/**
 * A car, as the dealer declared it.
 *
 * @param vin vehicle identification number, 17 characters without I, O and Q (ISO 3779)
 * @param heightMm overall height
 * @param lengthMm overall length
 * @param widthMm width with mirrors folded
 * @param massKg kerb mass
 * @param chargePercent battery charge 0..100, or -1 for a car without traction battery
 * @param place where the inventory has it
 */
public record Vehicle(
    String vin,
    String brand,
    String model,
    String trim,
    String colour,
    int heightMm,
    int lengthMm,
    int widthMm,
    int massKg,
    int chargePercent,
    Place place) {
  public Vehicle {
    Check.that(validVin(vin), "\"%s\" is not a VIN: 17 of A-Z and 0-9 without I, O and Q", vin);
    Check.that(heightMm >= 500 && heightMm <= 3000, "height %s mm is not in 500..3000", heightMm);
    Check.that(lengthMm >= 1500 && lengthMm <= 7000, "length %s mm is not in 1500..7000", lengthMm);
    Check.that(widthMm >= 1000 && widthMm <= 3000, "width %s mm is not in 1000..3000", widthMm);
    Check.that(massKg >= 200 && massKg <= 5000, "mass %s kg is not in 200..5000", massKg);
    Check.that(
        chargePercent >= -1 && chargePercent <= 100,
        "charge %s %% is not in 0..100",
        chargePercent);
  }

  /** True for 17 characters out of the alphabet of ISO 3779. */
  public static boolean validVin(String vin) {
    if (vin.length() != 17) {
      return false;
    }
    for (int i = 0; i < 17; i++) {
      if ("ABCDEFGHJKLMNPRSTUVWXYZ0123456789".indexOf(vin.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** The same car at another place. */
  public Vehicle at(Place newPlace) {
    return with(chargePercent, newPlace);
  }

  /** The same car with so much in its battery. */
  public Vehicle charged(int percent) {
    return with(percent, place);
  }

  /** The same car, as high as it was measured. */
  public Vehicle high(int measuredMm) {
    return new Vehicle(
        vin,
        brand,
        model,
        trim,
        colour,
        measuredMm,
        lengthMm,
        widthMm,
        massKg,
        chargePercent,
        place);
  }

  private Vehicle with(int percent, Place newPlace) {
    return new Vehicle(
        vin, brand, model, trim, colour, heightMm, lengthMm, widthMm, massKg, percent, newPlace);
  }
}
