package tower.voucher;

/** What a verifier says of a key list. */
public sealed interface KeyListVerdict
    permits KeyListVerdict.Accepted, KeyListVerdict.Unchanged, Refused {
  /** It is genuine and newer than the current one, whose place it takes. */
  record Accepted(KeyList list) implements KeyListVerdict {}

  /** It is the current one again. */
  record Unchanged(KeyList list) implements KeyListVerdict {}
}
