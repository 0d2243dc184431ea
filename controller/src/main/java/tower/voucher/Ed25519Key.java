package tower.voucher;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tower.model.Check;

/**
 * A public key of Ed25519 (RFC 8032) that can verify, and the rules by which it does.
 *
 * <p>The JDK's own verifier is strict. JDK 25, {@code sun.security.ec.ed.EdDSAOperations.verify}:
 * the signature has exactly 64 bytes; S &lt; L; R and A are canonical (y &lt; p, and no odd zero
 * for x); the equation is the one without cofactor, S·B = R + k·A, and k is hashed over the bytes
 * received. Wycheproof's vectors hold it to that in the tests. What it does not do, and this class
 * does:
 *
 * <ul>
 *   <li>A point of small order is refused as a key: under one, a signature can be made that fits
 *       many texts, and nobody can know a secret to it (Brendel and others, "The Provable Security
 *       of Ed25519", 2021). Keys with a mere component of small order are not looked for: only the
 *       owner of the secret could make one, and without cofactor all verifiers agree on them.
 *   <li>S &lt; L once more, so that no other provider can bring back signatures with two forms.
 * </ul>
 *
 * <p>Instances are immutable and may be shared by threads.
 */
public final class Ed25519Key {
  /** Length of a public key. */
  public static final int BYTES = 32;

  /** Length of a signature. */
  public static final int SIGNATURE_BYTES = 64;

  private static final int THUMBPRINT_BYTES = 32;

  /** The field's prime. */
  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  /** The order of the base point. */
  private static final BigInteger L =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  /** The y of two of the four points of order 8; the other two have its negative. */
  private static final BigInteger Y_OF_ORDER_8 =
      new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16);

  /** All y of the eight points whose order divides the cofactor 8. */
  private static final Set<BigInteger> Y_OF_SMALL_ORDER =
      Set.of(
          BigInteger.ONE,
          P.subtract(BigInteger.ONE),
          BigInteger.ZERO,
          Y_OF_ORDER_8,
          P.subtract(Y_OF_ORDER_8));

  private final String x;
  private final String thumbprint;
  private final PublicKey key;

  /** Ready for the next signature, so that the key's point is not worked out with each. */
  private final AtomicReference<@Nullable Signature> idle = new AtomicReference<>();

  private Ed25519Key(String x, PublicKey key) {
    this.x = x;
    this.thumbprint = thumbprint(x);
    this.key = key;
  }

  /**
   * A key from its 32 bytes (RFC 8032, 5.1.2).
   *
   * @throws IllegalArgumentException when they are no point of the curve in its only encoding, or
   *     one of small order
   */
  public static Ed25519Key of(byte[] raw) {
    Check.that(raw.length == BYTES, "a key has %s bytes, this has %s", BYTES, raw.length);
    byte[] bigEndian = reversed(raw);
    boolean odd = (bigEndian[0] & 0x80) != 0;
    bigEndian[0] &= 0x7f;
    BigInteger y = new BigInteger(1, bigEndian);
    Check.that(y.compareTo(P) < 0, "the key is not canonical: its y is not below the prime");
    Check.that(!Y_OF_SMALL_ORDER.contains(y), "the key is a point of small order");
    try {
      PublicKey key =
          KeyFactory.getInstance("Ed25519")
              .generatePublic(
                  new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(odd, y)));
      verifier(key); // only this looks whether there is such a point
      return new Ed25519Key(Base64Url.encode(raw), key);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the key is not a point of the curve", e);
    }
  }

  /**
   * A key from the {@code x} of its JWK (RFC 8037).
   *
   * @throws IllegalArgumentException as {@link #of}, and when the text is not canonical base64url
   */
  static Ed25519Key ofX(String x) {
    byte[] raw = Base64Url.decode(x);
    if (raw == null) {
      throw new IllegalArgumentException("the key is not canonical base64url without padding");
    }
    return of(raw);
  }

  /** The 32 bytes as base64url, the {@code x} of its JWK. */
  public String x() {
    return x;
  }

  /**
   * The SHA-256 thumbprint of its JWK (RFC 7638; RFC 8037, appendix A.3), the only {@code kid} that
   * it may have: a key has one name for ever, and a name one key.
   */
  public String thumbprint() {
    return thumbprint;
  }

  static boolean isThumbprint(JsonNode value) {
    return value.isTextual() && isThumbprint(value.textValue());
  }

  static boolean isThumbprint(String text) {
    return text.length() == 43 && Base64Url.isCanonical(text, THUMBPRINT_BYTES);
  }

  /** True when the owner of this key has signed exactly these bytes. Anything else is false. */
  public boolean verifies(byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_BYTES || !hasCanonicalScalar(signature)) {
      return false;
    }
    try {
      Signature kept = idle.getAndSet(null);
      Signature verifier = kept == null ? verifier(key) : kept;
      verifier.update(message);
      boolean genuine = verifier.verify(signature);
      // One that threw is not used again: only after a verdict is it as it was in the beginning.
      idle.set(verifier);
      return genuine;
    } catch (SignatureException e) {
      return false; // the JDK says so of an R that is no point
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no Ed25519", e);
    }
  }

  /** RFC 8032, 5.1.7: S in 0..L-1, or every signature has a second form. */
  static boolean hasCanonicalScalar(byte[] signature) {
    byte[] scalar = Arrays.copyOfRange(signature, SIGNATURE_BYTES / 2, SIGNATURE_BYTES);
    return new BigInteger(1, reversed(scalar)).compareTo(L) < 0;
  }

  private static Signature verifier(PublicKey key) throws GeneralSecurityException {
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(key);
    return verifier;
  }

  private static String thumbprint(String x) {
    String jwk = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}";
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(jwk.getBytes(StandardCharsets.US_ASCII));
      return Base64Url.encode(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Ed25519Key that && x.equals(that.x);
  }

  @Override
  public int hashCode() {
    return x.hashCode();
  }

  @Override
  public String toString() {
    return "Ed25519Key[" + thumbprint + "]";
  }
}
