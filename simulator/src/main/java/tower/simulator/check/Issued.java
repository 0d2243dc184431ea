package tower.simulator.check;

/**
 * A pickup code as only shop and customer know it.
 *
 * @param reference the shop's reference of the pickup
 * @param vin the car that it is for
 * @param code what the customer will type
 */
public record Issued(String reference, String vin, String code) {}
