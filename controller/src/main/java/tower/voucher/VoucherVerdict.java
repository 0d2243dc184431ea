package tower.voucher;

/** What a verifier says of a voucher. */
public sealed interface VoucherVerdict permits VoucherVerdict.Genuine, Refused {
  /** The shop has signed it for this tower, with a key that the tower trusts. */
  record Genuine(Voucher voucher) implements VoucherVerdict {}
}
