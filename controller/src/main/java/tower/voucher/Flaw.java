package tower.voucher;

import java.util.Locale;

/** Every way in which a voucher or a key list is refused, and what to do about it. */
public enum Flaw {
  TOO_LARGE("shorten what is not needed: a voucher has at most 2048 characters, a list 15360"),
  MALFORMED(
      "send one compact JWS (RFC 7515): three parts of base64url without padding or white space,"
          + " the middle one a JSON object without duplicate names"),
  WRONG_HEADER(
      "sign with a header of exactly alg \"EdDSA\", typ \"voucher+jwt\" (for a key list"
          + " \"voucher-keys+jwt\") and kid, the key's thumbprint (RFC 7638)"),
  UNKNOWN_KEY(
      "sign with a key of the tower's present list, or bring the tower the list that names it"),
  REVOKED_KEY("sign it again with a key that is not revoked"),
  BAD_SIGNATURE("send the text as it was signed, with the signature of the key that its kid names"),
  WRONG_CLAIMS("sign it again with the claim as the tower expects it"),
  WRONG_ISSUER("send this tower only what its own shop has signed"),
  WRONG_AUDIENCE("send it to the tower that its aud names"),
  REVOKED_VOUCHER("let the shop sign a new voucher"),
  OLDER_VERSION("send the newest list; a version never goes back"),
  OTHER_CONTENT("raise the version whenever the list changes"),
  LOST_REVOCATION("keep every revoked kid in the list for ever");

  private final String remedy;

  Flaw(String remedy) {
    this.remedy = remedy;
  }

  /** Stable kebab-case code. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What to do, as an instruction. */
  public String remedy() {
    return remedy;
  }
}
