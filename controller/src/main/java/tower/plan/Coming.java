package tower.plan;

import tower.model.Vehicle;

/**
 * A car that is announced and waits for a portal to be driven into.
 *
 * @param vehicle as declared
 * @param owner its intake
 * @param age rises with the time at which it was asked for
 */
public record Coming(Vehicle vehicle, String owner, String age) {}
