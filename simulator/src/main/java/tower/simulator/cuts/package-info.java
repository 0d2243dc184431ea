/**
 * Exhaustive power cuts: every nominal job is cut short at every boundary, and again inside the
 * recovery, and must come to its end with every checker looking on.
 *
 * <p>Nothing is drawn but the sample of pairs: where the process dies, whether a commit in flight
 * reached the disk, and what people do is written down in the cut's name, so that the name alone
 * lets it happen again. It must not know how the product works, only what it has promised.
 */
@NullMarked
package tower.simulator.cuts;

import org.jspecify.annotations.NullMarked;
