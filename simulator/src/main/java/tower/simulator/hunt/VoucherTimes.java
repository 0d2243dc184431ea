package tower.simulator.hunt;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import tower.core.Ledger;
import tower.model.Place;
import tower.model.Vehicle;
import tower.simulator.check.Issued;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/**
 * The shop's customers come with vouchers that are over, that are not valid yet, and that are only
 * just valid; all of them are genuine, and for a car that is here.
 */
final class VoucherTimes {
  private static final long HOUR_MS = 3_600_000;

  private final World world;
  private final Client client;
  private final Running running;
  private final Shop shop;
  private final Supplier<String> keys;

  VoucherTimes(World world, Client client, Running running, Shop shop, Supplier<String> keys) {
    this.world = world;
    this.client = client;
    this.running = running;
    this.shop = shop;
    this.keys = keys;
  }

  /** Some of them, one after the other. */
  void begin(long lasts, Chance chance) {
    int times = 2 + chance.below(4);
    for (int i = 0; i < times; i++) {
      Chance own = chance.split("voucher " + i);
      world.in(own.below(lasts), () -> comes(own));
    }
  }

  private void comes(Chance chance) {
    List<Vehicle> inside =
        running.facts().map(Ledger::vehicles).stream()
            .flatMap(vehicles -> vehicles.values().stream())
            .filter(vehicle -> vehicle.place() instanceof Place.InBay)
            .toList();
    if (inside.isEmpty()) {
      return;
    }
    Vehicle vehicle = inside.get(chance.below(inside.size()));
    String key = keys.get();
    String code = String.format(Locale.ROOT, "%06d", chance.below(1_000_000));
    client.issued(new Issued(key, vehicle.vin(), code));
    String voucher = voucher(key, vehicle.vin(), code, chance);
    String body =
        "{\"vin\":\"%s\",\"purpose\":\"buy\",\"voucher\":\"%s\"}".formatted(vehicle.vin(), voucher);
    shop.asks(new Wish(key, true, vehicle, code, body, chance.split("customer")));
  }

  /** The clocks of shop and tower may differ by a minute: most are near that. */
  private String voucher(String jti, String vin, String code, Chance chance) {
    long now = world.trueUtcMs();
    long from = now - HOUR_MS;
    long until = now + HOUR_MS;
    long signed = from;
    switch (chance.below(4)) {
      case 0 -> until = now - chance.between(0, 150_000);
      case 1 -> {
        from = now + chance.between(0, 150_000);
        signed = now;
      }
      case 2 -> {
        from = now + chance.between(0, 150_000);
        signed = from;
      }
      default -> until = now - HOUR_MS / 2;
    }
    return shop.seller().voucherWithin(jti, vin, code, from, until, signed);
  }
}
