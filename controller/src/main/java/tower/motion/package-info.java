/**
 * One axis: unreferenced, homing, standstill, moving, fault; in-position and soft limits.
 *
 * <p>Pure: a status goes in, a state and what to ask of the drive come out. It must not know the
 * other axes (interlocks between them are the core's), nor registers, counts and bytes (those are
 * the drive room's), so that one axis can be read and tested on one page.
 */
@NullMarked
package tower.motion;

import org.jspecify.annotations.NullMarked;
