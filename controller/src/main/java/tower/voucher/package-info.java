/**
 * The shop's signed releases, verified without the shop: vouchers, the root-signed list of the keys
 * that sign them, and Ed25519.
 *
 * <p>Pure: what is genuine depends on the text, the key list and the tower's id, never on the time,
 * the disk or the network. Whether a voucher may be used <em>now</em>, and whether it was used
 * before, is decided elsewhere. It must know no room but the model.
 */
@NullMarked
package tower.voucher;

import org.jspecify.annotations.NullMarked;
