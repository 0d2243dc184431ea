package tower.simulator.storefront;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tower.simulator.shop.Seller;

/** The stand-in shop for one tower: started, it sells and lends until it is closed. */
public final class Storefront implements AutoCloseable {
  private static final int OPEN_ORDERS = 1_000;

  /** Shorter than a voucher is valid, and as long as the tower keeps events for a silent shop. */
  private static final Duration PATIENCE = Duration.ofDays(3);

  private final Watch watch;
  private final Errands errands;
  private final Window window;

  private Storefront(Watch watch, Errands errands, Window window) {
    this.watch = watch;
    this.errands = errands;
    this.window = window;
  }

  /**
   * What a shop needs.
   *
   * @param tower where the tower's API is, for example {@code http://127.0.0.1:8480}
   * @param towerId the tower's id, which vouchers name
   * @param keys folder with {@code code.key} and {@code webhook.secret}
   * @param port its own, on loopback; 0 for any free one
   * @param bearer the key that the tower knows this shop by; null when it asks for none
   */
  public record Settings(URI tower, String towerId, Path keys, int port, @Nullable String bearer) {}

  /**
   * Starts it.
   *
   * @throws IOException when the keys cannot be read
   * @throws io.javalin.util.JavalinBindException when the port is taken
   */
  public static Storefront start(Settings settings) throws IOException {
    return start(settings, OPEN_ORDERS);
  }

  static Storefront start(Settings settings, int openOrders) throws IOException {
    Seller seller = Seller.of(settings.towerId(), settings.keys().resolve("code.key"));
    Hook hook = new Hook(webhookSecret(settings.keys()), System::currentTimeMillis);
    TowerClient tower = new TowerClient(settings.tower(), settings.bearer());
    Orders orders = new Orders(openOrders);
    Watch watch = new Watch(tower, orders);
    Helpers helpers = new Helpers(tower);
    Errands errands = new Errands(tower, seller, watch, helpers, PATIENCE);
    Catalog catalog = new Catalog(tower, PriceList.shipped());
    Counter counter = new Counter(catalog, orders, errands, helpers, tower);
    Window window = new Window(counter, hook, watch, settings.port());
    watch.start();
    return new Storefront(watch, errands, window.open());
  }

  /**
   * The key of the webhooks, which is made when there is none: {@code webhook.secret} of the
   * folder, as the tower's configuration names it.
   */
  public static String webhookSecret(Path keys) throws IOException {
    Path file = keys.resolve("webhook.secret");
    if (!Files.exists(file)) {
      byte[] key = new byte[32];
      new SecureRandom().nextBytes(key);
      Files.writeString(file, "whsec_" + Base64.getEncoder().encodeToString(key) + "\n");
    }
    return Files.readString(file).strip();
  }

  /** The port that it listens on. */
  public int port() {
    return window.port();
  }

  /** Ends it; its orders are forgotten. */
  @Override
  public void close() {
    window.close();
    errands.close();
    watch.close();
  }
}
