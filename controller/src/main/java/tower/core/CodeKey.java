package tower.core;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tower.model.Check;

/** The key under which pickup codes are hashed; shared with the shop, never shown. */
public final class CodeKey {
  private final byte[] key;

  /**
   * A key.
   *
   * @param key at least 16 bytes
   */
  public CodeKey(byte[] key) {
    Check.that(key.length >= 16, "the code key has %s bytes, it needs at least 16", key.length);
    this.key = key.clone();
  }

  /**
   * base64url without padding of HMAC-SHA-256(key, reference + ":" + upper-case code), RFC 2104.
   *
   * @throws IllegalStateException when the JDK has no HmacSHA256
   */
  public String hash(String reference, String code) {
    byte[] digest = mac(reference + ":" + code.toUpperCase(Locale.ROOT));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }

  /** Compares in constant time. */
  public boolean matches(String reference, String code, String codeHash) {
    return MessageDigest.isEqual(
        hash(reference, code).getBytes(StandardCharsets.US_ASCII),
        codeHash.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Hex HMAC-SHA-256(key, "tag" + line feed + text), 64 characters: tells equal texts, and lets
   * nobody without the key try out what a text may have been, a code of six digits in it, say.
   *
   * @throws IllegalStateException when the JDK has no HmacSHA256
   */
  public String tag(String text) {
    return HexFormat.of().formatHex(mac("tag\n" + text));
  }

  private byte[] mac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HmacSHA256", e);
    }
  }

  @Override
  public String toString() {
    return "CodeKey[not shown]";
  }
}
