/**
 * The shop, as far as it signs: vouchers and the lists of the keys that sign them. It uses the
 * product's words for what is signed and none of its code that verifies.
 */
@NullMarked
package tower.simulator.shop;

import org.jspecify.annotations.NullMarked;
