package tower.voucher;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static tower.voucher.Papers.DAY;
import static tower.voucher.Papers.NOW;
import static tower.voucher.Papers.SHOP;
import static tower.voucher.Papers.json;
import static tower.voucher.Papers.refused;
import static tower.voucher.Papers.voucherClaims;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything about the form: what the text, its header and its JSON may look like. */
class VoucherFormTest {
  private static final String GOOD = SHOP.voucher(json(voucherClaims()));

  @Test
  void refusesWhatIsTooLargeBeforeAnythingElse() {
    String filled = GOOD + "A".repeat(2049 - GOOD.length());
    assertFlaw(filled, Flaw.TOO_LARGE, "");
    assertFlaw(filled.substring(1), Flaw.MALFORMED, "");
  }

  /** The shape, before the header is read. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "...",
        "a.b",
        "%1",
        "%1.%2",
        "%1.%2.",
        "%1.%2.%3.",
        "%1.%2.%3.%3",
        ".%1.%2.%3",
        "%1=.%2.%3",
        "%1.%2=.%3",
        "%1.%2.%3=",
        "%1.%2.%3==",
        " %1.%2.%3",
        "%1.%2.%3\n",
        "%1. %2.%3",
        "%1.%2.%3\u0000",
        "%1.%2.\u200b%3",
        "%1.%2.%3AA",
        "%1.%2.AA%3",
        "%1.%2.\uff21%3",
        "%1\uff0e%2\uff0e%3",
        "%1+.%2.%3",
        "%1.%2/AAA.%3"
      })
  void refusesWhatIsNoCompactJws(String pattern) {
    assertFlaw(parts(pattern), Flaw.MALFORMED, "");
  }

  @Test
  void refusesPartsThatAreEmpty() {
    assertFlaw(parts(".%2.%3"), Flaw.WRONG_HEADER, "");
    assertFlaw(parts("%1..%3"), Flaw.BAD_SIGNATURE, "");
    assertFlaw(SHOP.voucher(""), Flaw.MALFORMED, "");
  }

  /** The last character of 64 bytes has four spare bits: sixteen texts, one of them right. */
  @Test
  void refusesSpareBitsThatAreNotZero() {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    String cut = GOOD.substring(0, GOOD.length() - 1);
    int right = alphabet.indexOf(GOOD.charAt(GOOD.length() - 1));
    for (int i = 1; i < 16; i++) {
      assertFlaw(cut + alphabet.charAt(right + i), Flaw.MALFORMED, "");
    }
  }

  /** Everything but the header is signed by the shop's own key. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'alg':'EdDSA','typ':'voucher+jwt'}",
        "{'alg':'EdDSA','kid':'%s'}",
        "{'typ':'voucher+jwt','kid':'%s'}",
        "{'alg':'none','typ':'voucher+jwt','kid':'%s'}",
        "{'alg':'HS256','typ':'voucher+jwt','kid':'%s'}",
        "{'alg':'eddsa','typ':'voucher+jwt','kid':'%s'}",
        "{'alg':'Ed25519','typ':'voucher+jwt','kid':'%s'}",
        "{'alg':['EdDSA'],'typ':'voucher+jwt','kid':'%s'}",
        "{'alg':null,'typ':'voucher+jwt','kid':'%s'}",
        "{'alg':'EdDSA','typ':'JWT','kid':'%s'}",
        "{'alg':'EdDSA','typ':'Voucher+jwt','kid':'%s'}",
        "{'alg':'EdDSA','typ':'application/voucher+jwt','kid':'%s'}",
        "{'alg':'EdDSA','typ':'voucher-keys+jwt','kid':'%s'}",
        "{'alg':'EdDSA','typ':'voucher+jwt','kid':7}",
        "{'alg':'EdDSA','typ':'voucher+jwt','kid':'shop-1'}",
        "{'alg':'EdDSA','typ':'voucher+jwt','kid':'%s='}",
        "{'alg':'EdDSA','typ':'voucher+jwt','kid':'%s','crit':['exp']}",
        "{'alg':'EdDSA','typ':'voucher+jwt','kid':'%s','b64':false}",
        "{'alg':'EdDSA','typ':'voucher+jwt','kid':'%s','jku':'https://x.example'}",
        "{'alg':'EdDSA','typ':'voucher+jwt','kid':'%s','x5u':'https://x.example'}",
        "{'alg':'EdDSA','typ':'voucher+jwt','kid':'%s','jwk':{}}",
        "{'alg':'EdDSA','typ':'voucher+jwt','kid':'%s','':''}",
        "{'alg':'none','alg':'EdDSA','typ':'voucher+jwt','kid':'%s'}",
        "{'alg':'EdDSA','typ':'voucher+jwt','kid':'%s','kid':'%s'}",
        "{'alg':'EdDSA','typ':'voucher+jwt','kid':'%s'} {}",
        "{'alg':'EdDSA','typ':'voucher+jwt','kid':'%s'}x",
        "\ufeff{'alg':'EdDSA','typ':'voucher+jwt','kid':'%s'}",
        "['alg','EdDSA','typ','voucher+jwt','kid','%s']",
        "null",
        "7"
      })
  void refusesEveryOtherHeader(String pattern) {
    String header = pattern.replace('\'', '"').replace("%s", SHOP.kid());
    assertFlaw(SHOP.jws(header, json(voucherClaims()).getBytes(UTF_8)), Flaw.WRONG_HEADER, "");
  }

  @Test
  void refusesAHeaderThatIsLongOrNoUtf8() {
    byte[] claims = json(voucherClaims()).getBytes(UTF_8);
    String padded = SHOP.header("voucher+jwt") + " ".repeat(200);
    assertFlaw(SHOP.jws(padded, claims), Flaw.WRONG_HEADER, "");
    String[] part = GOOD.split("\\.", -1);
    assertFlaw(
        Base64Url.encode(new byte[] {'{', (byte) 0xff, '}'}) + "." + part[1] + "." + part[2],
        Flaw.WRONG_HEADER,
        "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "null",
        "",
        " ",
        "{}{}",
        "{} x",
        "{'a':1,'a':1}",
        "{'iss':{'a':1,'a':2}}",
        "{'a':[[[[[1]]]]]}",
        "{'a':123456789012345678901}",
        "{'a':01}",
        "{'a':+1}",
        "{'a':NaN}",
        "{'a':'\\ud800\n'}",
        "{a:1}",
        "{'a':1,}",
        "/**/{}"
      })
  void refusesJsonThatIsNotStrict(String pattern) {
    assertFlaw(SHOP.voucher(pattern.replace('\'', '"')), Flaw.MALFORMED, "");
  }

  @Test
  void refusesADuplicateClaimHoweverItIsWritten() {
    String claims = json(voucherClaims());
    String twice = claims.replace("}", ",\"\\u0065xp\":" + (NOW + 4 * DAY) + "}");
    assertFlaw(SHOP.voucher(twice), Flaw.MALFORMED, "");
  }

  @Test
  void refusesBytesThatAreNoUtf8() {
    byte[] claims = json(voucherClaims()).getBytes(UTF_8);
    byte[] overlong = new byte[claims.length + 1];
    System.arraycopy(claims, 0, overlong, 0, 9);
    overlong[8] = (byte) 0xc1; // 'h' written in two bytes
    overlong[9] = (byte) 0xa8;
    System.arraycopy(claims, 9, overlong, 10, claims.length - 9);
    assertFlaw(SHOP.jws(SHOP.header("voucher+jwt"), overlong), Flaw.MALFORMED, "");
    assertFlaw(
        SHOP.jws(SHOP.header("voucher+jwt"), json(voucherClaims()).getBytes(UTF_16)),
        Flaw.MALFORMED,
        "");
  }

  private static String parts(String pattern) {
    String[] part = GOOD.split("\\.", -1);
    return pattern.replace("%1", part[0]).replace("%2", part[1]).replace("%3", part[2]);
  }

  private static void assertFlaw(String text, Flaw flaw, String pointer) {
    Refused refused = refused(text);
    assertThat(refused.flaw()).as(refused.text()).isEqualTo(flaw);
    assertThat(refused.pointer()).as(refused.text()).isEqualTo(pointer);
    assertThat(refused.text()).contains(flaw.remedy());
  }
}
