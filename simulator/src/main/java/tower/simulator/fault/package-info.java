/**
 * Bad luck: one class per group of faults, each of which knows how to let a fault begin in steel,
 * wire, disk or process, and how it ends.
 *
 * <p>What happens when is written in the scenario; details come from the happening's own stream of
 * random numbers. Nothing here asks the controller, and nothing here judges it.
 */
@NullMarked
package tower.simulator.fault;

import org.jspecify.annotations.NullMarked;
