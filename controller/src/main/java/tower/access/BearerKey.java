package tower.access;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A secret that a client sends with every request: 32 random bytes. The tower has only their hash;
 * nobody can turn it back, so that a plain hash needs no salt and no work factor.
 */
public final class BearerKey {
  /** What random bytes it is made of. */
  public static final int BYTES = 32;

  /** Makes a key that was published by mistake easy to find for a machine. */
  private static final String PREFIX = "twk_";

  private static final int CHARACTERS = PREFIX.length() + 43;

  private BearerKey() {}

  /** What the client sends after {@code Bearer}. */
  public static String text(byte[] secret) {
    if (secret.length != BYTES) {
      throw new IllegalArgumentException("a key has " + BYTES + " bytes");
    }
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  /** What the list of clients has: SHA-256 of the bytes in lower-case hexadecimal digits. */
  public static String hash(byte[] secret) {
    return HexFormat.of().formatHex(sha256(secret));
  }

  /** The hash of a key as it was sent; empty when it has not the form of one. */
  static Optional<byte[]> hashOf(String text) {
    if (text.length() != CHARACTERS || !text.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      byte[] secret = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
      // Base64 has spare bits at its end: of the four spellings only the encoder's own is the key.
      return text(secret).equals(text) ? Optional.of(sha256(secret)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] sha256(byte[] secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
