package tower.voucher;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import tower.model.Check;

/** A public key as people hand it over: PEM, or the {@code x} of its JWK. */
public final class PublicKeyText {
  private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
  private static final String END = "-----END PUBLIC KEY-----";

  /** SubjectPublicKeyInfo of an Ed25519 key up to its 32 bytes (RFC 8410, 4): never different. */
  private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  /** Longer is no key. */
  private static final int MOST_CHARACTERS = 1024;

  private PublicKeyText() {}

  /**
   * Reads a key; white space round it does not matter.
   *
   * @param text {@code openssl pkey -in key.pem -pubout}, or 43 characters of base64url
   * @throws IllegalArgumentException with what is wrong and what to do
   */
  public static Ed25519Key read(String text) {
    Check.that(text.length() <= MOST_CHARACTERS, "a public key is shorter than this text");
    // Said first, because it must be said loudly.
    Check.that(
        !text.contains("PRIVATE KEY"),
        "this is a private key, which must never come to a tower: revoke it, make a new one, and"
            + " give the tower what openssl pkey -in key.pem -pubout prints");
    String stripped = text.strip();
    return stripped.startsWith(BEGIN) ? Ed25519Key.of(pem(stripped)) : base64Url(stripped);
  }

  private static Ed25519Key base64Url(String text) {
    Check.that(
        text.length() == 43,
        "expected a PEM public key (openssl pkey -in key.pem -pubout) or 43 characters of"
            + " base64url, found %s characters",
        text.length());
    return Ed25519Key.ofX(text);
  }

  private static byte[] pem(String text) {
    Check.that(text.endsWith(END), "the PEM does not end with one \"%s\"", END);
    String body = text.substring(BEGIN.length(), text.length() - END.length());
    byte[] der;
    try {
      der = Base64.getDecoder().decode(body.replaceAll("[\r\n]", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the PEM's body is not base64", e);
    }
    Check.that(
        der.length == PREFIX.length + Ed25519Key.BYTES
            && Arrays.equals(der, 0, PREFIX.length, PREFIX, 0, PREFIX.length),
        "the PEM is not an Ed25519 key; make one with openssl genpkey -algorithm ed25519");
    return Arrays.copyOfRange(der, PREFIX.length, der.length);
  }
}
