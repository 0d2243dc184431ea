package tower.voucher;

import java.util.List;
import java.util.Map;
import tower.model.KeyRing;

/** The papers of a shop for the tests of other rooms. */
public final class TestPapers {
  /** Between whom. */
  public static final Parties PARTIES = Papers.PARTIES;

  /** The root that signs the lists. */
  public static final RootKeys ROOTS = new RootKeys(List.of(Papers.ROOT.key()));

  private TestPapers() {}

  /** A list of the shop's keys. */
  public static String keys(long version) {
    return Papers.ROOT.list(Papers.listWith("version", "" + version));
  }

  /** What a tower has that was told version 7. */
  public static KeyRing ring() {
    return new KeyRing(
        7, keys(7), Papers.NOW * 1_000, List.of(Papers.REVOKED.kid()), List.of("v-revoked"));
  }

  /** A voucher in order. */
  public static String voucher(String jti, String purpose, String vin) {
    return voucher(jti, purpose, vin, Papers.CODE_HASH);
  }

  /** The same for a certain code. */
  public static String voucher(String jti, String purpose, String vin, String codeHash) {
    Map<String, String> claims = Papers.voucherClaims();
    Papers.with(claims, "jti", Papers.quoted(jti));
    Papers.with(claims, "purpose", Papers.quoted(purpose));
    Papers.with(claims, "vin", Papers.quoted(vin));
    Papers.with(claims, "codeHash", Papers.quoted(codeHash));
    return Papers.SHOP.voucher(Papers.json(claims));
  }

  /** One that a stranger has signed. */
  public static String forged(String vin) {
    return Papers.STRANGER.voucher(
        Papers.json(Papers.with(Papers.voucherClaims(), "vin", Papers.quoted(vin))));
  }
}
