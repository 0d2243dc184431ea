package tower.model;

/**
 * A voucher whose signature was right: the shop lets a car go. All times are wall time, UTC
 * milliseconds since 1970.
 *
 * @param jti its number, unique for the shop; the pickup's reference, part of the code's HMAC
 * @param kid the key that signed it
 * @param codeHash base64url of HMAC-SHA-256(key, jti + ":" + upper-case code)
 * @param notBeforeUtcMs from when on it is valid
 * @param expiresUtcMs until when it is valid
 * @param issuedUtcMs when it was signed: the true time cannot be before
 */
public record Release(
    String jti,
    String kid,
    String codeHash,
    long notBeforeUtcMs,
    long expiresUtcMs,
    long issuedUtcMs) {}
