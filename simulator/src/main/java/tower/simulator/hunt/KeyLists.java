package tower.simulator.hunt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tower.core.Ledger;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.simulator.check.Scene;
import tower.simulator.shop.KeyBook;
import tower.simulator.shop.VoucherSigner;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/**
 * The shop's keys change: it adds some and signs with them, withdraws some, and vouchers too; whose
 * pickup was withdrawn it cancels. Others send lists that are old, edited, or nobody's.
 */
final class KeyLists {
  private static final String PATH = "/v1/keys";
  private static final String JSON = "application/json";
  private static final long AGAIN_NANOS = 8 * World.SECOND;
  private static final int ATTEMPTS = 40;

  /** How soon the shop thinks of the pickup whose voucher it has withdrawn. */
  private static final long THINKS_NANOS = 40 * World.SECOND;

  private final World world;
  private final Scene scene;
  private final Client client;
  private final Running running;
  private final Shop shop;
  private final KeyBook book;
  private final List<String> accepted = new ArrayList<>();
  private boolean sending;
  private boolean looking;
  private int keys;

  KeyLists(World world, Scene scene, Client client, Running running, Shop shop) {
    this.world = world;
    this.scene = scene;
    this.client = client;
    this.running = running;
    this.shop = shop;
    book = shop.seller().book(world::trueUtcMs);
  }

  /** Some lists, one after the other. */
  void begin(long lasts, Chance chance) {
    int times = 3 + chance.below(5);
    for (int i = 0; i < times; i++) {
      Chance own = chance.split("list " + i);
      world.in(
          own.below(lasts),
          () -> {
            if (own.below(2) == 0) {
              change(own);
            } else {
              trick(own);
            }
          });
    }
  }

  private String key() {
    return "keys-" + ++keys;
  }

  private void change(Chance chance) {
    if (sending) {
      return; // one list after the other: the next one has what this one has
    }
    VoucherSigner signer = null;
    switch (chance.below(4)) {
      case 0 -> signer = book.addKey();
      case 1 -> {
        signer = book.addKey();
        book.withdrawKey();
      }
      default -> withdrawVoucher(chance);
    }
    sending = true;
    send(key(), book.next(), signer, ATTEMPTS);
    watch();
  }

  /** Mostly one whose car is on its way or waits: it matters most there. */
  private void withdrawVoucher(Chance chance) {
    List<String> open =
        running.facts().stream()
            .flatMap(facts -> facts.pickups().values().stream())
            .filter(p -> p.state() == PickupState.STAGED || p.state() == PickupState.RETRIEVING)
            .map(Pickup::reference)
            .toList();
    List<String> all = shop.wishes().stream().filter(w -> w.pickup).map(w -> w.key).toList();
    List<String> some = open.isEmpty() || chance.below(4) == 0 ? all : open;
    if (!some.isEmpty()) {
      book.withdrawVoucher(some.get(chance.below(some.size())));
    }
  }

  private static String body(String list) {
    return "{\"keys\":\"" + list + "\"}";
  }

  /** Until the tower has it: what the root has signed cannot be unsigned. */
  private void send(String key, String list, @Nullable VoucherSigner signer, int attempts) {
    client.post(
        key,
        PATH,
        body(list),
        reply -> {
          if (reply != null && reply.status() == 200) {
            if (!accepted.contains(list)) {
              accepted.add(list);
            }
            sending = false;
            if (signer != null) {
              shop.seller().signsWith(signer);
            }
          }
        });
    world.in(
        AGAIN_NANOS,
        () -> {
          if (!accepted.contains(list) && attempts > 0) {
            send(key, list, signer, attempts - 1);
          }
        });
  }

  /** What no tower believes. */
  private void trick(Chance chance) {
    if (sending || accepted.isEmpty() || scene.recordLost()) {
      return; // what is old or other than the tower's own is known only of what the tower has
    }
    String list =
        switch (chance.below(6)) {
          case 0 -> book.foreign();
          case 1 -> book.elsewhere();
          case 2 -> book.another();
          case 3 -> accepted.size() > 1 ? accepted.getFirst() : edited(accepted.getLast(), chance);
          case 4 -> book.hasWithdrawnKeys() ? book.forgetful() : book.foreign();
          default -> edited(accepted.getLast(), chance);
        };
    String key = key();
    ByteBuffer bytes = ByteBuffer.wrap(body(list).getBytes(StandardCharsets.UTF_8));
    client.nonsense(key, new Sent("POST", PATH, null, List.of(JSON), JSON, List.of(key), bytes));
  }

  /** One character is another one; of the signature as often as of all the rest. */
  private static String edited(String list, Chance chance) {
    int from = chance.below(2) == 0 ? 0 : list.lastIndexOf('.') + 1;
    int at = from + chance.below(list.length() - from);
    char other = list.charAt(at) == 'A' ? 'B' : 'A';
    return list.substring(0, at) + other + list.substring(at + 1);
  }

  private void watch() {
    if (!looking) {
      looking = true;
      world.in(THINKS_NANOS, this::look);
    }
  }

  /** Nobody can collect for a voucher that was withdrawn: the shop cancels, until it is done. */
  private void look() {
    world.in(THINKS_NANOS, this::look);
    Optional<Ledger> facts = running.facts();
    if (facts.isEmpty()) {
      return;
    }
    for (Pickup pickup : facts.get().pickups().values()) {
      boolean withdrawn = facts.get().keys().revokes(pickup.reference(), pickup.kid());
      if (withdrawn && !pickup.redeemed() && !pickup.state().terminal()) {
        client.post(key(), "/v1/pickups/" + pickup.id() + "/cancellation", "{}", reply -> {});
      }
    }
  }
}
