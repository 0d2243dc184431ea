/**
 * A tower without steel: virtual time, the wire, the plant, the people, the shop, the faults, and
 * the checks that compare what the controller believes with what is.
 *
 * <p>Everything random comes from one seed, and everything waits in one queue ordered by time. It
 * stands behind the product's own ports and may put things into the inbox or move the plant, but
 * must never call the controller's inside, and the product must not know that it exists.
 */
@NullMarked
package tower.simulator;

import org.jspecify.annotations.NullMarked;
