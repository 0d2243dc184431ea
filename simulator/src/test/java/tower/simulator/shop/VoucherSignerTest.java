package tower.simulator.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tower.model.Purpose;
import tower.voucher.Flaw;
import tower.voucher.KeyList;
import tower.voucher.KeyListVerdict;
import tower.voucher.KeyListVerifier;
import tower.voucher.ListedKey;
import tower.voucher.Parties;
import tower.voucher.Refused;
import tower.voucher.RootKeys;
import tower.voucher.Voucher;
import tower.voucher.VoucherVerdict;
import tower.voucher.VoucherVerifier;

class VoucherSignerTest {
  private static final Parties PARTIES = new Parties("https://shop.example", "tiny-4");
  private static final long NOW = 1_790_812_800L;

  private final VoucherSigner root = VoucherSigner.of(seed(1));
  private final VoucherSigner shop = VoucherSigner.of(seed(2));
  private final KeyList list =
      new KeyList(
          PARTIES.issuer(),
          "*",
          3,
          NOW,
          List.of(new ListedKey(shop.key(), NOW - 86_400, NOW + 30 * 86_400L)),
          Set.of(root.kid()),
          Set.of("v-1", "v-2"));

  /** RFC 8032, 7.1, the first test. */
  @Test
  void makesThePairOfTheSeed() {
    VoucherSigner signer =
        VoucherSigner.of(
            HexFormat.of()
                .parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
    // The same key as in RFC 8037, appendix A, which has its thumbprint too.
    assertThat(signer.key().x()).isEqualTo("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    assertThat(signer.kid()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    assertThat(signer).hasToString("VoucherSigner[" + signer.kid() + "]");
    assertThatThrownBy(() -> VoucherSigner.of(new byte[31])).hasMessageContaining("31");
  }

  @Test
  void theTowerBelievesItsListAndItsVoucher() {
    KeyListVerifier lists = new KeyListVerifier(PARTIES, new RootKeys(List.of(root.key())));
    assertThat(lists.accept(null, root.list(list))).isEqualTo(new KeyListVerdict.Accepted(list));
    VoucherVerifier vouchers = new VoucherVerifier(PARTIES);
    assertThat(vouchers.verify(shop.voucher(PARTIES, voucher("v-9")), list))
        .isEqualTo(new VoucherVerdict.Genuine(voucher("v-9")));
    assertThat(flaw(vouchers, shop.voucher(PARTIES, voucher("v-1"))))
        .isEqualTo(Flaw.REVOKED_VOUCHER);
    assertThat(flaw(vouchers, shop.jws("voucher+jwt", "{}"))).isEqualTo(Flaw.WRONG_CLAIMS);
  }

  @Test
  void signsTheSameTextAgain() {
    assertThat(shop.voucher(PARTIES, voucher("v-9")))
        .isEqualTo(VoucherSigner.of(seed(2)).voucher(PARTIES, voucher("v-9")));
    assertThat(root.list(list)).isEqualTo(root.list(list));
  }

  @Test
  void signsNoVoucherOfAnotherKeyOrShop() {
    assertThatThrownBy(() -> root.voucher(PARTIES, voucher("v-9")))
        .isInstanceOf(IllegalArgumentException.class);
    Parties others = new Parties("https://other.example", "tiny-4");
    assertThatThrownBy(() -> shop.voucher(others, voucher("v-9")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Flaw flaw(VoucherVerifier vouchers, String text) {
    if (!(vouchers.verify(text, list) instanceof Refused refused)) {
      throw new AssertionError("accepted");
    }
    return refused.flaw();
  }

  private Voucher voucher(String jti) {
    return new Voucher(
        jti,
        shop.kid(),
        PARTIES.issuer(),
        Purpose.BUY,
        "LSGZJ5A54RS000001",
        "customer-1",
        NOW,
        NOW + 86_400,
        NOW,
        "A".repeat(43));
  }

  private static byte[] seed(int each) {
    byte[] seed = new byte[32];
    Arrays.fill(seed, (byte) each);
    return seed;
  }
}
