package tower.voucher;

import tower.model.Check;

/**
 * Between whom a voucher passes.
 *
 * @param issuer the shop, the {@code iss} of all that it signs: 1..128 visible ASCII characters
 * @param tower the id of this tower, the {@code aud} of its vouchers: 1..128 visible ASCII
 *     characters, not {@code *}
 */
public record Parties(String issuer, String tower) {
  /** The audience of a key list for all towers of a shop; never of a voucher. */
  static final String EVERY_TOWER = "*";

  public Parties {
    Check.that(
        Claims.isName(issuer), "the issuer \"%s\" is not 1..128 visible ASCII characters", issuer);
    Check.that(
        Claims.isName(tower) && !tower.equals(EVERY_TOWER),
        "the tower's id \"%s\" is not 1..128 visible ASCII characters, or it is *",
        tower);
  }
}
