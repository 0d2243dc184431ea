package tower.model;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * The keys that the tower believes, as a root-signed list that was verified when it came.
 *
 * @param version of the list, which only rises; 0 for none yet
 * @param text the list as it was signed
 * @param issuedUtcMs when it was signed, UTC ms since 1970: the true time cannot be before
 * @param revokedKids keys that sign nothing any more
 * @param revokedVouchers vouchers that were withdrawn by this list or one before it, by their
 *     {@code jti}, the oldest first
 */
public record KeyRing(
    long version,
    String text,
    long issuedUtcMs,
    List<String> revokedKids,
    List<String> revokedVouchers) {
  /** Withdrawn vouchers that are remembered. */
  public static final int WITHDRAWN = 4_096;

  /** No list has come yet: no voucher can be believed. */
  public static final KeyRing NONE = new KeyRing(0, "", 0, List.of(), List.of());

  public KeyRing {
    revokedKids = List.copyOf(revokedKids);
    revokedVouchers = List.copyOf(revokedVouchers);
  }

  /**
   * The same ring, and whatever an older one has withdrawn: a list need not repeat that, so it must
   * not be able to undo it. Of more than {@link #WITHDRAWN} vouchers the oldest are forgotten.
   */
  public KeyRing keeping(KeyRing older) {
    LinkedHashSet<String> all = new LinkedHashSet<>(older.revokedVouchers);
    all.addAll(revokedVouchers);
    List<String> vouchers = List.copyOf(all);
    return new KeyRing(
        version,
        text,
        issuedUtcMs,
        revokedKids,
        vouchers.subList(Math.max(0, vouchers.size() - WITHDRAWN), vouchers.size()));
  }

  /** True when the voucher or the key that signed it was withdrawn. */
  public boolean revokes(String jti, String kid) {
    return revokedKids.contains(kid) || revokedVouchers.contains(jti);
  }
}
