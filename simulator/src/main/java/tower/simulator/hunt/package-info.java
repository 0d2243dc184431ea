/**
 * The hunt: one seed is one tower, its shop, its customers, its operator and its bad luck for ten
 * simulated minutes, with every checker looking on.
 *
 * <p>Everything here is drawn from the seed. People and faults act on the plant, the wire and the
 * disk, and clients speak to the product's own API; nobody calls the controller's inside.
 */
@NullMarked
package tower.simulator.hunt;

import org.jspecify.annotations.NullMarked;
