package tower.simulator.hunt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/** Whoever would like to have a car for a voucher that is none, or is none any more. */
final class VoucherTricks {
  private static final String PICKUPS = "/v1/pickups";
  private static final String JSON = "application/json";

  private final World world;
  private final Client client;
  private final Shop shop;
  private final Supplier<String> keys;

  VoucherTricks(World world, Client client, Shop shop, Supplier<String> keys) {
    this.world = world;
    this.client = client;
    this.shop = shop;
    this.keys = keys;
  }

  /** Some tricks, one after the other. */
  void begin(long lasts, Chance chance) {
    int times = 3 + chance.below(5);
    for (int i = 0; i < times; i++) {
      Chance own = chance.split("trick " + i);
      world.in(own.below(lasts), () -> trick(own));
    }
  }

  private void trick(Chance chance) {
    List<Wish> orders = shop.wishes().stream().filter(w -> w.pickup).toList();
    if (orders.isEmpty()) {
      return;
    }
    Wish order = orders.get(chance.below(orders.size()));
    String vin = order.vehicle.vin();
    switch (chance.below(5)) {
      case 0 -> {
        // The voucher is in order, but it has made its pickup.
        if (order.id != null) {
          client.post(keys.get(), PICKUPS, order.body, reply -> {});
        }
      }
      case 1 -> {
        String other = shop.another(vin);
        refused(body(other, shop.seller().forged(keys.get(), other, world.trueUtcMs())));
      }
      case 2 -> refused(edited(order.body, chance));
      case 3 -> {
        String fresh = shop.seller().voucherFor(keys.get(), vin, world.trueUtcMs());
        refused(body(shop.another(vin), fresh));
      }
      default -> refused(body(vin, shop.elsewhere().voucherFor(order.key, vin, world.trueUtcMs())));
    }
  }

  private static String body(String vin, String voucher) {
    return "{\"vin\":\"%s\",\"purpose\":\"buy\",\"voucher\":\"%s\"}".formatted(vin, voucher);
  }

  /** One character of header, claims or signature is another one. */
  private static String edited(String body, Chance chance) {
    int from = body.indexOf("\"voucher\":\"") + 11;
    int at = from + chance.below(body.length() - from - 2);
    char other = body.charAt(at) == 'A' ? 'B' : 'A';
    return body.substring(0, at) + other + body.substring(at + 1);
  }

  private void refused(String body) {
    String key = keys.get();
    ByteBuffer bytes = ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8));
    client.nonsense(key, new Sent("POST", PICKUPS, null, List.of(JSON), JSON, List.of(key), bytes));
  }
}
