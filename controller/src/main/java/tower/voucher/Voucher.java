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
    String codeHash) {}
