package tower.simulator.shop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tower.voucher.KeyList;
import tower.voucher.ListedKey;
import tower.voucher.Parties;

/**
 * The lists of a shop's keys, one after the other, as its root signs them while keys come and go
 * and vouchers are withdrawn. The first list is the one that every simulated tower begins with.
 */
public final class KeyBook {
  private static final long DAY_S = 86_400;
  private static final long KEY_DAYS = 10_000;

  /** As many keys as a list may hold, and a few to come. */
  private static final int MOST = 6;

  private static final Map<String, VoucherSigner> PAIRS = new ConcurrentHashMap<>();

  private final Parties parties;
  private final VoucherSigner root;
  private final LongSupplier utcMs;
  private final @Nullable Notebook notes;
  private final List<VoucherSigner> keys = new ArrayList<>();
  private final Set<String> revokedKids = new TreeSet<>();
  private final Set<String> revokedVouchers = new TreeSet<>();
  private long version = 1;
  private int made = 1;

  KeyBook(
      Parties parties,
      VoucherSigner root,
      VoucherSigner first,
      LongSupplier utcMs,
      @Nullable Notebook notes) {
    this.parties = parties;
    this.root = root;
    this.utcMs = utcMs;
    this.notes = notes;
    keys.add(first);
  }

  private static VoucherSigner pair(String name) {
    return PAIRS.computeIfAbsent(name, n -> VoucherSigner.of(Seller.seed(n)));
  }

  /** One key more, which the lists to come have; the newest there is when there are enough. */
  public VoucherSigner addKey() {
    if (made < MOST) {
      VoucherSigner pair = pair("key " + ++made);
      keys.add(notes == null ? pair : pair.noting(notes));
    }
    return keys.getLast();
  }

  /**
   * Withdraws the oldest key, if it is not the only one.
   *
   * @return its name, null when there is none to withdraw
   */
  public @Nullable String withdrawKey() {
    if (keys.size() < 2) {
      return null;
    }
    String kid = keys.removeFirst().kid();
    revokedKids.add(kid);
    return kid;
  }

  /** Withdraws a voucher. */
  public void withdrawVoucher(String jti) {
    revokedVouchers.add(jti);
  }

  /** True once a key was withdrawn. */
  public boolean hasWithdrawnKeys() {
    return !revokedKids.isEmpty();
  }

  /** The next list, as the root signs it. */
  public String next() {
    version++;
    return signed(root, parties.tower(), version, revokedKids);
  }

  /** The next list, as somebody signs it who is not the root. */
  public String foreign() {
    return signed(pair("another root"), parties.tower(), version + 1, revokedKids);
  }

  /** The next list of another tower. */
  public String elsewhere() {
    return signed(root, "another-tower", version + 1, revokedKids);
  }

  /** A newer list that believes again in the keys that were withdrawn. */
  public String forgetful() {
    return signed(root, parties.tower(), version + 1, Set.of());
  }

  /** Another list of the version that was signed last. */
  public String another() {
    revokedVouchers.add("nobody");
    String list = signed(root, parties.tower(), version, revokedKids);
    revokedVouchers.remove("nobody");
    return list;
  }

  private String signed(VoucherSigner by, String tower, long number, Set<String> revoked) {
    long now = utcMs.getAsLong() / 1_000;
    List<ListedKey> listed =
        keys.stream()
            .map(key -> new ListedKey(key.key(), now - DAY_S * 365, now + KEY_DAYS * DAY_S))
            .toList();
    return by.list(
        new KeyList(
            parties.issuer(), tower, number, now, listed, revoked, Set.copyOf(revokedVouchers)));
  }
}
