/**
 * Shrinking: from a run in which something fails to the shortest scenario in which it still does,
 * by leaving out what happens and making its numbers plainer.
 *
 * <p>It must not know what failing is: it is told by a question that it asks again and again.
 */
@NullMarked
package tower.simulator.shrink;

import org.jspecify.annotations.NullMarked;
