/**
 * Benchmarks as programs with a report: what the bus does of what the wire could, how soon a stop
 * is on the line, what the controller weighs. Arms take turns within one run, a floor runs beside
 * them, and a run whose floor moved is void. Nothing here is a test, and no test has a time in it.
 */
@NullMarked
package tower.simulator.bench;

import org.jspecify.annotations.NullMarked;
