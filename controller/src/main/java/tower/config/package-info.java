/**
 * The tower's and the drives' description: TOML in, records of the model out.
 *
 * <p>Strict on purpose: an unknown key or a bad value stops the start, and every error names file,
 * line, column and remedy, because a wrong figure here can break the machine. It must not open a
 * device, a database or a port, so that a file can be checked on any computer.
 */
@NullMarked
package tower.config;

import org.jspecify.annotations.NullMarked;
