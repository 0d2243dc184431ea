package tower.voucher;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Canonical base64url (RFC 4648, 5 and 3.5; RFC 7515, 2): no padding, no white space, spare bits
 * zero. Without that, one signature would have many texts.
 */
final class Base64Url {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private Base64Url() {}

  static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  /** The bytes, or null when the text is not the one that {@link #encode} gives for them. */
  static byte @Nullable [] decode(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
    // The decoder takes padding and spare bits of any value.
    return encode(bytes).equals(text) ? bytes : null;
  }

  /** True for the one text of so many bytes. */
  static boolean isCanonical(String text, int bytes) {
    byte[] decoded = decode(text);
    return decoded != null && decoded.length == bytes;
  }
}
