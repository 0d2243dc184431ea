package tower.core;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
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
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      String text = reference + ":" + code.toUpperCase(Locale.ROOT);
      byte[] digest = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HmacSHA256", e);
    }
  }

  /** Compares in constant time. */
  public boolean matches(String reference, String code, String codeHash) {
    return MessageDigest.isEqual(
        hash(reference, code).getBytes(StandardCharsets.US_ASCII),
        codeHash.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return "CodeKey[not shown]";
  }
}
