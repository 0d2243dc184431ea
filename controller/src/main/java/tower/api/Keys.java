package tower.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tower.core.Request;
import tower.loop.Snapshot;
import tower.model.KeyRing;
import tower.voucher.KeyList;
import tower.voucher.KeyListVerifier;

/** The keys that the shop signs its vouchers with. */
final class Keys {
  private final Supplier<Snapshot> snapshots;
  private final VoucherDesk desk;
  private final Writes writes;

  Keys(Supplier<Snapshot> snapshots, VoucherDesk desk, Writes writes) {
    this.snapshots = snapshots;
    this.desk = desk;
    this.writes = writes;
  }

  /**
   * The list as it is sent.
   *
   * @param version 0 while there is none
   * @param issuedAt when the root signed it, null while there is none
   * @param kids the keys that are believed
   */
  record View(
      long version,
      @Nullable Instant issuedAt,
      List<String> kids,
      List<String> revokedKids,
      List<String> revokedVouchers) {}

  List<Route> routes() {
    return List.of(
        Route.get("/v1/keys", Reply.JSON, this::read),
        new Route("POST", "/v1/keys", Reply.JSON, this::set));
  }

  private Reply read(Call call) {
    Query.of(call).refuseIfWrong();
    KeyRing ring = snapshots.get().facts().keys();
    KeyList list = desk.list(ring);
    return Reply.json(
        200,
        new View(
            ring.version(),
            list == null ? null : Instant.ofEpochMilli(ring.issuedUtcMs()),
            list == null ? List.of() : list.keys().stream().map(key -> key.kid()).toList(),
            ring.revokedKids(),
            ring.revokedVouchers()));
  }

  private CompletableFuture<Reply> set(Call call) {
    ObjectNode body = Bodies.read(call);
    Fields fields = Fields.of(body);
    String text =
        fields.text(
            "keys",
            s -> !s.isEmpty() && s.length() <= KeyListVerifier.MOST_CHARACTERS,
            "a compact JWS of at most " + KeyListVerifier.MOST_CHARACTERS + " characters");
    fields.refuseIfWrong();
    return writes.askOnce(
        call, body, () -> new Request.SetKeys(desk.ring(text, snapshots.get().facts().keys())));
  }
}
