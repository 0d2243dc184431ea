package tower.voucher;

import java.util.List;
import java.util.Set;
import tower.model.Purpose;
import tower.model.Vehicle;

/**
 * Tells a genuine voucher from everything else, in this sequence: size, canonical base64url, pinned
 * header, key, signature over the bytes received, strict JSON, claims. What comes before the
 * signature is cheap and bounded; what comes after it has been written by the shop.
 *
 * <p>It reads no clock and no disk: whether it is time, and the count of uses, are its caller's.
 */
public final class VoucherVerifier {
  /** Longest voucher. */
  public static final int MOST_CHARACTERS = 2048;

  /** The only {@code typ}, so that nothing else which a key signs can pass for a voucher. */
  public static final String TYPE = "voucher+jwt";

  /** Longest life: a voucher is for one car and one visit. */
  public static final long LONGEST_SECONDS = 400L * 24 * 3600;

  private static final Set<String> CLAIMS =
      Set.of("iss", "aud", "jti", "purpose", "vin", "sub", "nbf", "exp", "iat", "codeHash");

  /** What a car can be taken out for. */
  private static final List<Purpose> PURPOSES =
      List.of(Purpose.BUY, Purpose.TEST_DRIVE, Purpose.SERVICE);

  private final Parties parties;
  private final SignatureCheck signatures;

  public VoucherVerifier(Parties parties) {
    this(parties, Ed25519Key::verifies);
  }

  /** One that asks somebody else about signatures. */
  public VoucherVerifier(Parties parties, SignatureCheck signatures) {
    this.parties = parties;
    this.signatures = signatures;
  }

  /**
   * Verifies one voucher.
   *
   * @param text the compact JWS, exactly as it came
   * @param list the tower's current key list
   */
  public VoucherVerdict verify(String text, KeyList list) {
    try {
      CompactJws jws = CompactJws.parse(text, MOST_CHARACTERS, TYPE);
      ListedKey key = key(jws.kid(), list);
      if (!signatures.verifies(key.key(), jws.signed(), jws.signature())) {
        throw new RefusedException(Flaw.BAD_SIGNATURE, "its signature does not fit");
      }
      Voucher voucher = voucher(Claims.of(jws.payload()), key);
      if (list.revokes(voucher)) {
        throw new RefusedException(Flaw.REVOKED_VOUCHER, "/jti", "the shop has revoked it");
      }
      return new VoucherVerdict.Genuine(voucher);
    } catch (RefusedException e) {
      return e.refused();
    }
  }

  private static ListedKey key(String kid, KeyList list) throws RefusedException {
    String of = "version " + list.version() + " of the key list";
    if (list.revokedKids().contains(kid)) {
      throw new RefusedException(Flaw.REVOKED_KEY, of + " has revoked the key " + kid);
    }
    ListedKey key = list.key(kid);
    if (key == null) {
      throw new RefusedException(Flaw.UNKNOWN_KEY, of + " does not have the key " + kid);
    }
    return key;
  }

  private Voucher voucher(Claims claims, ListedKey key) throws RefusedException {
    claims.only(CLAIMS, Set.of());
    String issuer = claims.name("iss");
    if (!issuer.equals(parties.issuer())) {
      throw new RefusedException(Flaw.WRONG_ISSUER, "/iss", "it is not " + parties.issuer());
    }
    if (!claims.name("aud").equals(parties.tower())) {
      throw new RefusedException(Flaw.WRONG_AUDIENCE, "/aud", "it is not " + parties.tower());
    }
    Voucher voucher =
        new Voucher(
            claims.name("jti"),
            key.kid(),
            issuer,
            purpose(claims),
            claims.text("vin", Vehicle::validVin, "17 of A-Z and 0-9 without I, O and Q"),
            claims.name("sub"),
            claims.time("nbf"),
            claims.time("exp"),
            claims.time("iat"),
            claims.text(
                "codeHash", VoucherVerifier::isCodeHash, "43 characters of canonical base64url"));
    requireWindow(voucher, key, claims);
    return voucher;
  }

  private static Purpose purpose(Claims claims) throws RefusedException {
    String expected = "one of " + String.join(", ", PURPOSES.stream().map(Purpose::key).toList());
    String key =
        claims.text("purpose", s -> PURPOSES.stream().anyMatch(p -> p.key().equals(s)), expected);
    return PURPOSES.stream().filter(p -> p.key().equals(key)).findFirst().orElseThrow();
  }

  private static boolean isCodeHash(String text) {
    return text.length() == 43 && Base64Url.isCanonical(text, 32);
  }

  /** Without a clock: the times must fit each other and the key. */
  private static void requireWindow(Voucher voucher, ListedKey key, Claims claims)
      throws RefusedException {
    if (voucher.notBefore() > voucher.expires()) {
      throw claims.wrong("nbf", "it is after exp");
    }
    if (voucher.issuedAt() > voucher.expires()) {
      throw claims.wrong("iat", "it is after exp");
    }
    long begins = Math.min(voucher.notBefore(), voucher.issuedAt());
    if (voucher.expires() - begins > LONGEST_SECONDS) {
      throw claims.wrong("exp", "it is more than 400 days after iat or nbf");
    }
    // What a stolen key can sign, with whatever date, ends with the key.
    if (voucher.notBefore() < key.notBefore()) {
      throw claims.wrong("nbf", "it is before the nbf of its key");
    }
    if (voucher.expires() > key.expires()) {
      throw claims.wrong("exp", "it is after the exp of its key");
    }
  }
}
