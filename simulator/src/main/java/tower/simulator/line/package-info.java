/**
 * The RS-485 line in virtual time: bytes that take their time, drives that answer after theirs, and
 * every way in which a line goes wrong.
 *
 * <p>It carries bytes and must not understand them beyond whom they are for.
 */
@NullMarked
package tower.simulator.line;

import org.jspecify.annotations.NullMarked;
