package tower.simulator.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import tower.config.ConfigException;
import tower.config.ConfigReader;
import tower.config.TowerConfig;
import tower.core.Ledger;
import tower.model.Purpose;
import tower.simulator.VirtualTower;
import tower.simulator.shop.Seller;
import tower.store.SqliteStore;

/** A plant in this process and a controller in another, with the verbs of a story. */
final class TwoProcesses implements AutoCloseable {
  private static final int SPEED = 3;
  private static final String KEY = "000102030405060708090a0b0c0d0e0f";

  final DemoPlant plant;
  final Shop shop;
  private final Seller seller;
  private final Path file;
  private final Path data;
  private final Path socket;
  private final int port;
  private ControllerProcess controller;

  TwoProcesses(Path folder) throws IOException, ConfigException {
    file = Sources.config("towers/tiny-4.toml");
    data = Files.createDirectories(folder.resolve("data"));
    Path codeKey = Files.writeString(data.resolve("code.key"), KEY);
    Seller.writeRootKey(codeKey);
    socket = folder.resolve("pins.sock");
    port = freePort();
    TowerConfig config = Faster.config(ConfigReader.read(file), SPEED);
    seller = Seller.of(config.layout().towerId(), codeKey);
    Ledger ledger;
    try (SqliteStore store = SqliteStore.open(data, config.layout().towerId(), 0)) {
      ledger = DemoStock.fill(config, store, 0);
    }
    plant = DemoPlant.start(config, SPEED, ledger, socket);
    shop = new Shop("http://127.0.0.1:" + port);
    controller = launch();
  }

  static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0)) {
      return any.getLocalPort();
    }
  }

  private ControllerProcess launch() throws IOException {
    return ControllerProcess.start(
        List.of(
            file.toString(),
            "--data",
            data.toString(),
            "--port",
            Integer.toString(port),
            "--pins",
            socket.toString(),
            "--line",
            plant.line(),
            "--code-key",
            data.resolve("code.key").toString(),
            "--plant-speed",
            Integer.toString(SPEED)),
        data.resolve("controller.log"));
  }

  void start() throws IOException {
    controller = launch();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    controller.kill();
  }

  /** SIGTERM, and its end. */
  void end() {
    controller.close();
  }

  VirtualTower tower() {
    return plant.tower();
  }

  JsonNode status() throws IOException, InterruptedException {
    return shop.get("/v1/tower").body();
  }

  void awaitState(String wanted) throws InterruptedException {
    await("the tower is " + wanted, () -> state().equals(wanted));
  }

  /** The tower's state, or the reason it waits while it looks; empty while nobody answers. */
  String state() {
    try {
      return status().path("state").asText();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  String reason() {
    try {
      return status().path("reasons").path(0).path("code").asText();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** From looking to ready, as an operator does it. */
  void resetAndResume() throws InterruptedException {
    await("a reset is awaited", () -> reason().equals("reset-awaited"));
    plant.real().run(() -> tower().people().reset());
    awaitState("awaiting-resume");
    plant.real().run(() -> tower().people().resume());
  }

  void confirmPortal() throws InterruptedException {
    await(
        "the portal is confirmed",
        () -> {
          plant.real().run(() -> tower().people().confirm(0));
          pause(700);
          return phase().equals("shut");
        });
  }

  private String phase() {
    try {
      return status().path("portals").path(0).path("phase").asText();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Orders a car under a reference, with the code CODE1234. */
  String buy(String vin, String reference) throws IOException, InterruptedException {
    var body =
        shop.body()
            .put("vin", vin)
            .put("purpose", "buy")
            .put(
                "voucher",
                seller.voucher(
                    reference, Purpose.BUY, vin, "CODE1234", System.currentTimeMillis()));
    Shop.Answer answer = shop.post("/v1/pickups", reference, body);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
    return answer.body().path("id").asText();
  }

  JsonNode pickup(String id) {
    try {
      return shop.get("/v1/pickups/" + id).body();
    } catch (IOException e) {
      return shop.body();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The pickup ends staged. */
  void awaitStaged(String id) throws InterruptedException {
    awaitWithOperator(
        "the pickup is staged", () -> pickup(id).path("state").asText().equals("staged"));
  }

  /** Homed, and ready for work. */
  void awaitReady() throws InterruptedException {
    awaitWithOperator("the tower is ready", () -> state().equals("ready"));
  }

  /**
   * A busy machine can starve the line beyond its time-outs; then the tower stops, and a person
   * resets and resumes as on any other day.
   */
  private void awaitWithOperator(String what, BooleanSupplier condition)
      throws InterruptedException {
    await(
        what,
        () -> {
          if (state().equals("faulted")) {
            plant.real().run(() -> tower().people().reset());
            pause(1_000);
          } else if (state().equals("awaiting-resume")) {
            plant.real().run(() -> tower().people().resume());
            pause(1_000);
          }
          return condition.getAsBoolean();
        });
  }

  boolean moving() {
    return plant
        .real()
        .at(() -> tower().plant().carrier().axes().stream().anyMatch(a -> a.moving()));
  }

  boolean relay() {
    return plant.real().at(() -> tower().plant().chain().relay());
  }

  /** Waits 120 s at most. */
  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + 120_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time: " + what).isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  static void pause(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    controller.close();
    plant.close();
  }
}
