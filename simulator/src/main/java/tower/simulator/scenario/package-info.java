/**
 * What a run does to the tower, written down before it begins: drawn from a seed, read from a file,
 * or what is left of either after everything that does not matter was taken away.
 *
 * <p>It must not know how anything is done: whoever runs a scenario does.
 */
@NullMarked
package tower.simulator.scenario;

import org.jspecify.annotations.NullMarked;
