package tower.hooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The key of an endpoint's signatures; nothing but signatures ever comes out of it. */
public final class Secret {
  private static final String PREFIX = "whsec_";
  private static final int SHORTEST = 24;
  private static final int LONGEST = 64;

  private final byte[] key;

  private Secret(byte[] key) {
    this.key = key;
  }

  /**
   * Reads a secret as Standard Webhooks writes it.
   *
   * @throws IllegalArgumentException when it is none; the message tells nothing of the text
   */
  public static Secret of(String text) {
    if (!text.startsWith(PREFIX)) {
      throw new IllegalArgumentException("it does not begin with " + PREFIX);
    }
    byte[] key;
    try {
      key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      // The cause would quote a character of it.
      throw new IllegalArgumentException("what follows " + PREFIX + " is not base64");
    }
    if (key.length < SHORTEST || key.length > LONGEST) {
      throw new IllegalArgumentException(
          "it has " + key.length + " bytes; " + SHORTEST + ".." + LONGEST + " are possible");
    }
    return new Secret(key);
  }

  /** One signature: version and base64 of HMAC-SHA-256 over {@code id.timestamp.body}. */
  String sign(String id, long timestampS, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      String signed = id + "." + timestampS + "." + body;
      byte[] digest = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }

  /** Secrets stand in records that may be logged. */
  @Override
  public String toString() {
    return PREFIX + "...";
  }
}
