/**
 * The RS-485 line: the serial link's port and its implementation, Modbus RTU frames, the bus with
 * its rules, register maps, and millimetres to counts and back.
 *
 * <p>One exchange at a time, and every wait has a limit. It speaks the model's words and must not
 * know why an axis moves, nor the core's events. Nothing else in the house may import the serial
 * library, because its traps are handled here once.
 */
@NullMarked
package tower.drive;

import org.jspecify.annotations.NullMarked;
