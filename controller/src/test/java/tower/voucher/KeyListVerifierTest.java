package tower.voucher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tower.voucher.Papers.LIST;
import static tower.voucher.Papers.LISTS;
import static tower.voucher.Papers.NEXT_ROOT;
import static tower.voucher.Papers.NEXT_SHOP;
import static tower.voucher.Papers.NOW;
import static tower.voucher.Papers.PARTIES;
import static tower.voucher.Papers.REVOKED;
import static tower.voucher.Papers.ROOT;
import static tower.voucher.Papers.SHOP;
import static tower.voucher.Papers.STRANGER;
import static tower.voucher.Papers.accepted;
import static tower.voucher.Papers.array;
import static tower.voucher.Papers.json;
import static tower.voucher.Papers.listClaims;
import static tower.voucher.Papers.listWith;
import static tower.voucher.Papers.listed;
import static tower.voucher.Papers.quoted;
import static tower.voucher.Papers.with;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyListVerifierTest {
  private static final String GOOD = ROOT.list(json(listClaims()));

  @Test
  void takesAListOfTheRoot() {
    KeyList list = accepted(null, GOOD);
    assertThat(list.version()).isEqualTo(7);
    assertThat(list.issuedAt()).isEqualTo(NOW);
    assertThat(list.keys()).extracting(ListedKey::kid).containsExactly(SHOP.kid(), NEXT_SHOP.kid());
    assertThat(list.keys().getFirst().expires()).isEqualTo(Claims.LATEST);
    assertThat(list.revokedKids()).isEqualTo(Set.of(REVOKED.kid()));
    assertThat(list.revokedVouchers()).isEqualTo(Set.of("v-revoked"));
  }

  @Test
  void takesAListForThisTowerOnlyOrForAll() {
    assertThat(accepted(null, ROOT.list(listWith("aud", quoted(PARTIES.tower())))).audience())
        .isEqualTo("guangzhou-42");
    assertFlaw(null, ROOT.list(listWith("aud", quoted("guangzhou-43"))), Flaw.WRONG_AUDIENCE);
    assertFlaw(null, ROOT.list(listWith("aud", array(quoted("*")))), Flaw.WRONG_CLAIMS);
    assertFlaw(null, ROOT.list(listWith("iss", quoted("https://x"))), Flaw.WRONG_ISSUER);
  }

  /** A shop changes its root: both are believed, then the old one is taken out of the tower. */
  @Test
  void takesAListOfEitherRoot() {
    String next = NEXT_ROOT.list(listWith("version", "8"));
    assertThat(accepted(LIST, next).version()).isEqualTo(8);
    KeyListVerifier afterwards =
        new KeyListVerifier(PARTIES, new RootKeys(List.of(NEXT_ROOT.key())));
    assertThat(afterwards.accept(LIST, next)).isInstanceOf(KeyListVerdict.Accepted.class);
    assertThat(afterwards.accept(LIST, ROOT.list(listWith("version", "9"))))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.flaw()).isEqualTo(Flaw.UNKNOWN_KEY));
  }

  @Test
  void refusesWhatTheRootDidNotSign() {
    assertFlaw(null, SHOP.list(json(listClaims())), Flaw.UNKNOWN_KEY);
    assertFlaw(null, STRANGER.list(json(listClaims())), Flaw.UNKNOWN_KEY);
    String forged =
        STRANGER.jws(ROOT.header("voucher-keys+jwt"), json(listClaims()).getBytes(UTF_8));
    assertFlaw(null, forged, Flaw.BAD_SIGNATURE);
    assertFlaw(null, ROOT.voucher(json(listClaims())), Flaw.WRONG_HEADER);
    assertFlaw(null, GOOD + "A".repeat(15 * 1024), Flaw.TOO_LARGE);
    assertFlaw(null, GOOD + "=", Flaw.MALFORMED);
    assertFlaw(null, ROOT.list("{\"keys\":[{\"kid\":1,\"kid\":1}]}"), Flaw.MALFORMED);
  }

  @Test
  void aVersionOnlyRises() {
    assertThat(LISTS.accept(LIST, GOOD)).isEqualTo(new KeyListVerdict.Unchanged(LIST));
    assertFlaw(LIST, ROOT.list(listWith("version", "6")), Flaw.OLDER_VERSION);
    assertFlaw(LIST, ROOT.list(listWith("iat", "" + (NOW + 1))), Flaw.OTHER_CONTENT);
    assertFlaw(LIST, ROOT.list(listWith("keys", array(listed(SHOP)))), Flaw.OTHER_CONTENT);
    assertThat(accepted(LIST, ROOT.list(listWith("version", "8"))).version()).isEqualTo(8);
  }

  /** The other root says the same of the same version, with spaces: nothing has changed. */
  @Test
  void theSameListFromTheOtherRootChangesNothing() {
    String again = NEXT_ROOT.list(json(listClaims()).replace(",", " , "));
    assertThat(LISTS.accept(LIST, again)).isEqualTo(new KeyListVerdict.Unchanged(LIST));
  }

  @Test
  void whatWasRevokedStaysRevoked() {
    Map<String, String> next = with(listClaims(), "version", "8");
    assertFlaw(LIST, ROOT.list(json(with(next, "revokedKids", "[]"))), Flaw.LOST_REVOCATION);
    String other = array(quoted(STRANGER.kid()));
    assertFlaw(LIST, ROOT.list(json(with(next, "revokedKids", other))), Flaw.LOST_REVOCATION);
    with(next, "revokedKids", array(quoted(STRANGER.kid()), quoted(REVOKED.kid())));
    assertThat(accepted(LIST, ROOT.list(json(next))).revokedKids()).hasSize(2);
    with(next, "keys", array(listed(REVOKED)));
    assertThat(assertFlaw(LIST, ROOT.list(json(next)), Flaw.WRONG_CLAIMS).pointer())
        .isEqualTo("/keys/0/kid");
  }

  @Test
  void refusesAMissingAndAnUnknownClaim() {
    for (String name : listClaims().keySet()) {
      assertPointer(listWith(name, ""), "/" + name);
      assertPointer(listWith(name, "null"), "/" + name);
    }
    assertPointer(listWith("exp", "" + NOW), "/exp");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "version|0",
        "version|-1",
        "version|9007199254740992",
        "version|7.0",
        "version|\"7\"",
        "iat|1577836799",
        "keys|[]",
        "keys|{}",
        "revokedKids|{}",
        "revokedVouchers|7"
      })
  void refusesClaimsOfAnotherForm(String name, String value) {
    assertPointer(listWith(name, value), "/" + name);
  }

  @Test
  void refusesKeysOfAnotherForm() {
    String x = quoted(SHOP.key().x());
    String kid = quoted(SHOP.kid());
    assertPointer(listWith("keys", array("7")), "/keys/0");
    assertPointer(listWith("keys", array("{\"x\":" + x + "}")), "/keys/0/kid");
    assertPointer(listWith("keys", array("{\"kid\":" + kid + "}")), "/keys/0/x");
    assertPointer(listWith("keys", array(listed(SHOP), listed(SHOP))), "/keys/1/kid");
    assertPointer(listWith("keys", array(listed(SHOP, "\"d\":\"\""))), "/keys/0/d");
    assertPointer(listWith("keys", array(listed(ROOT))), "/keys/0/kid");
    String named = listed(SHOP).replace(SHOP.kid(), NEXT_SHOP.kid());
    assertPointer(listWith("keys", array(named)), "/keys/0/kid");
    assertPointer(listWith("keys", array(listed(SHOP, "\"nbf\":1"))), "/keys/0/nbf");
    String turned = listed(SHOP, "\"nbf\":" + (NOW + 1), "\"exp\":" + NOW);
    assertPointer(listWith("keys", array(turned)), "/keys/0/nbf");
  }

  @Test
  void refusesKeysThatAreNoGoodPoint() {
    byte[] identity = new byte[32];
    identity[0] = 1;
    byte[] tooLarge = new byte[32];
    Arrays.fill(tooLarge, (byte) 0xff);
    String spare = SHOP.key().x().replaceFirst(".$", "_");
    for (String x : List.of(Base64Url.encode(identity), Base64Url.encode(tooLarge), spare, "")) {
      String key = "{\"kid\":" + quoted(SHOP.kid()) + ",\"x\":" + quoted(x) + "}";
      assertPointer(listWith("keys", array(key)), "/keys/0/x");
    }
  }

  @Test
  void everythingInItIsBounded() {
    assertThat(accepted(null, ROOT.list(listWith("keys", keys(16)))).keys()).hasSize(16);
    assertPointer(listWith("keys", keys(17)), "/keys");
    assertThat(accepted(null, ROOT.list(listWith("revokedKids", kids(64)))).revokedKids())
        .hasSize(64);
    assertPointer(listWith("revokedKids", kids(65)), "/revokedKids");
    assertThat(accepted(null, ROOT.list(listWith("revokedVouchers", names(256)))).revokedVouchers())
        .hasSize(256);
    assertPointer(listWith("revokedVouchers", names(257)), "/revokedVouchers");
    assertPointer(listWith("revokedVouchers", "[\"a\",\"a\"]"), "/revokedVouchers/1");
    assertPointer(listWith("revokedVouchers", "[\"a b\"]"), "/revokedVouchers/0");
    assertPointer(listWith("revokedKids", "[\"shop-1\"]"), "/revokedKids/0");
  }

  @Test
  void aTowerHasOneOrTwoRoots() {
    assertThatThrownBy(() -> new RootKeys(List.of())).hasMessageContaining("0 root keys");
    assertThatThrownBy(() -> new RootKeys(List.of(ROOT.key(), SHOP.key(), STRANGER.key())))
        .hasMessageContaining("3 root keys");
    assertThatThrownBy(() -> new RootKeys(List.of(ROOT.key(), Signer.of(1).key())))
        .hasMessageContaining("same");
  }

  private static String keys(int count) {
    return array(many(count).mapToObj(i -> listed(Signer.of(i))).toArray(String[]::new));
  }

  private static String kids(int count) {
    return array(many(count).mapToObj(i -> quoted(Signer.of(i).kid())).toArray(String[]::new));
  }

  private static String names(int count) {
    return array(many(count).mapToObj(i -> quoted("v-" + i)).toArray(String[]::new));
  }

  /** Numbers of signers that are nobody else's. */
  private static IntStream many(int count) {
    return count > 200 ? IntStream.range(0, count) : IntStream.range(50, 50 + count);
  }

  private static void assertPointer(String claims, String pointer) {
    assertThat(assertFlaw(null, ROOT.list(claims), Flaw.WRONG_CLAIMS).pointer()).isEqualTo(pointer);
  }

  private static Refused assertFlaw(KeyList current, String text, Flaw flaw) {
    if (!(LISTS.accept(current, text) instanceof Refused refused)) {
      throw new AssertionError("accepted");
    }
    assertThat(refused.flaw()).as(refused.text()).isEqualTo(flaw);
    return refused;
  }
}
