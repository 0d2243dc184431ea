/**
 * A positioning drive as its bus sees it: a Modbus RTU slave, byte for byte, with the state machine
 * of CiA 402 (IEC 61800-7-201) behind it.
 *
 * <p>It is written from the drive's manual and not from the controller's code, so that the two can
 * disagree. It moves a {@link tower.simulator.plant.Axis} and must not know why.
 */
@NullMarked
package tower.simulator.drive;

import org.jspecify.annotations.NullMarked;
