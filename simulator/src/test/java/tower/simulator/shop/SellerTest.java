package tower.simulator.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tower.core.CodeKey;
import tower.model.Purpose;
import tower.voucher.Ed25519Key;
import tower.voucher.KeyList;
import tower.voucher.KeyListVerdict;
import tower.voucher.KeyListVerifier;
import tower.voucher.Parties;
import tower.voucher.RootKeys;
import tower.voucher.SignatureCheck;
import tower.voucher.VoucherVerdict;
import tower.voucher.VoucherVerifier;

/** A shop that signs and one that only notes down what it signs are the same to a tower. */
class SellerTest {
  private static final CodeKey CODES =
      new CodeKey("sixteen bytes and more".getBytes(StandardCharsets.UTF_8));
  private static final String VIN = "LTWDEMX0000000000";
  private static final long NOW_MS = 1_780_000_000_000L;

  private static boolean taken(SignatureCheck check, String voucher) {
    Parties parties = new Parties(Seller.ISSUER, "tiny-4");
    KeyList list =
        switch (new KeyListVerifier(parties, new RootKeys(Seller.roots()))
            .accept(null, Seller.keys("tiny-4"))) {
          case KeyListVerdict.Accepted(KeyList accepted) -> accepted;
          case KeyListVerdict other -> throw new AssertionError(other.toString());
        };
    return new VoucherVerifier(parties, check).verify(voucher, list)
        instanceof VoucherVerdict.Genuine;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void onlyWhatWasSignedIsTaken(boolean noting) {
    Seller seller = noting ? Seller.ofADay("tiny-4", CODES) : new Seller("tiny-4", CODES);
    SignatureCheck check = noting ? seller.check() : Ed25519Key::verifies;
    String good = seller.voucher("v-1", Purpose.BUY, VIN, "123456", NOW_MS);
    assertThat(taken(check, good)).isTrue();
    assertThat(taken(check, seller.forged("v-2", VIN, NOW_MS))).isFalse();
    assertThat(taken(check, seller.at("other").voucherFor("v-3", VIN, NOW_MS))).isFalse();
    int at = good.indexOf('.') + 20;
    char other = good.charAt(at) == 'A' ? 'B' : 'A';
    assertThat(taken(check, good.substring(0, at) + other + good.substring(at + 1))).isFalse();
  }
}
