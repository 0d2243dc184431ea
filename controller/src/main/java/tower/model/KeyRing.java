package tower.model;

import java.util.List;

/**
 * The keys that the tower believes, as a root-signed list that was verified when it came.
 *
 * @param version of the list, which only rises; 0 for none yet
 * @param text the list as it was signed
 * @param issuedUtcMs when it was signed, UTC ms since 1970: the true time cannot be before
 * @param revokedKids keys that sign nothing any more
 * @param revokedVouchers vouchers that were withdrawn, by their {@code jti}
 */
public record KeyRing(
    long version,
    String text,
    long issuedUtcMs,
    List<String> revokedKids,
    List<String> revokedVouchers) {
  /** No list has come yet: no voucher can be believed. */
  public static final KeyRing NONE = new KeyRing(0, "", 0, List.of(), List.of());

  public KeyRing {
    revokedKids = List.copyOf(revokedKids);
    revokedVouchers = List.copyOf(revokedVouchers);
  }

  /** True when the voucher or the key that signed it was withdrawn. */
  public boolean revokes(String jti, String kid) {
    return revokedKids.contains(kid) || revokedVouchers.contains(jti);
  }
}
