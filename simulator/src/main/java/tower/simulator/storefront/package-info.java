/**
 * The stand-in shop: what a cloud shop does with the tower's API, small enough to read, with a page
 * for a phone. It signs vouchers, hears webhooks, polls when they are silent, and tells the
 * customer at every turn what happens to the car and to the money.
 *
 * <p>It uses the tower only through its contract: nothing here reads the tower's files or state.
 * The money is pretended, and orders live as long as the process.
 */
@NullMarked
package tower.simulator.storefront;

import org.jspecify.annotations.NullMarked;
