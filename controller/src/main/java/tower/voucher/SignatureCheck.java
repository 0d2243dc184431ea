package tower.voucher;

/** Whether a key has signed something: {@link Ed25519Key#verifies}, but for simulated shops. */
@FunctionalInterface
public interface SignatureCheck {
  /**
   * True when it has.
   *
   * @param signed the bytes that were signed
   */
  boolean verifies(Ed25519Key key, byte[] signed, byte[] signature);
}
