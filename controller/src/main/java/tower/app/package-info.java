/**
 * How the house is put together: the command line, the wiring in one file, signals and the service
 * manager.
 *
 * <p>The only room that knows every other one, and therefore the one that decides nothing: no rule
 * about cars, axes or people may live here. Nobody imports it.
 */
@NullMarked
package tower.app;

import org.jspecify.annotations.NullMarked;
