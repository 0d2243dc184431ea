package tower.voucher;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tower.voucher.Papers.NEXT_SHOP;
import static tower.voucher.Papers.ROOT;
import static tower.voucher.Papers.SHOP;
import static tower.voucher.Papers.genuine;
import static tower.voucher.Papers.json;
import static tower.voucher.Papers.listClaims;
import static tower.voucher.Papers.voucherClaims;
import static tower.voucher.Papers.voucherWith;

import com.google.crypto.tink.subtle.Ed25519Sign;
import com.google.crypto.tink.subtle.Ed25519Verify;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.jwk.OctetKeyPair;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;

/**
 * Nimbus signs and verifies as a JOSE library, Tink as an Ed25519 of its own; the JDK is neither.
 */
class LibraryJudgesTest {
  @Test
  void whatNimbusSignsIsAVoucher() throws Exception {
    for (int i = 0; i < 20; i++) {
      String jti = "\"n-" + i + "\"";
      String text = nimbus(SHOP, "voucher+jwt", voucherWith("jti", jti));
      assertThat(genuine(text)).isEqualTo(genuine(SHOP.voucher(voucherWith("jti", jti))));
    }
  }

  @Test
  void whatNimbusSignsWithTheRootIsAKeyList() throws Exception {
    String text = nimbus(ROOT, "voucher-keys+jwt", json(listClaims()));
    assertThat(Papers.accepted(null, text)).isEqualTo(Papers.LIST);
  }

  @Test
  void nimbusVerifiesWhatTheJdkSigned() throws Exception {
    for (String claims : new String[] {json(voucherClaims()), voucherWith("jti", "\"~!\"")}) {
      JWSObject jws = JWSObject.parse(SHOP.voucher(claims));
      assertThat(jws.verify(new Ed25519Verifier(jwk(SHOP).toPublicJWK()))).isTrue();
      assertThat(jws.verify(new Ed25519Verifier(jwk(NEXT_SHOP).toPublicJWK()))).isFalse();
      assertThat(jws.getPayload()).hasToString(claims);
      assertThat(jws.getHeader().getKeyID()).isEqualTo(SHOP.kid());
    }
  }

  @Test
  void nimbusGivesKeysTheSameName() throws Exception {
    for (int i = 0; i < 20; i++) {
      Signer signer = Signer.of(i);
      assertThat(signer.kid()).isEqualTo(jwk(signer).computeThumbprint().toString());
    }
  }

  @Test
  void tinkAgreesInBothDirections() throws Exception {
    for (int i = 0; i < 100; i++) {
      Signer signer = Signer.of(i);
      byte[] text = ("text " + i).getBytes(US_ASCII);
      byte[] raw = Base64Url.decode(signer.key().x());
      assertThat(signer.key().verifies(text, new Ed25519Sign(signer.seed()).sign(text))).isTrue();
      byte[] signature = signer.sign(text);
      new Ed25519Verify(raw).verify(signature, text);
      signature[i % 64] ^= 1;
      assertThat(signer.key().verifies(text, signature)).isFalse();
      assertThatThrownBy(() -> new Ed25519Verify(raw).verify(signature, text))
          .isInstanceOf(GeneralSecurityException.class);
    }
  }

  private static String nimbus(Signer signer, String type, String claims) throws Exception {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.EdDSA)
            .type(new JOSEObjectType(type))
            .keyID(signer.kid())
            .build();
    JWSObject jws = new JWSObject(header, new Payload(claims));
    jws.sign(new Ed25519Signer(jwk(signer)));
    return jws.serialize();
  }

  private static OctetKeyPair jwk(Signer signer) throws Exception {
    return OctetKeyPair.parse(signer.jwk());
  }
}
