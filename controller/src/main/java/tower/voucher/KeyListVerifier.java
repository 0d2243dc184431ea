package tower.voucher;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which key list the tower believes. Checks in the sequence of {@link VoucherVerifier},
 * with a root key, and then against the list that the tower has: a version only rises, and what was
 * once revoked stays revoked.
 */
public final class KeyListVerifier {
  /** Longest list: it travels as one field of a body of 16 KiB. */
  public static final int MOST_CHARACTERS = 15 * 1024;

  /** The only {@code typ}. */
  public static final String TYPE = "voucher-keys+jwt";

  /** Most keys at a time. */
  public static final int MOST_KEYS = 16;

  /** Most revoked keys for a tower's life. */
  public static final int MOST_REVOKED_KIDS = 64;

  /** Most revoked vouchers of a list; the tower keeps those of earlier lists. */
  public static final int MOST_REVOKED_VOUCHERS = 256;

  /** The largest whole number that every JSON reader keeps whole (RFC 8259, 6). */
  private static final long MOST_VERSION = (1L << 53) - 1;

  private static final Set<String> CLAIMS =
      Set.of("iss", "aud", "version", "iat", "keys", "revokedKids", "revokedVouchers");

  private static final Set<String> KEY = Set.of("kid", "x");
  private static final Set<String> KEY_WINDOW = Set.of("nbf", "exp");

  private final Parties parties;
  private final RootKeys roots;

  public KeyListVerifier(Parties parties, RootKeys roots) {
    this.parties = parties;
    this.roots = roots;
  }

  /**
   * Verifies one list and compares it with the current one.
   *
   * @param current what the tower believes now, or null when it has never had a list
   * @param text the compact JWS, exactly as it came
   */
  public KeyListVerdict accept(@Nullable KeyList current, String text) {
    try {
      KeyList list = genuine(text);
      if (list.equals(current)) {
        return new KeyListVerdict.Unchanged(list);
      }
      if (current != null) {
        requireNewer(current, list);
      }
      return new KeyListVerdict.Accepted(list);
    } catch (RefusedException e) {
      return e.refused();
    }
  }

  private KeyList genuine(String text) throws RefusedException {
    CompactJws jws = CompactJws.parse(text, MOST_CHARACTERS, TYPE);
    Ed25519Key root = roots.key(jws.kid());
    if (root == null) {
      throw new RefusedException(Flaw.UNKNOWN_KEY, "the tower has no root key " + jws.kid());
    }
    if (!root.verifies(jws.signed(), jws.signature())) {
      throw new RefusedException(Flaw.BAD_SIGNATURE, "its signature does not fit");
    }
    return list(Claims.of(jws.payload()));
  }

  private KeyList list(Claims claims) throws RefusedException {
    claims.only(CLAIMS, Set.of());
    String issuer = claims.name("iss");
    if (!issuer.equals(parties.issuer())) {
      throw new RefusedException(Flaw.WRONG_ISSUER, "/iss", "it is not " + parties.issuer());
    }
    String audience = claims.name("aud");
    if (!audience.equals(parties.tower()) && !audience.equals(Parties.EVERY_TOWER)) {
      throw new RefusedException(
          Flaw.WRONG_AUDIENCE, "/aud", "it is neither " + parties.tower() + " nor *");
    }
    Set<String> revokedKids =
        claims.texts("revokedKids", MOST_REVOKED_KIDS, Ed25519Key::isThumbprint, "thumbprints");
    return new KeyList(
        issuer,
        audience,
        claims.whole("version", 1, MOST_VERSION),
        claims.time("iat"),
        keys(claims, revokedKids),
        revokedKids,
        claims.texts(
            "revokedVouchers", MOST_REVOKED_VOUCHERS, Claims::isName, "the jti of vouchers"));
  }

  private List<ListedKey> keys(Claims claims, Set<String> revokedKids) throws RefusedException {
    List<ListedKey> keys = new ArrayList<>();
    for (Claims each : claims.objects("keys", 1, MOST_KEYS)) {
      ListedKey next = key(each);
      if (revokedKids.contains(next.kid())) {
        throw each.wrong("kid", "it is among the revoked ones too");
      }
      if (roots.key(next.kid()) != null) {
        throw each.wrong("kid", "it is a root key, which signs lists and no vouchers");
      }
      if (keys.stream().anyMatch(key -> key.kid().equals(next.kid()))) {
        throw each.wrong("kid", "it is in the list twice");
      }
      keys.add(next);
    }
    return keys;
  }

  private static ListedKey key(Claims claims) throws RefusedException {
    claims.only(KEY, KEY_WINDOW);
    String x = claims.text("x", text -> text.length() == 43, "43 characters of base64url");
    Ed25519Key key;
    try {
      key = Ed25519Key.ofX(x);
    } catch (IllegalArgumentException e) {
      throw claims.wrong("x", String.valueOf(e.getMessage()));
    }
    claims.text("kid", key.thumbprint()::equals, "the thumbprint of x, " + key.thumbprint());
    long notBefore = claims.has("nbf") ? claims.time("nbf") : Claims.EARLIEST;
    long expires = claims.has("exp") ? claims.time("exp") : Claims.LATEST;
    if (notBefore > expires) {
      throw claims.wrong("nbf", "it is after exp");
    }
    return new ListedKey(key, notBefore, expires);
  }

  private static void requireNewer(KeyList current, KeyList list) throws RefusedException {
    if (list.version() < current.version()) {
      throw new RefusedException(
          Flaw.OLDER_VERSION,
          "/version",
          "the tower has version " + current.version() + " already");
    }
    if (list.version() == current.version()) {
      throw new RefusedException(
          Flaw.OTHER_CONTENT, "/version", "the tower has another list of this version");
    }
    // Were one dropped here, the next list could bring the key back.
    for (String kid : current.revokedKids()) {
      if (!list.revokedKids().contains(kid)) {
        throw new RefusedException(
            Flaw.LOST_REVOCATION, "/revokedKids", "the revoked key " + kid + " is not in it");
      }
    }
  }
}
