package tower.model;

/**
 * Where car and customer meet: inner door to the shaft, outer door to the street.
 *
 * @param id label on the portal
 * @param reach how the carrier gets there
 * @param maxHeightMm highest car that passes the doors
 */
public record Portal(String id, Reach reach, int maxHeightMm) {}
