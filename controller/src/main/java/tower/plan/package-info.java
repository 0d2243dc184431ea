/**
 * Which job comes next, and by which steps. Takes jobs, inventory and layout and proposes an order
 * of jobs, or refuses with its reason; owns travel times, sequencing and estimates.
 *
 * <p>Pure, because it runs beside the loop on an immutable copy and must give the same answer in
 * the simulator. It must not know the tower's state machine, the disk or any device: what it says
 * is a proposal, and the core may drop it.
 */
@NullMarked
package tower.plan;

import org.jspecify.annotations.NullMarked;
