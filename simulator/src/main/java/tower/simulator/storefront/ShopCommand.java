package tower.simulator.storefront;

import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tower-sim shop}: the stand-in shop, until Ctrl-C. */
@Command(
    name = "shop",
    mixinStandardHelpOptions = true,
    description = "Runs a stand-in shop for one tower, with a page for a phone, on loopback.",
    footer = {
      "",
      "The folder of the keys is a demo's: it has code.key. The key of the webhooks,",
      "webhook.secret, is made there if it is missing; without webhooks the shop polls.",
      "",
      "Example:",
      "  tower-sim shop --tower http://127.0.0.1:8480 --keys demo-data"
    })
public final class ShopCommand implements Callable<Integer> {
  private static final int MAX_PORT = 65_535;
  private static final long TOWER_LIMIT_NANOS = 60_000_000_000L;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--tower",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8480",
      description = "Where the tower's API is (default: ${DEFAULT-VALUE}).")
  private URI tower = URI.create("");

  @Option(
      names = "--tower-id",
      paramLabel = "ID",
      description = "The tower's id; if not given the tower is asked.")
  private @Nullable String towerId;

  @Option(
      names = "--keys",
      paramLabel = "DIR",
      defaultValue = "demo-data",
      description = "Folder of the keys (default: ${DEFAULT-VALUE}).")
  private Path keys = Path.of("");

  @Option(
      names = "--bearer-file",
      paramLabel = "F",
      description = "File with the key that the tower knows this shop by.")
  private @Nullable Path bearerFile;

  @Option(
      names = "--port",
      paramLabel = "P",
      defaultValue = "8491",
      description = "Port of the shop (default: ${DEFAULT-VALUE}).")
  private int port;

  @Override
  public Integer call() throws InterruptedException {
    require(port >= 0 && port <= MAX_PORT, "--port " + port + " is not in 0.." + MAX_PORT);
    require(
        tower.isAbsolute() && tower.getHost() != null, "--tower is no URL, like http://HOST:PORT");
    require(
        Files.isReadable(keys.resolve("code.key")),
        keys.resolve("code.key") + " cannot be read: name the folder of a demo that was started");
    PrintWriter out = spec.commandLine().getOut();
    try {
      String bearer = bearerFile == null ? null : Files.readString(bearerFile).strip();
      TowerClient client = new TowerClient(tower, bearer);
      String id = towerId == null ? ask(client) : towerId;
      Storefront.Settings settings = new Storefront.Settings(tower, id, keys, port, bearer);
      try (Storefront shop = Storefront.start(settings)) {
        String base = "http://127.0.0.1:" + shop.port();
        out.println("shop      " + base + "/   for a phone, or a browser's window as narrow");
        out.println("scripts   POST " + base + "/orders {\"vin\": ..., \"purpose\": \"buy\"}");
        out.println("webhooks  " + base + "/webhooks   key: " + keys.resolve("webhook.secret"));
        out.println("end       Ctrl-C");
        out.flush();
        new CountDownLatch(1).await();
      }
      throw new IllegalStateException("it ends only with its process");
    } catch (IOException e) {
      throw usage("a key cannot be read: " + e.getMessage());
    } catch (JavalinBindException e) {
      throw usage("port " + port + " is taken: choose another one with --port");
    }
  }

  private String ask(TowerClient client) throws InterruptedException {
    long deadline = System.nanoTime() + TOWER_LIMIT_NANOS;
    while (System.nanoTime() < deadline) {
      try {
        String id = client.get("/v1/tower").body().path("tower").asText();
        if (!id.isEmpty()) {
          return id;
        }
      } catch (IOException e) {
        // Perhaps it is just being started.
      }
      Thread.sleep(500);
    }
    throw usage(tower + " does not say which tower it is: start it first, or name --tower-id");
  }

  private void require(boolean right, String otherwise) {
    if (!right) {
      throw usage(otherwise);
    }
  }

  private ParameterException usage(String text) {
    return new ParameterException(spec.commandLine(), text);
  }
}
