package tower.voucher;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;

/** A pair of keys that signs whatever a test wants, right or wrong. */
final class Signer {
  private final byte[] seed;
  private final PrivateKey secret;
  private final Ed25519Key key;

  private Signer(byte[] seed, KeyPair pair) {
    this.seed = seed;
    this.secret = pair.getPrivate();
    byte[] spki = pair.getPublic().getEncoded();
    this.key = Ed25519Key.of(Arrays.copyOfRange(spki, spki.length - 32, spki.length));
  }

  /** The pair of a secret of 32 times the same byte. */
  static Signer of(int each) {
    byte[] seed = new byte[32];
    Arrays.fill(seed, (byte) each);
    return of(seed);
  }

  static Signer of(byte[] seed) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(255, new Fixed(seed));
      KeyPair pair = generator.generateKeyPair();
      byte[] made = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
      if (!Arrays.equals(made, seed)) {
        throw new IllegalStateException("this Java draws its keys in another way");
      }
      return new Signer(seed, pair);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  Ed25519Key key() {
    return key;
  }

  String kid() {
    return key.thumbprint();
  }

  byte[] seed() {
    return seed.clone();
  }

  PrivateKey secret() {
    return secret;
  }

  /** The JWK of the secret (RFC 8037, 2). */
  String jwk() {
    return "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"%s\",\"d\":\"%s\"}"
        .formatted(key.x(), Base64Url.encode(seed));
  }

  byte[] sign(byte[] text) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(secret);
      signature.update(text);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A compact JWS of any header and payload. */
  String jws(String header, byte[] payload) {
    String text =
        Base64Url.encode(header.getBytes(StandardCharsets.UTF_8)) + "." + Base64Url.encode(payload);
    return text + "." + Base64Url.encode(sign(text.getBytes(StandardCharsets.US_ASCII)));
  }

  String header(String type) {
    return "{\"alg\":\"EdDSA\",\"typ\":\"" + type + "\",\"kid\":\"" + kid() + "\"}";
  }

  String voucher(String claims) {
    return jws(header("voucher+jwt"), claims.getBytes(StandardCharsets.UTF_8));
  }

  String list(String claims) {
    return jws(header("voucher-keys+jwt"), claims.getBytes(StandardCharsets.UTF_8));
  }

  private static final class Fixed extends SecureRandom {
    private final byte[] bytes;

    Fixed(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void nextBytes(byte[] into) {
      System.arraycopy(bytes, 0, into, 0, into.length);
    }
  }
}
