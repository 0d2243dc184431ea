/**
 * Planted bugs: patches that break the product in one line each, and the hunt that must find every
 * one of them. A simulator that never fails proves nothing.
 */
@NullMarked
package tower.simulator.planted;

import org.jspecify.annotations.NullMarked;
