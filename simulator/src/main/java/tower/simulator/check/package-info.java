/**
 * The checkers: each is one invariant, written apart from the controller, and sees what the
 * controller cannot: the steel, the bytes on the wire, what was committed, what clients were told.
 *
 * <p>It must not ask the controller for its opinion, and it changes nothing.
 */
@NullMarked
package tower.simulator.check;

import org.jspecify.annotations.NullMarked;
