package tower.simulator.shop;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Set;
import tower.voucher.Ed25519Key;
import tower.voucher.SignatureCheck;

/**
 * What a shop has signed, where thousands of days are simulated in minutes: a signature of Ed25519
 * costs as much as a second of such a day. Whoever has not signed a text cannot make the signature
 * that stands here, and that is all that a signature is; the real ones have their own tests.
 */
final class Notebook implements SignatureCheck {
  private final Set<ByteBuffer> signed = new HashSet<>();

  /** Something of a signature's length that nobody else knows. */
  byte[] signs(byte[] text) {
    byte[] signature = digest(text);
    signed.add(entry(text, signature));
    return signature;
  }

  @Override
  public boolean verifies(Ed25519Key key, byte[] text, byte[] signature) {
    return signed.contains(entry(text, signature));
  }

  private static ByteBuffer entry(byte[] text, byte[] signature) {
    return ByteBuffer.allocate(text.length + signature.length).put(text).put(signature).flip();
  }

  private static byte[] digest(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-512").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-512", e);
    }
  }
}
