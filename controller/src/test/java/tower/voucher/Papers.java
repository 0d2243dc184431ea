package tower.voucher;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What shop, root and tower have in the tests: keys, one good voucher, one good list. */
final class Papers {
  static final Parties PARTIES = new Parties("https://shop.example", "guangzhou-42");
  static final Signer ROOT = Signer.of(1);
  static final Signer NEXT_ROOT = Signer.of(2);
  static final Signer SHOP = Signer.of(3);
  static final Signer NEXT_SHOP = Signer.of(4);
  static final Signer STRANGER = Signer.of(5);
  static final Signer REVOKED = Signer.of(6);

  /** 2026-10-01T00:00:00Z. */
  static final long NOW = 1_790_812_800L;

  static final long DAY = 24 * 3600L;
  static final String CODE_HASH = Base64Url.encode(new byte[32]);

  static final VoucherVerifier VERIFIER = new VoucherVerifier(PARTIES);
  static final KeyListVerifier LISTS =
      new KeyListVerifier(PARTIES, new RootKeys(List.of(ROOT.key(), NEXT_ROOT.key())));

  /** Version 7: two keys, one revoked key, one revoked voucher. */
  static final KeyList LIST = accepted(null, ROOT.list(json(listClaims())));

  private Papers() {}

  /** Claims by name, their values in JSON. */
  static Map<String, String> voucherClaims() {
    Map<String, String> claims = new LinkedHashMap<>();
    claims.put("iss", quoted(PARTIES.issuer()));
    claims.put("aud", quoted(PARTIES.tower()));
    claims.put("jti", quoted("v-20261001-000001"));
    claims.put("purpose", quoted("buy"));
    claims.put("vin", quoted("LSGZJ5A54RS000001"));
    claims.put("sub", quoted("customer-8812"));
    claims.put("nbf", "" + NOW);
    claims.put("exp", "" + (NOW + 3 * DAY));
    claims.put("iat", "" + (NOW - 60));
    claims.put("codeHash", quoted(CODE_HASH));
    return claims;
  }

  static Map<String, String> listClaims() {
    Map<String, String> claims = new LinkedHashMap<>();
    claims.put("iss", quoted(PARTIES.issuer()));
    claims.put("aud", quoted("*"));
    claims.put("version", "7");
    claims.put("iat", "" + NOW);
    claims.put("keys", array(listed(SHOP), listed(NEXT_SHOP)));
    claims.put("revokedKids", array(quoted(REVOKED.kid())));
    claims.put("revokedVouchers", array(quoted("v-revoked")));
    return claims;
  }

  static String listed(Signer signer, String... more) {
    return Stream.concat(
            Stream.of("\"kid\":" + quoted(signer.kid()), "\"x\":" + quoted(signer.key().x())),
            Arrays.stream(more))
        .collect(Collectors.joining(",", "{", "}"));
  }

  static String array(String... items) {
    return "[" + String.join(",", items) + "]";
  }

  static String quoted(String text) {
    return "\"" + text + "\"";
  }

  static String json(Map<String, String> claims) {
    return claims.entrySet().stream()
        .map(claim -> quoted(claim.getKey()) + ":" + claim.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** The good voucher with one claim changed; no value takes it away. */
  static String voucherWith(String name, String value) {
    return json(with(voucherClaims(), name, value));
  }

  static String listWith(String name, String value) {
    return json(with(listClaims(), name, value));
  }

  static Map<String, String> with(Map<String, String> claims, String name, String value) {
    if (value.isEmpty()) {
      claims.remove(name);
    } else {
      claims.put(name, value);
    }
    return claims;
  }

  static KeyList accepted(KeyList current, String text) {
    return switch (LISTS.accept(current, text)) {
      case KeyListVerdict.Accepted(KeyList list) -> list;
      case KeyListVerdict other -> throw new AssertionError(other.toString());
    };
  }

  static Voucher genuine(String text) {
    return switch (VERIFIER.verify(text, LIST)) {
      case VoucherVerdict.Genuine(Voucher voucher) -> voucher;
      case Refused refused -> throw new AssertionError(refused.text());
    };
  }

  static Refused refused(String text) {
    return switch (VERIFIER.verify(text, LIST)) {
      case VoucherVerdict.Genuine(Voucher voucher) -> throw new AssertionError(voucher.toString());
      case Refused refused -> refused;
    };
  }
}
