/**
 * Plant and controller as two real processes in real time: drives on a pseudo-terminal, pins over a
 * unix socket, a database file and real HTTP. Everything but copper and pins is as on the board.
 */
@NullMarked
package tower.simulator.demo;

import org.jspecify.annotations.NullMarked;
