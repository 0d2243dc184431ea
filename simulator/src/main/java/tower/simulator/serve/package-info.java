/**
 * The rehearsal: a simulated tower that serves the shop's real API over real HTTP, in virtual time
 * that follows the wall clock. It owns the pace, the people and the helpers for tests; it must
 * decide nothing that the controller decides.
 */
@NullMarked
package tower.simulator.serve;

import org.jspecify.annotations.NullMarked;
