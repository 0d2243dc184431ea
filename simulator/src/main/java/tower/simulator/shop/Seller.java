package tower.simulator.shop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import tower.api.VoucherDesk;
import tower.core.CodeKey;
import tower.model.KeyRing;
import tower.model.Purpose;
import tower.voucher.Ed25519Key;
import tower.voucher.KeyList;
import tower.voucher.ListedKey;
import tower.voucher.Parties;
import tower.voucher.RootKeys;
import tower.voucher.SignatureCheck;
import tower.voucher.Voucher;

/**
 * A shop's back office for one tower: it signs vouchers for cars, and its root signs the list of
 * its keys. Its secrets are made from their names: they are for towers that are not real.
 */
public final class Seller {
  /** The shop's name. */
  public static final String ISSUER = "https://shop.example";

  private static final VoucherSigner ROOT = VoucherSigner.of(seed("root"));
  private static final VoucherSigner KEY = VoucherSigner.of(seed("key 1"));

  /** The beginning of 2026, UTC seconds since 1970: before anything that the simulator does. */
  private static final long FOUNDED = 1_767_225_600L;

  private static final long DAY = 86_400;
  private static final long KEY_DAYS = 10_000;

  private static final Map<String, KeyRing> RINGS = new ConcurrentHashMap<>();

  private final Parties parties;
  private final CodeKey codes;
  private final SignatureCheck check;
  private VoucherSigner signer;

  /**
   * The office for one tower.
   *
   * @param tower the tower's id
   * @param codes the key of the pickup codes, which tower and shop share
   */
  public Seller(String tower, CodeKey codes) {
    this(tower, codes, KEY, Ed25519Key::verifies);
  }

  private Seller(String tower, CodeKey codes, VoucherSigner signer, SignatureCheck check) {
    parties = new Parties(ISSUER, tower);
    this.codes = codes;
    this.signer = signer;
    this.check = check;
  }

  /** The office of a simulated day, which must not take longer than it. */
  public static Seller ofADay(String tower, CodeKey codes) {
    Notebook notebook = new Notebook();
    return new Seller(tower, codes, KEY.noting(notebook), notebook);
  }

  /**
   * The office of a demo.
   *
   * @param codeKey file with the key of the pickup codes
   */
  public static Seller of(String tower, Path codeKey) throws IOException {
    byte[] key = HexFormat.of().parseHex(Files.readString(codeKey).strip());
    return new Seller(tower, new CodeKey(key));
  }

  /** Where a demo's root key stands. */
  public static Path rootKeyFile(Path codeKey) {
    return codeKey.resolveSibling("shop-root.pub");
  }

  /** Writes a demo's root key beside the key of its codes. */
  public static void writeRootKey(Path codeKey) throws IOException {
    Files.writeString(rootKeyFile(codeKey), ROOT.key().x() + "\n");
  }

  static byte[] seed(String name) {
    try {
      byte[] text = ("simulated shop, " + name).getBytes(StandardCharsets.UTF_8);
      return MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The keys that sign its lists. */
  static List<Ed25519Key> roots() {
    return List.of(ROOT.key());
  }

  /**
   * The lists of its keys, as they go on from the first.
   *
   * @param utcMs what time it is whenever a list is signed, UTC ms since 1970
   */
  public KeyBook book(LongSupplier utcMs) {
    Notebook notes = check instanceof Notebook notebook ? notebook : null;
    return new KeyBook(parties, ROOT, KEY, utcMs, notes);
  }

  /** From now on its vouchers are signed with another key. */
  public void signsWith(VoucherSigner other) {
    signer = other;
  }

  /** Who knows its signatures. */
  SignatureCheck check() {
    return check;
  }

  /** What the tower verifies with. */
  public VoucherDesk desk() {
    return new VoucherDesk(parties, new RootKeys(roots()), check);
  }

  /** The list of the shop's keys, as the root signs it. */
  public static String keys(String tower) {
    return keys(tower, 1);
  }

  /** The same keys in a list of another version. */
  public static String keys(String tower, long version) {
    return ROOT.list(
        new KeyList(
            ISSUER,
            tower,
            version,
            FOUNDED,
            List.of(new ListedKey(KEY.key(), FOUNDED - DAY, FOUNDED + KEY_DAYS * DAY)),
            Set.of(),
            Set.of()));
  }

  /** The same list as a tower has it that was told before. */
  public static KeyRing ring(String tower) {
    return RINGS.computeIfAbsent(
        tower, id -> new KeyRing(1, keys(id), FOUNDED * 1_000, List.of(), List.of()));
  }

  /**
   * A voucher for one car, valid from now on for a week.
   *
   * @param jti its number
   * @param code what the customer will type
   * @param utcMs what time it is, UTC ms since 1970
   */
  public String voucher(String jti, Purpose purpose, String vin, String code, long utcMs) {
    String hash = codes.hash(jti, code);
    return signer.voucher(parties, claims(signer, jti, purpose, vin, hash, utcMs / 1_000, 7 * DAY));
  }

  /**
   * A voucher for a car that is bought, of other times.
   *
   * @param fromUtcMs not valid before, UTC ms since 1970
   * @param untilUtcMs not valid after
   * @param signedUtcMs when it says that it was signed
   */
  public String voucherWithin(
      String jti, String vin, String code, long fromUtcMs, long untilUtcMs, long signedUtcMs) {
    return signer.voucher(
        parties,
        new Voucher(
            jti,
            signer.kid(),
            ISSUER,
            Purpose.BUY,
            vin,
            "customer",
            fromUtcMs / 1_000,
            untilUtcMs / 1_000,
            signedUtcMs / 1_000,
            codes.hash(jti, code)));
  }

  /** The same shop's office for another tower. */
  public Seller at(String tower) {
    return new Seller(tower, codes, signer, check);
  }

  /** A voucher for a car that is bought, with the code 000000. */
  public String voucherFor(String jti, String vin, long utcMs) {
    return voucher(jti, Purpose.BUY, vin, "000000", utcMs);
  }

  /** A voucher under the signature of another one. */
  public String forged(String jti, String vin, long utcMs) {
    String claims = voucherFor(jti, vin, utcMs);
    String other = voucherFor(jti + "x", vin, utcMs);
    return claims.substring(0, claims.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));
  }

  private static Voucher claims(
      VoucherSigner signer,
      String jti,
      Purpose purpose,
      String vin,
      String codeHash,
      long now,
      long lasts) {
    return new Voucher(
        jti, signer.kid(), ISSUER, purpose, vin, "customer", now, now + lasts, now, codeHash);
  }
}
