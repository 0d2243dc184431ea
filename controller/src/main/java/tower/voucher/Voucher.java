package tower.voucher;

import tower.model.Purpose;

/**
 * A voucher whose signature and claims are right. Times are seconds since 1970-01-01T00:00:00Z.
 *
 * @param jti its number, unique for the shop: 1..128 visible ASCII characters; the reference of the
 *     pickup, and so part of what the pickup code is hashed with
 * @param kid the key that signed it, by its thumbprint (RFC 7638)
 * @param issuer the shop
 * @param purpose what the car is taken out for
 * @param vin the car
 * @param subject the customer, as the shop knows them: 1..128 visible ASCII characters, opaque here
 * @param notBefore first second in which it may be used
 * @param expires the second from which on it may not be used any more
 * @param issuedAt when it was signed, which the true time cannot be before
 * @param codeHash of the pickup code: 43 characters of canonical base64url
 */
public record Voucher(
    String jti,
    String kid,
    String issuer,
    Purpose purpose,
    String vin,
    String subject,
    long notBefore,
    long expires,
    long issuedAt,
    String codeHash) {
  /** By so much the clocks of shop and tower may differ. */
  public static final long SKEW_SECONDS = 60;

  /** Where a time lies in a voucher's life. */
  public enum Window {
    TOO_EARLY,
    VALID,
    EXPIRED
  }

  /** Where a time lies, {@link #SKEW_SECONDS} being forgiven at both ends (RFC 7519, 4.1.4). */
  public Window window(long nowEpochSeconds) {
    if (nowEpochSeconds < notBefore - SKEW_SECONDS) {
      return Window.TOO_EARLY;
    }
    return nowEpochSeconds < expires + SKEW_SECONDS ? Window.VALID : Window.EXPIRED;
  }
}
