package tower.core;

import java.util.Optional;
import tower.model.KeyRing;
import tower.model.Pickup;
import tower.model.Release;

/**
 * What is asked of a voucher that is genuine: that it was not withdrawn or used, and that it is its
 * time. A clock that is not to be believed stands in for nothing, but something signed earlier was
 * signed before now: that much is certain.
 */
final class Vouchers {
  /** By so much the clocks of shop and tower may differ. */
  static final long SKEW_MS = 60_000;

  /** Not every signature is worth a row. */
  private static final long FLOOR_STEP_MS = 3_600_000;

  private Vouchers() {}

  /** Why a voucher does not release a car now; empty when it does. */
  static Optional<Result.Refused> refuses(Turn t, Release release) {
    if (revoked(t, release.jti(), release.kid())) {
      return refusal(Problem.VOUCHER_REVOKED, "the shop has withdrawn " + release.jti());
    }
    Optional<Pickup> used =
        t.ledger.pickups().values().stream()
            .filter(p -> p.reference().equals(release.jti()))
            .findFirst();
    if (used.isPresent()) {
      return refusal(Problem.VOUCHER_USED, release.jti() + " has made " + used.get().id());
    }
    boolean certain = t.knowsTheTime();
    if (certain && release.issuedUtcMs() > t.clock.utcMs() + SKEW_MS) {
      return refusal(Problem.VOUCHER_TOO_EARLY, "the voucher's iat is still to come");
    }
    long now = certain ? t.clock.utcMs() : Math.max(t.ledger.floorUtcMs(), release.issuedUtcMs());
    if (now >= release.expiresUtcMs() + SKEW_MS) {
      return refusal(Problem.VOUCHER_EXPIRED, "the voucher's exp has passed");
    }
    if (now >= release.notBeforeUtcMs() - SKEW_MS) {
      return Optional.empty();
    }
    return certain
        ? refusal(Problem.VOUCHER_TOO_EARLY, "the voucher's nbf is still to come")
        : refusal(
            Problem.CLOCK_NOT_TRUSTED,
            "whether the voucher's nbf has passed cannot be told before network time has set the"
                + " clock");
  }

  /** True when a voucher, or the key that signed it, was withdrawn since it was accepted. */
  static boolean revoked(Turn t, String jti, String kid) {
    return t.ledger.keys().revokes(jti, kid);
  }

  /**
   * Something was signed then, so it is at least that late. While the clock tells nothing only the
   * root is believed: a single shop's key with a wrong date would stop every appointment for good.
   */
  static void signedAt(Turn t, long utcMs, boolean root) {
    if (utcMs > t.ledger.floorUtcMs() + FLOOR_STEP_MS && (root || t.knowsTheTime())) {
      t.fact(new Fact.FloorRaised(utcMs));
    }
  }

  /** The shop's keys change. The list is genuine; a newer one may have come in between. */
  static Result setKeys(Turn t, Request.SetKeys r) {
    KeyRing now = t.ledger.keys();
    KeyRing next = r.ring().keeping(now);
    if (next.equals(now)) {
      return new Result.KeysSet(now.version());
    }
    if (next.version() <= now.version()) {
      return Requests.refused(
          Problem.KEYS_REFUSED, "the tower has version " + now.version() + " already");
    }
    if (!next.revokedKids().containsAll(now.revokedKids())) {
      return Requests.refused(
          Problem.KEYS_REFUSED, "a key that was revoked is not revoked in this list");
    }
    if (t.knowsTheTime() && next.issuedUtcMs() > t.clock.utcMs() + SKEW_MS) {
      return Requests.refused(Problem.KEYS_REFUSED, "the list's iat is still to come");
    }
    t.fact(new Fact.KeysSet(next));
    signedAt(t, next.issuedUtcMs(), true);
    return new Result.KeysSet(next.version());
  }

  private static Optional<Result.Refused> refusal(Problem problem, String detail) {
    return Optional.of(new Result.Refused(problem, detail));
  }
}
