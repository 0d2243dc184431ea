/**
 * The steel: axes, lifter, doors, cars, sensors, the safety chain, the relay, and the people.
 *
 * <p>It is analytic between events: a position is a function of time, and an event stands only
 * where something changes. It is the ground truth of a run. It knows drives only as whoever
 * energises an axis, and it must not know what the controller believes.
 */
@NullMarked
package tower.simulator.plant;

import org.jspecify.annotations.NullMarked;
