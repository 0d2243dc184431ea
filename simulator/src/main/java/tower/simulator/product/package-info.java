/**
 * The product in virtual time: the same loop, core, bus and database as on the board, with the
 * store's thread, the planner's and the pause between cycles replaced by events of the world.
 */
@NullMarked
package tower.simulator.product;

import org.jspecify.annotations.NullMarked;
