package tower.voucher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tower.voucher.Papers.CODE_HASH;
import static tower.voucher.Papers.DAY;
import static tower.voucher.Papers.LIST;
import static tower.voucher.Papers.NEXT_SHOP;
import static tower.voucher.Papers.NOW;
import static tower.voucher.Papers.PARTIES;
import static tower.voucher.Papers.REVOKED;
import static tower.voucher.Papers.ROOT;
import static tower.voucher.Papers.SHOP;
import static tower.voucher.Papers.STRANGER;
import static tower.voucher.Papers.VERIFIER;
import static tower.voucher.Papers.genuine;
import static tower.voucher.Papers.json;
import static tower.voucher.Papers.listed;
import static tower.voucher.Papers.refused;
import static tower.voucher.Papers.voucherClaims;
import static tower.voucher.Papers.voucherWith;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tower.model.Purpose;

class VoucherVerifierTest {
  private static final String GOOD = SHOP.voucher(json(voucherClaims()));

  @Test
  void takesTheShopsVoucher() {
    assertThat(genuine(GOOD))
        .isEqualTo(
            new Voucher(
                "v-20261001-000001",
                SHOP.kid(),
                "https://shop.example",
                Purpose.BUY,
                "LSGZJ5A54RS000001",
                "customer-8812",
                NOW,
                NOW + 3 * DAY,
                NOW - 60,
                CODE_HASH));
    assertThat(genuine(NEXT_SHOP.voucher(voucherWith("purpose", "\"test-drive\""))).purpose())
        .isEqualTo(Purpose.TEST_DRIVE);
  }

  @Test
  void takesMembersInAnySequenceAndSpacesInJson() {
    String header =
        "{ \"kid\" : \"%s\",\n\"typ\":\"voucher\\u002bjwt\", \"alg\":\"EdDSA\" }"
            .formatted(SHOP.kid());
    Map<String, String> claims = voucherClaims();
    claims.put("iss", claims.remove("iss"));
    String spaced = json(claims).replace(",", " ,\n ");
    assertThat(genuine(SHOP.jws(header, spaced.getBytes(UTF_8)))).isEqualTo(genuine(GOOD));
  }

  @Test
  void refusesKeysThatAreNotListed() {
    assertFlaw(STRANGER.voucher(json(voucherClaims())), Flaw.UNKNOWN_KEY, "");
    assertFlaw(ROOT.voucher(json(voucherClaims())), Flaw.UNKNOWN_KEY, "");
    assertFlaw(REVOKED.voucher(json(voucherClaims())), Flaw.REVOKED_KEY, "");
  }

  @Test
  void refusesASignatureOfAnotherKeyOrText() {
    byte[] claims = json(voucherClaims()).getBytes(UTF_8);
    assertFlaw(STRANGER.jws(SHOP.header("voucher+jwt"), claims), Flaw.BAD_SIGNATURE, "");
    assertFlaw(NEXT_SHOP.jws(SHOP.header("voucher+jwt"), claims), Flaw.BAD_SIGNATURE, "");
    String other = SHOP.voucher(voucherWith("jti", "\"v-2\""));
    String[] good = GOOD.split("\\.", -1);
    String[] bad = other.split("\\.", -1);
    assertFlaw(good[0] + "." + good[1] + "." + bad[2], Flaw.BAD_SIGNATURE, "");
  }

  /** What is not signed is not read: its JSON may be anything. */
  @Test
  void looksAtTheClaimsOnlyBehindTheSignature() {
    byte[] broken = "{\"iss\":".getBytes(UTF_8);
    assertFlaw(STRANGER.jws(SHOP.header("voucher+jwt"), broken), Flaw.BAD_SIGNATURE, "");
    assertFlaw(SHOP.jws(SHOP.header("voucher+jwt"), broken), Flaw.MALFORMED, "");
  }

  @Test
  void refusesAMissingAndAnUnknownClaim() {
    for (String name : voucherClaims().keySet()) {
      assertFlaw(SHOP.voucher(voucherWith(name, "")), Flaw.WRONG_CLAIMS, "/" + name);
      assertFlaw(SHOP.voucher(voucherWith(name, "null")), Flaw.WRONG_CLAIMS, "/" + name);
      assertFlaw(SHOP.voucher(voucherWith(name, "[]")), Flaw.WRONG_CLAIMS, "/" + name);
    }
    assertFlaw(SHOP.voucher(voucherWith("role", "1")), Flaw.WRONG_CLAIMS, "/role");
    assertFlaw(SHOP.voucher(voucherWith("a/b<c>", "1")), Flaw.WRONG_CLAIMS, "/?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "jti|\"\"",
        "jti|\"a b\"",
        "jti|\"\\u0000\"",
        "jti|\"caf\\u00e9\"",
        "jti|7",
        "sub|\"\"",
        "sub|\"\\u007f\"",
        "purpose|\"service-return\"",
        "purpose|\"restock\"",
        "purpose|\"BUY\"",
        "purpose|\"\"",
        "vin|\"LSGZJ5A54RS00000\"",
        "vin|\"LSGZJ5A54RSO00001\"",
        "vin|\"lsgzj5a54rs000001\"",
        "codeHash|\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB\"",
        "codeHash|\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"",
        "codeHash|\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"",
        "nbf|1790812800.0",
        "nbf|17908128e2",
        "nbf|\"1790812800\"",
        "nbf|-1790812800",
        "nbf|-0",
        "nbf|0",
        "nbf|true",
        "exp|1577836799",
        "exp|4102444801",
        "exp|1791072000000",
        "exp|18446744073709551615",
        "iat|18446744075500364416"
      })
  void refusesClaimsOfAnotherForm(String name, String value) {
    assertFlaw(SHOP.voucher(voucherWith(name, value)), Flaw.WRONG_CLAIMS, "/" + name);
  }

  @Test
  void takesNamesOf128Characters() {
    for (String name : List.of("jti", "sub")) {
      String longest = "~".repeat(128);
      assertThat(genuine(SHOP.voucher(voucherWith(name, "\"" + longest + "\""))).toString())
          .contains(longest);
      String longer = SHOP.voucher(voucherWith(name, "\"" + longest + "~\""));
      assertFlaw(longer, Flaw.WRONG_CLAIMS, "/" + name);
    }
  }

  @Test
  void refusesTheVoucherOfAnotherShopOrTower() {
    for (String other : List.of("https://shop.example/", "https://Shop.example", "*")) {
      assertFlaw(SHOP.voucher(voucherWith("iss", "\"" + other + "\"")), Flaw.WRONG_ISSUER, "/iss");
    }
    for (String other : List.of("guangzhou-43", "Guangzhou-42", "*")) {
      assertFlaw(
          SHOP.voucher(voucherWith("aud", "\"" + other + "\"")), Flaw.WRONG_AUDIENCE, "/aud");
    }
    assertFlaw(SHOP.voucher(voucherWith("aud", "[\"guangzhou-42\"]")), Flaw.WRONG_CLAIMS, "/aud");
  }

  @Test
  void refusesTimesThatDoNotFit() {
    long end = NOW + 3 * DAY;
    assertThat(genuine(SHOP.voucher(voucherWith("nbf", "" + end))).notBefore()).isEqualTo(end);
    assertFlaw(SHOP.voucher(voucherWith("nbf", "" + (end + 1))), Flaw.WRONG_CLAIMS, "/nbf");
    assertFlaw(SHOP.voucher(voucherWith("iat", "" + (end + 1))), Flaw.WRONG_CLAIMS, "/iat");
    long last = NOW - 60 + 400 * DAY;
    assertThat(genuine(SHOP.voucher(voucherWith("exp", "" + last))).expires()).isEqualTo(last);
    assertFlaw(SHOP.voucher(voucherWith("exp", "" + (last + 1))), Flaw.WRONG_CLAIMS, "/exp");
    String early = "" + (end - 400 * DAY - 1);
    assertFlaw(SHOP.voucher(voucherWith("nbf", early)), Flaw.WRONG_CLAIMS, "/exp");
  }

  /** Whoever steals a key and signs under an old date has no more time than the key. */
  @Test
  void refusesAVoucherThatOutlivesItsKey() {
    String key = listed(SHOP, "\"nbf\":" + NOW, "\"exp\":" + (NOW + 3 * DAY));
    KeyList list = Papers.accepted(null, ROOT.list(Papers.listWith("keys", Papers.array(key))));
    assertThat(VERIFIER.verify(GOOD, list)).isInstanceOf(VoucherVerdict.Genuine.class);
    assertThat(VERIFIER.verify(SHOP.voucher(voucherWith("exp", "" + (NOW + 3 * DAY + 1))), list))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.pointer()).isEqualTo("/exp"));
    assertThat(VERIFIER.verify(SHOP.voucher(voucherWith("nbf", "" + (NOW - 1))), list))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.pointer()).isEqualTo("/nbf"));
  }

  @Test
  void refusesWhatTheShopHasRevoked() {
    assertFlaw(SHOP.voucher(voucherWith("jti", "\"v-revoked\"")), Flaw.REVOKED_VOUCHER, "/jti");
    Voucher voucher = genuine(GOOD);
    assertThat(LIST.revokes(voucher)).isFalse();
    String keyGone =
        Papers.json(
            Papers.with(
                Papers.with(
                    Papers.with(Papers.listClaims(), "version", "8"),
                    "keys",
                    Papers.array(listed(NEXT_SHOP))),
                "revokedKids",
                Papers.array(Papers.quoted(REVOKED.kid()), Papers.quoted(SHOP.kid()))));
    KeyList next = Papers.accepted(LIST, ROOT.list(keyGone));
    assertThat(next.revokes(voucher)).isTrue();
    assertThat(VERIFIER.verify(GOOD, next))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.flaw()).isEqualTo(Flaw.REVOKED_KEY));
  }

  /** The sequence of the checks: of two flaws the earlier one is told. */
  @Test
  void checksInSequence() {
    byte[] foreign = voucherWith("aud", "\"other\"").getBytes(UTF_8);
    String badAll = STRANGER.jws("{\"alg\":\"none\"}", foreign);
    assertFlaw(badAll + "=" + "A".repeat(2048), Flaw.TOO_LARGE, "");
    assertFlaw(badAll + "=", Flaw.MALFORMED, "");
    assertFlaw(badAll, Flaw.WRONG_HEADER, "");
    assertFlaw(STRANGER.jws(STRANGER.header("voucher+jwt"), foreign), Flaw.UNKNOWN_KEY, "");
    assertFlaw(STRANGER.jws(SHOP.header("voucher+jwt"), foreign), Flaw.BAD_SIGNATURE, "");
    assertFlaw(SHOP.voucher("{\"aud\":1,\"aud\":2}"), Flaw.MALFORMED, "");
    assertFlaw(SHOP.jws(SHOP.header("voucher+jwt"), foreign), Flaw.WRONG_AUDIENCE, "/aud");
  }

  @Test
  void everyFlawHasACodeAndSaysWhatToDo() {
    assertThat(Stream.of(Flaw.values()).map(Flaw::code).toList())
        .contains("too-large", "unknown-key", "lost-revocation")
        .allMatch(code -> code.matches("[a-z]+(-[a-z]+)*"));
    assertThat(Stream.of(Flaw.values()).map(Flaw::remedy)).doesNotHaveDuplicates();
    assertThat(new Refused(Flaw.WRONG_AUDIENCE, "/aud", "it is not a").text())
        .isEqualTo("/aud: it is not a; send it to the tower that its aud names");
  }

  @Test
  void partiesHaveNames() {
    assertThatThrownBy(() -> new Parties("", "t")).hasMessageContaining("issuer");
    assertThatThrownBy(() -> new Parties(PARTIES.issuer(), "*")).hasMessageContaining("*");
    assertThatThrownBy(() -> new Parties(PARTIES.issuer(), "a b")).hasMessageContaining("a b");
  }

  private static void assertFlaw(String text, Flaw flaw, String pointer) {
    Refused refused = refused(text);
    assertThat(refused.flaw()).as(refused.text()).isEqualTo(flaw);
    assertThat(refused.pointer()).as(refused.text()).isEqualTo(pointer);
    assertThat(refused.text()).contains(flaw.remedy());
  }
}
