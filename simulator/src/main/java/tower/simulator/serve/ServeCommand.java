package tower.simulator.serve;

import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tower.app.Exit;
import tower.config.ConfigException;
import tower.config.ConfigReader;
import tower.config.TowerConfig;
import tower.simulator.demo.Sources;

/** {@code tower-sim serve}: a tower to rehearse with. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Serves the shop's API with a simulated tower behind it, in virtual time that follows the"
          + " wall clock, and /v1/test-helpers/* to let things happen.",
      "Exit 1 when something happened in the tower that never may."
    },
    footer = {
      "",
      "Examples:",
      "  tower-sim serve",
      "  tower-sim serve --tower tiny-4 --speed 100 --shop-keys shop-keys",
      "  tower-sim serve --webhook http://127.0.0.1:9000/hook"
    })
public final class ServeCommand implements Callable<Integer> {
  private static final int MAX_PORT = 65_535;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--port",
      paramLabel = "P",
      defaultValue = "8490",
      description = "Port on 127.0.0.1, 0 for any (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--speed",
      paramLabel = "1..100",
      defaultValue = "1",
      description = "Virtual seconds in one of the wall's (default: ${DEFAULT-VALUE}).")
  private int speed;

  @Option(
      names = "--tower",
      paramLabel = "T",
      defaultValue = "guangzhou-42",
      description =
          "A tower of config/towers by its name, or a TOML file (default: ${DEFAULT-VALUE}).")
  private String tower = "";

  @Option(
      names = "--cars",
      paramLabel = "N",
      description = "Cars that stand in it at first (default: two bays in three).")
  private @Nullable Integer cars;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of everything random in the tower (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--shop-keys",
      paramLabel = "DIR",
      defaultValue = "shop-keys",
      description =
          "Folder with what tower and shop share; made when missing (default: ${DEFAULT-VALUE}).")
  private Path shopKeys = Path.of("");

  @Option(
      names = "--webhook",
      paramLabel = "URL",
      description = "Whom to tell the events, signed with DIR/webhook.secret (default: nobody).")
  private @Nullable String webhook;

  @Override
  public Integer call() throws IOException, ConfigException, InterruptedException {
    require(
        speed >= 1 && speed <= Pace.FASTEST, "--speed " + speed + " is not in 1.." + Pace.FASTEST);
    require(port >= 0 && port <= MAX_PORT, "--port " + port + " is not in 0.." + MAX_PORT);
    URI url = webhook == null ? null : url(webhook);
    TowerConfig config = ConfigReader.read(towerFile());
    int bays = config.layout().bays().size();
    int stock = cars == null ? bays * 2 / 3 : cars;
    require(
        stock >= 0 && stock < bays,
        "--cars " + stock + " is not in 0.." + (bays - 1) + ": one bay at least stays free");
    ShopFolder shop = shop();
    try (Rehearsal rehearsal =
        begun(new Rehearsal.Plan(config, seed, stock, speed, port, shop, url))) {
      Thread onExit = Thread.ofPlatform().unstarted(rehearsal::close);
      Runtime.getRuntime().addShutdownHook(onExit);
      welcome(rehearsal.port(), shop, config, rehearsal.sampleVin());
      return rehearsal.awaitEnd().isEmpty() ? Exit.OK : Exit.FAILED;
    }
  }

  private Rehearsal begun(Rehearsal.Plan plan) throws IOException {
    try {
      return Rehearsal.start(plan);
    } catch (JavalinBindException e) {
      throw new ParameterException(
          spec.commandLine(),
          "cannot listen on 127.0.0.1:"
              + port
              + ": end the process that has the port, or choose another one with --port");
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(),
          "the files in " + shopKeys + " hold no keys: " + e.getMessage() + "; remove them");
    }
  }

  private ShopFolder shop() {
    try {
      return ShopFolder.at(shopKeys);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--shop-keys " + shopKeys + " is not a folder that can be written: " + e.getMessage());
    }
  }

  private Path towerFile() throws IOException {
    if (tower.matches("[a-z0-9-]+")) {
      Path named = Sources.config("towers/" + tower + ".toml");
      require(Files.exists(named), "--tower " + tower + ": there is no " + named);
      return named;
    }
    require(Files.isReadable(Path.of(tower)), "--tower " + tower + " cannot be read");
    return Path.of(tower);
  }

  private URI url(String text) {
    try {
      URI uri = new URI(text);
      String host = uri.getHost();
      String scheme = uri.getScheme();
      boolean local =
          host != null
              && (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]"));
      require(
          host != null && ("https".equals(scheme) || ("http".equals(scheme) && local)),
          "--webhook must be https://host/path, or http:// with a loopback address");
      return uri;
    } catch (URISyntaxException e) {
      throw new ParameterException(spec.commandLine(), "--webhook is no URL: " + e.getReason());
    }
  }

  private void require(boolean right, String otherwise) {
    if (!right) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }

  private void welcome(int on, ShopFolder shop, TowerConfig config, String vin) {
    String base = "http://127.0.0.1:" + on;
    String id = config.layout().towerId();
    PrintWriter out = spec.commandLine().getOut();
    List.of(
            "API        " + base + "/v1/tower   contract: " + base + "/openapi.yaml",
            "helpers    "
                + base
                + "/v1/test-helpers/state   contract: "
                + base
                + "/v1/test-helpers/openapi.yaml",
            "shop keys  " + shop.folder().toAbsolutePath(),
            "a car      " + vin,
            "voucher    tower-sim voucher --tower "
                + id
                + " --data "
                + shop.folder()
                + " order-1 "
                + vin
                + " 493817",
            "time       curl -s "
                + base
                + "/v1/test-helpers/advance -H 'Content-Type: application/json' -d '{\"duration\":\"PT10M\"}'",
            "end        Ctrl-C")
        .forEach(out::println);
    out.flush();
  }
}
