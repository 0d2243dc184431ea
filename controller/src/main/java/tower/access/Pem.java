package tower.access;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Certificates and private keys as {@code openssl} writes them. The JDK reads the certificates; of
 * the key's text it wants the bytes.
 */
public final class Pem {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private Pem() {}

  /**
   * The certificates of a text, in their sequence.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static List<X509Certificate> certificates(String text) {
    List<X509Certificate> found = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      for (Certificate c : factory.generateCertificates(new ByteArrayInputStream(bytes))) {
        found.add((X509Certificate) c);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("a certificate in it cannot be read", e);
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException("there is no BEGIN CERTIFICATE in it");
    }
    return found;
  }

  /**
   * The private key of a text: PKCS#8, not encrypted.
   *
   * @throws IllegalArgumentException saying what is wrong, but nothing of what is in it
   */
  public static PrivateKey privateKey(String text) {
    Matcher match = KEY.matcher(text);
    if (!match.find()) {
      throw new IllegalArgumentException(
          "there is no BEGIN PRIVATE KEY in it; openssl pkcs8 -topk8 -nodes makes one of other kinds");
    }
    byte[] bytes;
    try {
      bytes = Base64.getMimeDecoder().decode(match.group(1));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("its private key is no base64");
    }
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(bytes);
    for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (GeneralSecurityException e) {
        // Of another kind, perhaps.
      }
    }
    throw new IllegalArgumentException("its private key is none of EC, RSA, Ed25519");
  }
}
