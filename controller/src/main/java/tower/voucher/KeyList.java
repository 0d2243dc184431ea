package tower.voucher;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which keys sign vouchers, as the root said it. Two lists are equal when they say the same.
 *
 * @param issuer the shop
 * @param audience this tower's id, or {@code *} for all of the shop's towers
 * @param version rises with every change, 1..2^53-1
 * @param issuedAt when it was signed, in seconds since 1970-01-01T00:00:00Z; the true time cannot
 *     be before
 * @param keys 1..16
 * @param revokedKids keys that must not be believed any more; a kid stays here for ever
 * @param revokedVouchers their {@code jti}
 */
public record KeyList(
    String issuer,
    String audience,
    long version,
    long issuedAt,
    List<ListedKey> keys,
    Set<String> revokedKids,
    Set<String> revokedVouchers) {
  public KeyList {
    keys = List.copyOf(keys);
    revokedKids = Set.copyOf(revokedKids);
    revokedVouchers = Set.copyOf(revokedVouchers);
  }

  /** True when the voucher itself or its key has been revoked since it was signed. */
  public boolean revokes(Voucher voucher) {
    return revokedKids.contains(voucher.kid()) || revokedVouchers.contains(voucher.jti());
  }

  @Nullable ListedKey key(String kid) {
    return keys.stream().filter(key -> key.kid().equals(kid)).findFirst().orElse(null);
  }
}
