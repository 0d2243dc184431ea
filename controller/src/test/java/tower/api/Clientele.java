package tower.api;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tower.access.BearerKey;
import tower.access.ClientList;
import tower.access.Clients;

/**
 * The clients of these tests.
 *
 * @param key what it sends, null for nothing
 * @param row its place in the list of clients, empty for none
 */
record Clientele(@Nullable String key, String row) {
  static final long NOW = Instant.parse("2026-11-28T12:00:00Z").toEpochMilli();

  static final Clientele NOBODY = new Clientele(null, "");
  static final Clientele UNKNOWN = new Clientele(BearerKey.text(secret(99)), "");
  static final Clientele ALL = of("all", "shop,supervisor", 1);
  static final Clientele SHOP = of("shop", "shop", 2);
  static final Clientele SHOP_NEXT = of("shop", "shop", 3);
  static final Clientele VIEWER = of("viewer", "viewer", 4);
  static final Clientele SUPERVISOR = of("li-wei", "supervisor", 5);

  /** Is known, and may do nothing. */
  static final Clientele NOTHING = of("nothing", "nothing", 6);

  static Clientele of(String name, String may, int number) {
    byte[] secret = secret(number);
    return new Clientele(BearerKey.text(secret), ClientList.row(name, may, secret, null));
  }

  private static byte[] secret(int number) {
    byte[] secret = new byte[BearerKey.BYTES];
    Arrays.fill(secret, (byte) number);
    return secret;
  }

  String header() {
    return "Bearer " + key;
  }

  String line() {
    return key == null ? "" : "Authorization: " + header() + "\r\n";
  }

  static Clients clients(Clientele... all) {
    return ClientList.read(Stream.of(all).map(Clientele::row).collect(Collectors.joining("\n")));
  }

  /** A door for everybody here, wide enough for a test that asks all it can. */
  static Door door() {
    return door(
        new AtomicReference<>(clients(ALL, SHOP, SHOP_NEXT, VIEWER, SUPERVISOR, NOTHING)),
        new Door.Bounds(64, 64, 10_000, 10_000));
  }

  static Door door(AtomicReference<Clients> clients, Door.Bounds bounds) {
    Entry entry = new Entry.ByCredentials(clients::get, () -> NOW);
    return new Door("127.0.0.1", 0, entry, Optional.empty(), bounds);
  }
}
