package tower.model;

/**
 * The place of one car.
 *
 * @param id label painted on the bay, unique in the tower
 * @param reach how the carrier gets there
 * @param maxHeightMm highest car that fits
 * @param maxLengthMm longest car that fits
 * @param maxWidthMm widest car that fits, mirrors folded
 * @param maxMassKg heaviest car that it bears
 */
public record Bay(
    String id, Reach reach, int maxHeightMm, int maxLengthMm, int maxWidthMm, int maxMassKg) {
  /** True when the vehicle's envelope and mass fit. */
  public boolean fits(Vehicle vehicle) {
    return vehicle.heightMm() <= maxHeightMm
        && vehicle.lengthMm() <= maxLengthMm
        && vehicle.widthMm() <= maxWidthMm
        && vehicle.massKg() <= maxMassKg;
  }
}
