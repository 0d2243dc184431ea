package tower.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tower.core.Problem;
import tower.core.Request;
import tower.loop.Snapshot;
import tower.model.Pickup;
import tower.model.Purpose;
import tower.model.Release;
import tower.model.Terms;
import tower.model.Vehicle;
import tower.store.Store;
import tower.voucher.Voucher;
import tower.voucher.VoucherVerifier;

/** Cars out. */
final class Pickups {
  private static final String DELIVERED = "delivered";
  private static final String NOT_DELIVERED = "not-delivered";
  private static final int NOTE = 500;
  private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private final Supplier<Snapshot> snapshots;
  private final Store store;
  private final Writes writes;
  private final VoucherDesk desk;

  Pickups(Supplier<Snapshot> snapshots, Store store, Writes writes, VoucherDesk desk) {
    this.snapshots = snapshots;
    this.store = store;
    this.writes = writes;
    this.desk = desk;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", "/v1/pickups", Reply.JSON, this::create),
        Route.get("/v1/pickups", Reply.JSON, this::list),
        new Route("GET", "/v1/pickups/{id}", Reply.JSON, this::one),
        new Route("POST", "/v1/pickups/{id}/cancellation", Reply.JSON, this::cancel),
        new Route("POST", "/v1/pickups/{id}/handover", Reply.JSON, this::handOver),
        new Route("POST", "/v1/pickups/{id}/settlement", Reply.JSON, this::settle));
  }

  private CompletableFuture<Reply> create(Call call) {
    ObjectNode body = Bodies.read(call);
    Fields fields = Fields.of(body);
    String vin = fields.text("vin", Vehicle::validVin, Bodies.VIN);
    Purpose purpose = Bodies.purpose(fields, Purpose.BUY, Purpose.TEST_DRIVE, Purpose.SERVICE);
    String text =
        fields.text(
            "voucher",
            s -> !s.isEmpty() && s.length() <= VoucherVerifier.MOST_CHARACTERS,
            "a compact JWS of at most " + VoucherVerifier.MOST_CHARACTERS + " characters");
    Terms terms = terms(fields, purpose);
    fields.refuseIfWrong();
    return writes.askOnce(
        call,
        body,
        () -> {
          Release release = release(text, vin, purpose);
          requireWithin(terms, release);
          return new Request.NewPickup(vin, purpose, release, terms);
        });
  }

  /** The voucher's word counts: what it does not release is not given out. */
  private Release release(String text, String vin, Purpose purpose) {
    Voucher voucher = desk.voucher(text, snapshots.get().facts().keys());
    if (!voucher.vin().equals(vin)) {
      throw new Refusal(Problem.VOUCHER_MISMATCH, "the voucher is for the car " + voucher.vin());
    }
    if (voucher.purpose() != purpose) {
      throw new Refusal(
          Problem.VOUCHER_MISMATCH, "the voucher's purpose is " + voucher.purpose().key());
    }
    return VoucherDesk.release(voucher);
  }

  /**
   * What the shop asks for must lie within what it has signed. Once accepted, a pickup outlives its
   * voucher's {@code exp}: it waits for no clock and no cloud.
   */
  private static void requireWithin(Terms terms, Release release) {
    long until = release.expiresUtcMs();
    boolean beyond =
        Stream.of(terms.readyAtUtcMs(), terms.expiresAtUtcMs())
            .anyMatch(at -> at != null && at > until);
    if (beyond) {
      throw new Refusal(
          Problem.VOUCHER_MISMATCH,
          "the voucher is valid until " + Instant.ofEpochMilli(until) + " only");
    }
  }

  private static Terms terms(Fields fields, Purpose purpose) {
    Instant ready = fields.optionalTime("readyAt");
    Instant expires = fields.optionalTime("expiresAt");
    Instant back = fields.optionalTime("dueBackAt");
    if (ready != null && expires != null && !ready.isBefore(expires)) {
      fields.clash("expiresAt", "it must be later than readyAt");
    }
    Instant out = expires == null ? ready : expires;
    if (back != null && out != null && !out.isBefore(back)) {
      fields.clash("dueBackAt", "it must be later than readyAt and expiresAt");
    }
    if (back != null && !purpose.lends()) {
      fields.clash("dueBackAt", "a car that is bought does not come back");
    }
    if (back == null && purpose == Purpose.TEST_DRIVE) {
      fields.clash("dueBackAt", "missing; a test drive has an end");
    }
    return new Terms(ms(ready), ms(expires), ms(back));
  }

  private static @Nullable Long ms(@Nullable Instant time) {
    return time == null ? null : time.toEpochMilli();
  }

  private CompletableFuture<Reply> settle(Call call) {
    ObjectNode body = Bodies.read(call);
    Fields fields = Fields.of(body);
    String outcome =
        fields.text(
            "outcome",
            s -> s.equals(DELIVERED) || s.equals(NOT_DELIVERED),
            "one of " + DELIVERED + ", " + NOT_DELIVERED);
    String note = fields.text("note", NOTE);
    fields.refuseIfWrong();
    return writes.ask(
        call, body, new Request.SettlePickup(id(call), outcome.equals(DELIVERED), note));
  }

  private CompletableFuture<Reply> cancel(Call call) {
    ObjectNode body = Bodies.read(call);
    Fields.of(body).refuseIfWrong();
    return writes.ask(call, body, new Request.CancelPickup(id(call)));
  }

  private CompletableFuture<Reply> handOver(Call call) {
    ObjectNode body = Bodies.read(call);
    Fields fields = Fields.of(body);
    String code =
        fields.text("code", Pickups::isCode, "6 digits or 8 characters of Crockford's base 32");
    fields.refuseIfWrong();
    return writes.ask(call, body, new Request.Handover(id(call), code.toUpperCase(Locale.ROOT)));
  }

  /** Newest first: ids rise with time. */
  private Reply list(Call call) {
    Query query = Query.of(call, "limit", "cursor");
    Paging paging = Paging.of(query);
    query.refuseIfWrong();
    String after = paging.after();
    Snapshot now = snapshots.get();
    return Reply.json(
        200,
        paging.page(
            now.facts().pickups().reversed().values(),
            Pickup::id,
            p -> after == null || p.id().compareTo(after) < 0,
            p -> true,
            p -> Views.of(p, now)));
  }

  private CompletableFuture<Reply> one(Call call) {
    Query.of(call).refuseIfWrong();
    String id = id(call);
    Snapshot now = snapshots.get();
    Pickup pickup = now.facts().pickups().get(id);
    if (pickup != null) {
      return CompletableFuture.completedFuture(Reply.json(200, Views.of(pickup, now)));
    }
    return Problems.orSlow(store.pickup(id))
        .thenApply(
            p -> Reply.json(200, Views.of(p.orElseThrow(() -> Bodies.unknown("pickup", id)))));
  }

  private static String id(Call call) {
    return Bodies.id(call, "p-", "pickup");
  }

  private static boolean isCode(String text) {
    return text.matches("[0-9]{6}")
        || (text.length() == 8
            && text.chars().allMatch(c -> c < 0x80)
            && text.toUpperCase(Locale.ROOT).chars().allMatch(c -> CROCKFORD.indexOf(c) >= 0));
  }
}
