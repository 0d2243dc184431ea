/**
 * Reports: what a run or a campaign was like, for people as one page that needs no network, for
 * build servers as JUnit's XML, and as lines of text that are the same at every run of a seed.
 *
 * <p>Its recorders look on and must not change what they look at; a run that nobody wants to see
 * has none of them.
 */
@NullMarked
package tower.simulator.report;

import org.jspecify.annotations.NullMarked;
