package tower.voucher;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

class Ed25519KeyTest {
  /** RFC 8037, appendix A: key, thumbprint and signature, made by somebody else. */
  @Test
  void agreesWithTheExampleOfRfc8037() {
    Ed25519Key key = Ed25519Key.ofX("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    assertThat(key.thumbprint()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    String text = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
    byte[] signature =
        Base64Url.decode(
            "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg");
    assertThat(key.verifies(text.getBytes(US_ASCII), signature)).isTrue();
    assertThat(key.verifies((text + "A").getBytes(US_ASCII), signature)).isFalse();
  }

  @Test
  void refusesAllEightPointsOfSmallOrder() {
    Set<Curve.Point> points = Curve.ofSmallOrder();
    assertThat(points)
        .hasSize(8)
        .allMatch(p -> p.times(BigInteger.valueOf(8)).equals(Curve.Point.ZERO));
    for (Curve.Point point : points) {
      assertThatThrownBy(() -> Ed25519Key.of(point.encoded()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("small order");
    }
  }

  /** Why: for the JDK the identity has signed every text, with S = 0 and the identity as R. */
  @Test
  void theJdkTakesAPointOfSmallOrder() throws Exception {
    PublicKey identity =
        KeyFactory.getInstance("Ed25519")
            .generatePublic(
                new EdECPublicKeySpec(
                    NamedParameterSpec.ED25519, new EdECPoint(false, BigInteger.ONE)));
    Signature verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(identity);
    verifier.update("any text".getBytes(US_ASCII));
    byte[] forged = new byte[64];
    forged[0] = 1;
    assertThat(verifier.verify(forged)).isTrue();
  }

  @Test
  void refusesTextsThatAreNoCanonicalPoint() {
    // All 19 y from the prime up to what 255 bits can say.
    for (int i = 0; i < 19; i++) {
      byte[] raw = Curve.encoded(Curve.P.add(BigInteger.valueOf(i)), false);
      assertThatThrownBy(() -> Ed25519Key.of(raw)).hasMessageContaining("not canonical");
    }
    BigInteger noPoint =
        java.util.stream.Stream.iterate(BigInteger.TWO, BigInteger.ONE::add)
            .filter(y -> Curve.withY(y).isEmpty())
            .findFirst()
            .orElseThrow();
    assertThatThrownBy(() -> Ed25519Key.of(Curve.encoded(noPoint, true)))
        .hasMessageContaining("not a point");
    assertThatThrownBy(() -> Ed25519Key.of(new byte[31])).hasMessageContaining("31");
    assertThatThrownBy(() -> Ed25519Key.of(new byte[33])).hasMessageContaining("33");
  }

  @Test
  void takesOnlySBelowTheOrder() {
    assertThat(Ed25519Key.hasCanonicalScalar(withS(BigInteger.ZERO))).isTrue();
    assertThat(Ed25519Key.hasCanonicalScalar(withS(Curve.L.subtract(BigInteger.ONE)))).isTrue();
    assertThat(Ed25519Key.hasCanonicalScalar(withS(Curve.L))).isFalse();
    assertThat(Ed25519Key.hasCanonicalScalar(withS(Curve.L.add(BigInteger.ONE)))).isFalse();
    byte[] largest = new byte[64];
    Arrays.fill(largest, (byte) 0xff);
    assertThat(Ed25519Key.hasCanonicalScalar(largest)).isFalse();
  }

  @Test
  void isFalseForWhatIsNoSignatureAtAll() {
    Ed25519Key key = Papers.SHOP.key();
    byte[] text = "text".getBytes(US_ASCII);
    byte[] good = Papers.SHOP.sign(text);
    assertThat(key.verifies(text, good)).isTrue();
    assertThat(key.verifies(text, new byte[0])).isFalse();
    assertThat(key.verifies(text, Arrays.copyOf(good, 63))).isFalse();
    assertThat(key.verifies(text, Arrays.copyOf(good, 65))).isFalse();
    byte[] noPoint = good.clone();
    Arrays.fill(noPoint, 0, 32, (byte) 0xff);
    assertThat(key.verifies(text, noPoint)).isFalse();
  }

  @Test
  void keysAreEqualByTheirBytesAndShowOnlyTheirThumbprint() {
    assertThat(Ed25519Key.ofX(Papers.SHOP.key().x()))
        .isEqualTo(Papers.SHOP.key())
        .hasSameHashCodeAs(Papers.SHOP.key())
        .isNotEqualTo(Papers.ROOT.key())
        .hasToString("Ed25519Key[" + Papers.SHOP.kid() + "]");
  }

  private static byte[] withS(BigInteger s) {
    byte[] signature = new byte[64];
    System.arraycopy(Curve.little(s), 0, signature, 32, 32);
    return signature;
  }
}
