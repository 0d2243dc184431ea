package tower.simulator.serve;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tower.api.Api;
import tower.api.ApiServer;
import tower.api.Door;
import tower.api.Entry;
import tower.api.Route;
import tower.app.SystemTime;
import tower.config.TowerConfig;
import tower.hooks.Endpoint;
import tower.hooks.Webhooks;
import tower.simulator.shop.Seller;
import tower.simulator.world.World;

/**
 * A tower that a shop can rehearse with: the product's API, loop, bus and database, and virtual
 * steel, in virtual time that follows the wall clock.
 *
 * <p>What sockets wait for, they wait for on the wall's clock; everything of the tower waits in
 * virtual time.
 */
public final class Rehearsal implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final long WEBHOOK_LOOK_NANOS = 100 * World.MS;
  private static final Duration LAST_WORDS = Duration.ofSeconds(10);
  private static final long CLOSE_MS = 5_000;

  private final Stage stage;
  private final Pace pace;
  private final Cloud cloud = new Cloud();
  private final Webhooks webhooks;
  private final Helpers helpers;
  private final ApiServer server;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("world").unstarted(this::run);
  private volatile List<String> findings = List.of();
  private volatile @Nullable Throwable failure;

  /**
   * What is rehearsed.
   *
   * @param seed of everything random
   * @param cars in the tower at first; one bay at least stays free
   * @param speed virtual seconds in one of the wall's
   * @param port 0 for any free one
   * @param webhook whom to tell, null for nobody
   */
  record Plan(
      TowerConfig config,
      long seed,
      int cars,
      int speed,
      int port,
      ShopFolder shop,
      @Nullable URI webhook) {}

  private Rehearsal(Plan plan) throws IOException {
    TowerConfig config = plan.config();
    stage =
        new Stage(
            config, plan.shop().codeKey(), plan.seed(), plan.cars(), System.currentTimeMillis());
    pace = new Pace(stage.world(), plan.speed(), stage::inspect);
    Outside outside = new Outside(pace, stage::living);
    String tower = config.layout().towerId();
    Visitors visitors = new Visitors(stage.tower(), stage::facts);
    Attendant attendant = new Attendant(stage.tower(), () -> stage.snapshot().live());
    webhooks = webhooks(plan, tower, outside);
    helpers = new Helpers(stage, pace, cloud, visitors, attendant, this::cutStreams);
    Gate gate = new Gate(stage::lit);
    Api api =
        new Api(
                config.layout(),
                Seller.of(tower, plan.shop().codeKeyFile()).desk(),
                plan.shop().codeKey()::tag,
                stage::snapshot,
                outside,
                outside,
                outside,
                pace,
                webhooks)
            .withRoutes(routes ->
                Stream.concat(routes.stream().map(gate::before), helpers.routes().stream())
                    .toList());
    visitors.begin();
    attendant.begin();
    stage.world().in(WEBHOOK_LOOK_NANOS, this::tell);
    server = ApiServer.start(door(plan), api, new SystemTime());
  }

  /**
   * Opens the tower and begins.
   *
   * @throws IOException when the folder's files cannot be read
   * @throws IllegalArgumentException when they do not hold keys
   * @throws io.javalin.util.JavalinBindException when the port is taken
   */
  static Rehearsal start(Plan plan) throws IOException {
    Rehearsal rehearsal = new Rehearsal(plan);
    rehearsal.thread.start();
    return rehearsal;
  }

  /** Open to this machine; a script at a hundred times its speed may ask ten times as often. */
  private static Door door(Plan plan) {
    Door.Bounds bounds = new Door.Bounds(64, 64, 1000, 1000);
    return new Door(HOST, plan.port(), new Entry.Development(), Optional.empty(), bounds);
  }

  private Webhooks webhooks(Plan plan, String tower, Outside outside) throws IOException {
    URI url = plan.webhook();
    if (url == null) {
      return Webhooks.none(pace);
    }
    Endpoint shop =
        new Endpoint("shop", url, List.of(plan.shop().webhookSecret()), List.of(), false);
    return new Webhooks(
        tower,
        List.of(shop),
        outside.deliveries(stage.database().deliveries()),
        cloud,
        Cloud.time(pace),
        stage.world().chance("webhooks"),
        () -> stage.facts().seq());
  }

  private void tell() {
    stage.world().in(WEBHOOK_LOOK_NANOS, this::tell);
    if (stage.lit()) {
      webhooks.turn();
    }
  }

  private void cutStreams() {
    server.cutStreams();
  }

  private void run() {
    try {
      pace.begin();
      stage.run();
      findings = stage.findings();
      if (!findings.isEmpty()) {
        findings.forEach(System.err::println);
        pace.stand(LAST_WORDS);
      }
    } catch (RuntimeException | Error e) {
      failure = e;
    } finally {
      ended.countDown();
    }
  }

  /** A car that stands in the tower; empty when there is none. */
  String sampleVin() {
    return stage.facts().vehicles().isEmpty() ? "" : stage.facts().vehicles().firstKey();
  }

  /** The paths of all helpers. */
  List<String> helpers() {
    return helpers.routes().stream().map(Route::path).toList();
  }

  /** Does something to the tower, on the world's thread. */
  CompletableFuture<Void> onStage(Consumer<Stage> deed) {
    return pace.ask(
            () -> {
              deed.accept(stage);
              return true;
            })
        .thenAccept(done -> {});
  }

  /** The API's port. */
  public int port() {
    return server.port();
  }

  /**
   * Waits for the end.
   *
   * @return what was found that should never be, in words; empty when it was asked to end
   * @throws IllegalStateException when the simulator itself has failed
   */
  List<String> awaitEnd() throws InterruptedException {
    ended.await();
    Throwable thrown = failure;
    if (thrown != null) {
      throw new IllegalStateException("the simulator has failed", thrown);
    }
    return findings;
  }

  /** Ends the process in good order. */
  @Override
  public void close() {
    server.close();
    var _ = onStage(Stage::end);
    pace.release();
    try {
      if (ended.await(CLOSE_MS, TimeUnit.MILLISECONDS)) {
        stage.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    cloud.close();
  }
}
