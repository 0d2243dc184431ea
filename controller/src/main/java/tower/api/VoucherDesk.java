package tower.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tower.core.Problem;
import tower.model.KeyRing;
import tower.model.Release;
import tower.voucher.Ed25519Key;
import tower.voucher.Flaw;
import tower.voucher.KeyList;
import tower.voucher.KeyListVerdict;
import tower.voucher.KeyListVerifier;
import tower.voucher.Parties;
import tower.voucher.Refused;
import tower.voucher.RootKeys;
import tower.voucher.SignatureCheck;
import tower.voucher.Voucher;
import tower.voucher.VoucherVerdict;
import tower.voucher.VoucherVerifier;

/** Lets genuine vouchers and lists of keys through, and nothing else. Thread-safe. */
public final class VoucherDesk {
  static final String NO_LIST = "send the list of keys to /v1/keys first";

  private static final long SECOND_MS = 1_000;
  private static final int LATEST = 64;

  private final VoucherVerifier vouchers;
  private final KeyListVerifier lists;

  /** The list that was read last: it is read once, not with every voucher. */
  private volatile @Nullable Read read;

  private record Read(KeyRing ring, KeyList list) {}

  /**
   * The vouchers that were found genuine last, each under the ring that said so: a signature costs
   * a millisecond here and many on a small board, and whoever repeats a request, or sends thousands
   * with one voucher, must not cost that each time. Guarded by itself.
   */
  private final Map<Genuine, Voucher> latest =
      new LinkedHashMap<>(LATEST * 2, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Genuine, Voucher> eldest) {
          return size() > LATEST;
        }
      };

  private record Genuine(String text, KeyRing ring) {}

  /** A desk that believes what these roots have signed. */
  public VoucherDesk(Parties parties, RootKeys roots) {
    this(parties, roots, Ed25519Key::verifies);
  }

  /** One that asks somebody else about the signatures of vouchers. */
  public VoucherDesk(Parties parties, RootKeys roots, SignatureCheck signatures) {
    vouchers = new VoucherVerifier(parties, signatures);
    lists = new KeyListVerifier(parties, roots);
  }

  /**
   * Verifies a voucher.
   *
   * @param text the compact JWS as it came
   * @param ring the keys that the tower believes now
   * @throws Refusal when it is not genuine
   */
  Voucher voucher(String text, KeyRing ring) {
    KeyList list = list(ring);
    if (list == null) {
      throw new Refusal(Problem.NO_KEYS, NO_LIST);
    }
    Genuine known = new Genuine(text, ring);
    synchronized (latest) {
      Voucher voucher = latest.get(known);
      if (voucher != null) {
        return voucher;
      }
    }
    return switch (vouchers.verify(text, list)) {
      case VoucherVerdict.Genuine genuine -> {
        synchronized (latest) {
          latest.put(known, genuine.voucher());
        }
        yield genuine.voucher();
      }
      case Refused refused -> throw refusal(refused);
    };
  }

  private static Refusal refusal(Refused refused) {
    boolean revoked = refused.flaw() == Flaw.REVOKED_KEY || refused.flaw() == Flaw.REVOKED_VOUCHER;
    return new Refusal(
        revoked ? Problem.VOUCHER_REVOKED : Problem.VOUCHER_NOT_GENUINE,
        refused.flaw().code() + ": " + refused.text());
  }

  /** What the core asks of a voucher. */
  static Release release(Voucher voucher) {
    return new Release(
        voucher.jti(),
        voucher.kid(),
        voucher.codeHash(),
        voucher.notBefore() * SECOND_MS,
        voucher.expires() * SECOND_MS,
        voucher.issuedAt() * SECOND_MS);
  }

  /**
   * Verifies a list of keys.
   *
   * @param text the compact JWS as it came
   * @param ring the keys that the tower believes now
   * @return what is to be believed
   * @throws Refusal when it is not genuine or not newer
   */
  KeyRing ring(String text, KeyRing ring) {
    return switch (lists.accept(list(ring), text)) {
      case KeyListVerdict.Accepted accepted -> ring(text, accepted.list());
      case KeyListVerdict.Unchanged unchanged -> ring;
      case Refused refused ->
          throw new Refusal(Problem.KEYS_REFUSED, refused.flaw().code() + ": " + refused.text());
    };
  }

  private static KeyRing ring(String text, KeyList list) {
    return new KeyRing(
        list.version(),
        text,
        list.issuedAt() * SECOND_MS,
        List.copyOf(new TreeSet<>(list.revokedKids())),
        List.copyOf(new TreeSet<>(list.revokedVouchers())));
  }

  /** The list behind a ring; null for none, or for one whose root is not believed any more. */
  @Nullable KeyList list(KeyRing ring) {
    if (ring.version() == 0) {
      return null;
    }
    Read last = read;
    if (last == null || !last.ring().equals(ring)) {
      if (!(lists.accept(null, ring.text()) instanceof KeyListVerdict.Accepted accepted)) {
        return null;
      }
      last = new Read(ring, accepted.list());
      read = last;
    }
    return last.list();
  }
}
