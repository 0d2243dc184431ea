package tower.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import tower.core.Request;
import tower.loop.Snapshot;
import tower.model.Pickup;
import tower.model.Purpose;
import tower.model.Vehicle;
import tower.store.Store;

/** Cars out. A voucher will stand beside {@code codeHash} in the request. */
final class Pickups {
  private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private final Supplier<Snapshot> snapshots;
  private final Store store;
  private final Writes writes;

  Pickups(Supplier<Snapshot> snapshots, Store store, Writes writes) {
    this.snapshots = snapshots;
    this.store = store;
    this.writes = writes;
  }

  List<Route> routes() {
    return List.of(
        new Route("POST", "/v1/pickups", Reply.JSON, this::create),
        Route.get("/v1/pickups", Reply.JSON, this::list),
        new Route("GET", "/v1/pickups/{id}", Reply.JSON, this::one),
        new Route("POST", "/v1/pickups/{id}/cancellation", Reply.JSON, this::cancel),
        new Route("POST", "/v1/pickups/{id}/handover", Reply.JSON, this::handOver));
  }

  private CompletableFuture<Reply> create(Call call) {
    ObjectNode body = Bodies.read(call);
    Fields fields = Fields.of(body);
    String vin = fields.text("vin", Vehicle::validVin, Bodies.VIN);
    Purpose purpose = Bodies.purpose(fields, Purpose.BUY, Purpose.TEST_DRIVE);
    String codeHash =
        fields.text(
            "codeHash", Pickups::isHash, "base64url of an HMAC-SHA-256: 43 characters, no padding");
    fields.refuseIfWrong();
    Bodies.refuseTestDrive(purpose);
    return writes.ask(call, body, new Request.NewPickup(vin, purpose, codeHash));
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
    return Reply.json(
        200,
        paging.page(
            snapshots.get().facts().pickups().reversed().values(),
            Pickup::id,
            p -> after == null || p.id().compareTo(after) < 0,
            p -> true,
            Views::of));
  }

  private CompletableFuture<Reply> one(Call call) {
    Query.of(call).refuseIfWrong();
    String id = id(call);
    Pickup pickup = snapshots.get().facts().pickups().get(id);
    if (pickup != null) {
      return CompletableFuture.completedFuture(Reply.json(200, Views.of(pickup)));
    }
    return Problems.orSlow(store.pickup(id))
        .thenApply(
            p -> Reply.json(200, Views.of(p.orElseThrow(() -> Bodies.unknown("pickup", id)))));
  }

  private static String id(Call call) {
    return Bodies.id(call, "p-", "pickup");
  }

  /** Canonical: the two spare bits of the last character are zero, so one hash has one text. */
  private static boolean isHash(String text) {
    if (!text.matches("[A-Za-z0-9_-]{43}")) {
      return false;
    }
    byte[] hash;
    try {
      hash = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash).equals(text);
  }

  private static boolean isCode(String text) {
    return text.matches("[0-9]{6}")
        || (text.length() == 8
            && text.toUpperCase(Locale.ROOT).chars().allMatch(c -> CROCKFORD.indexOf(c) >= 0));
  }
}
