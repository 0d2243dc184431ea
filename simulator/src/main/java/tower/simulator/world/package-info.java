/**
 * Virtual time, the one event queue, the one seed, and the processes that live in them.
 *
 * <p>Everything that happens waits in one queue ordered by time and then by insertion; everything
 * random is drawn from streams split off one seed by name, so that a draw added in one part shifts
 * no other. It knows neither steel nor bytes.
 */
@NullMarked
package tower.simulator.world;

import org.jspecify.annotations.NullMarked;
