package tower.voucher;

/**
 * A key that signs vouchers. Times are seconds since 1970-01-01T00:00:00Z.
 *
 * @param notBefore its vouchers do not begin earlier; the earliest time of all when not said
 * @param expires its vouchers do not end later; the latest when not said
 */
public record ListedKey(Ed25519Key key, long notBefore, long expires) {
  /** How vouchers name it. */
  public String kid() {
    return key.thumbprint();
  }
}
