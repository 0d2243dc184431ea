package tower.simulator.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tower.config.ConfigException;
import tower.config.ConfigReader;
import tower.config.TowerConfig;
import tower.core.CodeKey;
import tower.core.Ledger;
import tower.simulator.shop.Seller;
import tower.simulator.world.World;
import tower.store.SqliteStore;

/** A plant that waits for controllers, to start and end them as a measurement wants. */
public final class DemoRig implements AutoCloseable {
  private static final String KEY = "000102030405060708090a0b0c0d0e0f";

  /** The people's and the operator's clients: 127.0.0.2. */
  private static final int OWN_ADDRESS = 2;

  private static final long START_LIMIT_MS = 60_000;

  private final TowerConfig config;
  private final Path file;
  private final Path folder;
  private final int speed;
  private final Path socket;
  private final DemoPlant plant;
  private final int port;
  private final Shop shop;
  private @Nullable Household people;

  private DemoRig(
      TowerConfig config, Path file, Path folder, int speed, Path socket, DemoPlant plant)
      throws IOException {
    this.config = config;
    this.file = file;
    this.folder = folder;
    this.speed = speed;
    this.socket = socket;
    this.plant = plant;
    try (ServerSocket any = new ServerSocket(0)) {
      port = any.getLocalPort();
    }
    shop = Shop.onLoopback(port, OWN_ADDRESS);
  }

  /**
   * Builds a plant with the demo's cars.
   *
   * @param file the tower's configuration
   * @param speed how many times faster than usual the machine is
   * @param folder for the database, the log and the pins; must be empty
   */
  public static DemoRig start(Path file, int speed, Path folder)
      throws IOException, ConfigException {
    TowerConfig config = Faster.config(ConfigReader.read(file), speed);
    Files.writeString(folder.resolve("code.key"), KEY);
    Seller.writeRootKey(folder.resolve("code.key"));
    Ledger ledger;
    long utcMs = System.currentTimeMillis();
    try (SqliteStore store = SqliteStore.open(folder, config.layout().towerId(), utcMs)) {
      ledger = DemoStock.fill(config, store, utcMs);
    }
    Path socket = folder.resolve("pins.sock");
    DemoPlant plant = DemoPlant.start(config, speed, ledger, socket);
    return new DemoRig(config, file, folder, speed, socket, plant);
  }

  /** Starts a controller on the plant; the one before must have ended. */
  public ControllerProcess launch(List<String> flags) throws IOException {
    return launch(ControllerProcess.Surroundings.USUAL, flags);
  }

  /** Starts a controller in these surroundings. */
  public ControllerProcess launch(ControllerProcess.Surroundings surroundings, List<String> flags)
      throws IOException {
    return ControllerProcess.start(
        surroundings,
        flags,
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
            codeKeyFile().toString(),
            "--plant-speed",
            Integer.toString(speed)),
        log());
  }

  /**
   * Waits until a controller answers that it lives.
   *
   * @throws IOException when it ends, or takes a minute
   */
  public void awaitLive(ControllerProcess controller) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_LIMIT_MS * World.MS;
    while (controller.alive() && System.nanoTime() < deadline) {
      try {
        if (shop.get("/livez").status() == 200) {
          return;
        }
      } catch (IOException e) {
        // Not listening yet.
      }
      Thread.sleep(5);
    }
    throw new IOException("the controller did not start; see " + log());
  }

  /** Lets the people of the demo bring the tower to work and serve its portals from now on. */
  public void people() {
    people(Household.PATIENCE_MS);
  }

  /**
   * The same.
   *
   * @param patienceMs how long a person waits before pressing a button again
   */
  public void people(long patienceMs) {
    people = new Household(plant, shop, true, patienceMs, text -> {});
    people.start();
  }

  /** The cars that the controller knows. */
  public List<String> vins() throws IOException, InterruptedException {
    List<String> vins = new ArrayList<>();
    for (JsonNode vehicle : shop.get("/v1/vehicles").body().path("items")) {
      vins.add(vehicle.path("vin").asText());
    }
    return vins;
  }

  /** What {@code /metrics} answers. */
  public String metrics() throws IOException, InterruptedException {
    return shop.text("/metrics");
  }

  /** The configuration that the steel has. */
  public TowerConfig config() {
    return config;
  }

  /** The steel. */
  public DemoPlant plant() {
    return plant;
  }

  /** A client of the controller's API. */
  public Shop shop() {
    return shop;
  }

  /** The port of the controller's API. */
  public int port() {
    return port;
  }

  /** The tower's id. */
  public String towerId() {
    return config.layout().towerId();
  }

  /** Where the key of the pickup codes stands. */
  public Path codeKeyFile() {
    return folder.resolve("code.key");
  }

  /** The shop's back office. */
  public Seller seller() {
    return new Seller(config.layout().towerId(), new CodeKey(HexFormat.of().parseHex(KEY)));
  }

  /** The folder of the database. */
  public Path folder() {
    return folder;
  }

  /** Where the controllers' output is. */
  public Path log() {
    return folder.resolve("controller.log");
  }

  @Override
  public void close() throws IOException {
    if (people != null) {
      people.close();
    }
    plant.close();
  }
}
