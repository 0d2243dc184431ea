/**
 * The one writer: the bounded inbox, the cycle, the published snapshot. Only this room's thread
 * changes the tower's state, and only this room wraps what the edges report into core events.
 *
 * <p>It decides nothing about cars: it reads, asks the core, and does what the core answered, a
 * stop before everything else. It must not know HTTP, SQL, serial ports or pins, only their ports,
 * and it never waits for the disk.
 */
@NullMarked
package tower.loop;

import org.jspecify.annotations.NullMarked;
