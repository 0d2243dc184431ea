package tower.voucher;

/**
 * A voucher or a key list is not taken.
 *
 * @param flaw what is wrong, in one word
 * @param pointer JSON pointer to the claim, or empty when it is no claim's fault
 * @param detail what exactly is wrong
 */
public record Refused(Flaw flaw, String pointer, String detail)
    implements VoucherVerdict, KeyListVerdict {
  /** One sentence: where, what is wrong, and what to do. */
  public String text() {
    return (pointer.isEmpty() ? "" : pointer + ": ") + detail + "; " + flaw.remedy();
  }
}
