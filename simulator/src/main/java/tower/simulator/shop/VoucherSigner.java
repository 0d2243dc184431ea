package tower.simulator.shop;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tower.voucher.Ed25519Key;
import tower.voucher.KeyList;
import tower.voucher.KeyListVerifier;
import tower.voucher.ListedKey;
import tower.voucher.Parties;
import tower.voucher.Voucher;
import tower.voucher.VoucherVerifier;

/**
 * A pair of Ed25519 keys that signs: as a shop's key vouchers, as a root key the lists of them. The
 * same seed is the same pair, and the same claims are the same text (RFC 8032 signs without
 * chance).
 */
public final class VoucherSigner {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final PrivateKey secret;
  private final Ed25519Key key;
  private final @Nullable Notebook notebook;

  private VoucherSigner(PrivateKey secret, Ed25519Key key, @Nullable Notebook notebook) {
    this.secret = secret;
    this.key = key;
    this.notebook = notebook;
  }

  /** The same key, which notes down what it signs instead of signing it. */
  VoucherSigner noting(Notebook newNotebook) {
    return new VoucherSigner(secret, key, newNotebook);
  }

  /**
   * The pair whose secret is the seed.
   *
   * @param seed 32 bytes (RFC 8032, 5.1.5)
   * @throws IllegalArgumentException when there are more or fewer
   */
  public static VoucherSigner of(byte[] seed) {
    if (seed.length != 32) {
      throw new IllegalArgumentException("a seed has 32 bytes, this has " + seed.length);
    }
    try {
      // Only the generator gives the public key to a secret; it draws nothing but the secret.
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new Given(seed));
      KeyPair pair = generator.generateKeyPair();
      byte[] drawn = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
      if (!Arrays.equals(drawn, seed)) {
        throw new IllegalStateException("this Java draws its keys in another way");
      }
      byte[] spki = pair.getPublic().getEncoded();
      byte[] raw = Arrays.copyOfRange(spki, spki.length - Ed25519Key.BYTES, spki.length);
      return new VoucherSigner(pair.getPrivate(), Ed25519Key.of(raw), null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no Ed25519", e);
    }
  }

  /** The public key. */
  public Ed25519Key key() {
    return key;
  }

  /** How vouchers and lists name it. */
  public String kid() {
    return key.thumbprint();
  }

  /**
   * Signs a voucher.
   *
   * @param parties for whom
   * @param voucher the claims; its issuer and kid must be these parties' and this signer's
   */
  public String voucher(Parties parties, Voucher voucher) {
    if (!voucher.issuer().equals(parties.issuer()) || !voucher.kid().equals(kid())) {
      throw new IllegalArgumentException("the voucher is of another shop or key");
    }
    ObjectNode claims = JsonNodeFactory.instance.objectNode();
    claims.put("iss", parties.issuer());
    claims.put("aud", parties.tower());
    claims.put("jti", voucher.jti());
    claims.put("purpose", voucher.purpose().key());
    claims.put("vin", voucher.vin());
    claims.put("sub", voucher.subject());
    claims.put("nbf", voucher.notBefore());
    claims.put("exp", voucher.expires());
    claims.put("iat", voucher.issuedAt());
    claims.put("codeHash", voucher.codeHash());
    return jws(VoucherVerifier.TYPE, claims.toString());
  }

  /** Signs a list of keys, as a root does. */
  public String list(KeyList list) {
    ObjectNode claims = JsonNodeFactory.instance.objectNode();
    claims.put("iss", list.issuer());
    claims.put("aud", list.audience());
    claims.put("version", list.version());
    claims.put("iat", list.issuedAt());
    ArrayNode keys = claims.putArray("keys");
    for (ListedKey listed : list.keys()) {
      ObjectNode member = keys.addObject();
      member.put("kid", listed.kid());
      member.put("x", listed.key().x());
      member.put("nbf", listed.notBefore());
      member.put("exp", listed.expires());
    }
    // Sorted: sets have no sequence, and the same list is to be the same text.
    ArrayNode kids = claims.putArray("revokedKids");
    new TreeSet<>(list.revokedKids()).forEach(kids::add);
    ArrayNode vouchers = claims.putArray("revokedVouchers");
    new TreeSet<>(list.revokedVouchers()).forEach(vouchers::add);
    return jws(KeyListVerifier.TYPE, claims.toString());
  }

  /** Signs any payload under any type, right or wrong: for shops that make mistakes. */
  public String jws(String type, String payload) {
    ObjectNode header = JsonNodeFactory.instance.objectNode();
    header.put("alg", "EdDSA").put("typ", type).put("kid", kid());
    String text = base64(header.toString()) + "." + base64(payload);
    return text + "." + BASE64.encodeToString(sign(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String base64(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] sign(byte[] text) {
    if (notebook != null) {
      return notebook.signs(text);
    }
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(secret);
      signature.update(text);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no Ed25519", e);
    }
  }

  @Override
  public String toString() {
    return "VoucherSigner[" + kid() + "]";
  }

  /** Chance that is none. */
  private static final class Given extends SecureRandom {
    private static final long serialVersionUID = 1;

    private final byte[] seed;

    Given(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }
}
