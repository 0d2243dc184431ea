package tower.simulator.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tower.app.Exit;
import tower.app.StartException;
import tower.config.ConfigException;
import tower.config.ConfigReader;
import tower.config.TowerConfig;
import tower.core.Ledger;
import tower.model.Place;
import tower.model.Vehicle;
import tower.simulator.shop.Seller;
import tower.store.SqliteStore;
import tower.store.StoreException;

/** Plant and controller as two processes; one purchase, or until Ctrl-C. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Runs a simulated plant and the real controller as two processes, in real time.",
    footer = {
      "",
      "Examples:",
      "  tower-sim demo --once",
      "  tower-sim demo --plant-speed 5 --port 8480"
    })
public final class DemoCommand implements Callable<Integer> {
  private static final String HOST = "127.0.0.1";
  private static final int MAX_PORT = 65_535;
  private static final long START_LIMIT_MS = 180_000;
  private static final long PURCHASE_LIMIT_MS = 600_000;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "F",
      description = "The tower's TOML file (default: config/towers/guangzhou-42.toml).")
  private @Nullable Path config;

  @Option(
      names = "--port",
      paramLabel = "P",
      defaultValue = "8480",
      description = "Port of the API (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of the database (default: a new temporary one).")
  private @Nullable Path data;

  @Option(
      names = "--plant-speed",
      paramLabel = "1..10",
      defaultValue = "1",
      description =
          "How many times faster the machine is (default: ${DEFAULT-VALUE}); clocks stay as they are.")
  private int speed;

  @Option(
      names = "--once",
      description = "Buy one car, wait until it is collected, compare with the ground truth, end.")
  private boolean once;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (speed < 1 || speed > 10) {
      throw usage("--plant-speed " + speed + " is not in 1..10");
    }
    if (port < 1 || port > MAX_PORT) {
      throw usage("--port " + port + " is not in 1.." + MAX_PORT);
    }
    Path file = config == null ? Sources.config("towers/guangzhou-42.toml") : config;
    CommandLine line = commandLine();
    try {
      TowerConfig tower = Faster.config(ConfigReader.read(file), speed);
      requireFreePort();
      return run(tower, file, dataFolder(), line.getOut());
    } catch (ConfigException e) {
      line.getErr().println(e.getMessage());
      return Exit.USAGE;
    } catch (StartException e) {
      line.getErr().println(e.getMessage() + "\n  remedy: " + e.remedy());
      return Exit.USAGE;
    } catch (StoreException e) {
      line.getErr().println(e.text() + "\n  remedy: " + e.remedy());
      return Exit.USAGE;
    }
  }

  private CommandLine commandLine() {
    CommandSpec s = spec;
    if (s == null) {
      throw new IllegalStateException("not run by picocli");
    }
    return s.commandLine();
  }

  private ParameterException usage(String text) {
    return new ParameterException(commandLine(), text);
  }

  /** Otherwise the demo would take the process that has the port for its own controller. */
  private void requireFreePort() throws StartException {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new StartException(
          "cannot listen on " + HOST + ":" + port + ": " + e.getMessage(),
          "end the process that has the port, or choose another one with --port");
    }
  }

  private Path dataFolder() throws IOException, StartException {
    Path folder = data;
    if (folder == null) {
      return Files.createTempDirectory("tower-demo");
    }
    try {
      return Files.createDirectories(folder);
    } catch (FileSystemException e) {
      throw new StartException(
          "--data " + folder + " is not a folder and cannot become one: " + reason(e),
          "name a folder that exists, or one that can be made");
    }
  }

  private static String reason(FileSystemException e) {
    String reason = e.getReason();
    return reason != null ? reason : e.getClass().getSimpleName() + " of " + e.getFile();
  }

  private int run(TowerConfig tower, Path file, Path folder, PrintWriter out)
      throws IOException, InterruptedException {
    Path key = folder.resolve("code.key");
    if (!Files.exists(key)) {
      byte[] bytes = new byte[32];
      new SecureRandom().nextBytes(bytes);
      Files.writeString(key, HexFormat.of().formatHex(bytes));
    }
    Seller.writeRootKey(key);
    Ledger ledger = stock(tower, folder);
    Path socket = Files.createTempDirectory("tower-pins").resolve("pins.sock");
    Timeline timeline = new Timeline(out);
    try (DemoPlant plant = DemoPlant.start(tower, speed, ledger, socket);
        ControllerProcess controller =
            ControllerProcess.start(
                arguments(file, folder, key, socket, plant), folder.resolve("controller.log"))) {
      Shop shop = new Shop("http://" + HOST + ":" + port);
      try (Household people = new Household(plant, shop, true, timeline::say)) {
        if (!awaitLive(shop, controller, timeline)) {
          complain("the controller did not start", folder);
          return Exit.INTERNAL;
        }
        people.start();
        return once
            ? buyOnce(tower, folder, key, ledger, plant, shop, controller, timeline)
            : stay(folder, key, ledger, controller, out);
      }
    }
  }

  private void complain(String what, Path folder) {
    commandLine().getErr().println(what + "; see " + folder.resolve("controller.log"));
  }

  private static Ledger stock(TowerConfig tower, Path folder) {
    long utcMs = System.currentTimeMillis();
    try (SqliteStore database = SqliteStore.open(folder, tower.layout().towerId(), utcMs)) {
      return DemoStock.fill(tower, database, utcMs);
    }
  }

  private List<String> arguments(Path file, Path folder, Path key, Path socket, DemoPlant plant) {
    return new ArrayList<>(
        List.of(
            file.toString(),
            "--data",
            folder.toString(),
            "--port",
            Integer.toString(port),
            "--pins",
            socket.toString(),
            "--line",
            plant.line(),
            "--code-key",
            key.toString(),
            "--plant-speed",
            Integer.toString(speed)));
  }

  private static boolean awaitLive(Shop shop, ControllerProcess controller, Timeline timeline)
      throws InterruptedException {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (controller.alive() && System.nanoTime() < deadline) {
      try {
        if (shop.get("/livez").status() == 200) {
          timeline.say("the controller is up, process " + controller.pid());
          return true;
        }
      } catch (IOException e) {
        // Not listening yet.
      }
      Thread.sleep(50);
    }
    return false;
  }

  private static int buyOnce(
      TowerConfig tower,
      Path folder,
      Path key,
      Ledger before,
      DemoPlant plant,
      Shop shop,
      ControllerProcess controller,
      Timeline timeline)
      throws IOException, InterruptedException {
    if (!awaitReady(shop, timeline)) {
      return Exit.FAILED;
    }
    Seller seller = Seller.of(tower.layout().towerId(), key);
    String vin = firstInBay(before);
    boolean collected = new Purchase(shop, seller, timeline::say, PURCHASE_LIMIT_MS).of(vin);
    controller.close();
    GroundTruth truth = GroundTruth.compare(tower, plant, folder, vin);
    truth.lines().forEach(timeline::say);
    return collected && truth.agrees() ? Exit.OK : Exit.FAILED;
  }

  private static boolean awaitReady(Shop shop, Timeline timeline)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_LIMIT_MS * 1_000_000;
    while (System.nanoTime() < deadline) {
      Shop.Answer answer = shop.get("/v1/tower");
      String state = answer.body().path("state").asText();
      boolean shut = true;
      for (var portal : answer.body().path("portals")) {
        shut &= portal.path("phase").asText().equals("shut");
      }
      timeline.say("the tower is " + state);
      if (state.equals("ready") && shut) {
        return true;
      }
      Thread.sleep(100);
    }
    return false;
  }

  private static String firstInBay(Ledger ledger) {
    return ledger.vehicles().values().stream()
        .filter(v -> v.place() instanceof Place.InBay)
        .map(Vehicle::vin)
        .findFirst()
        .orElseThrow();
  }

  private int stay(
      Path folder, Path key, Ledger ledger, ControllerProcess controller, PrintWriter out)
      throws InterruptedException {
    String base = "http://" + HOST + ":" + port;
    out.println();
    out.println("API       " + base + "/v1/tower   contract: " + base + "/openapi.yaml");
    out.println("data      " + folder + "   log: " + folder.resolve("controller.log"));
    out.println("code key  " + key);
    out.println("try       curl -s " + base + "/v1/vehicles/" + firstInBay(ledger));
    out.println("end       Ctrl-C");
    out.println();
    out.flush();
    while (controller.alive()) {
      Thread.sleep(200);
    }
    complain("the controller has ended", folder);
    return Exit.INTERNAL;
  }
}
