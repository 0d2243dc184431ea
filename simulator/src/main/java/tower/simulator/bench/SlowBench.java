package tower.simulator.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import tower.config.ConfigException;
import tower.core.Fact;
import tower.simulator.demo.ControllerProcess;
import tower.simulator.demo.DemoRig;
import tower.simulator.demo.Purchase;
import tower.simulator.demo.Shop;
import tower.simulator.world.World;
import tower.store.JournalRow;
import tower.store.SqliteStore;

/**
 * Slow clients beside a tower at work: a car is on its way down while slowhttptest holds as many
 * connections as it can, streams are opened and never read, and honest clients go on asking.
 */
final class SlowBench {
  private static final long RETRIEVAL_MS = 240_000;
  private static final int DEAF_ADDRESS = 3;
  private static final int SHOP_ADDRESS = 4;
  private static final int PAGE = 1_000;

  /** A run whose machine was late itself is made again so often. */
  private static final int TRIES = 3;

  private final Path file;
  private final Path folder;
  private final int speed;
  private final Consumer<String> say;

  /** An attack that has not begun. */
  SlowBench(Path file, Path folder, int speed, Consumer<String> say) {
    this.file = file;
    this.folder = folder;
    this.speed = speed;
    this.say = say;
  }

  /**
   * One mode of the attack.
   *
   * @param connections that the attacker had, one after the other
   * @param deaf streams that were never read
   * @param looks of the control loop
   * @param machineNanos how late a thread that only sleeps was at most: the machine's own
   * @param collected true when the car that was on its way was handed over
   */
  record Attacked(
      SlowAttack.Mode mode,
      long connections,
      int deaf,
      LookWatch.Seen looks,
      long machineNanos,
      HonestClients.Seen honest,
      boolean collected) {}

  /**
   * All of it.
   *
   * @param faults what the tower stopped for from the first attack on
   */
  record Result(List<Attacked> modes, List<String> faults) {}

  Result measure(List<SlowAttack.Mode> modes, int connections, int deaf, int seconds)
      throws IOException, InterruptedException, ConfigException, BenchException {
    List<Attacked> all = new ArrayList<>();
    long begun = Long.MAX_VALUE;
    Path data = Files.createDirectory(folder.resolve("slow"));
    LookWatch watch = new LookWatch();
    String tower;
    try (DemoRig rig = DemoRig.start(file, speed, data);
        ControllerProcess controller = rig.launch(ControllerProcess.productionFlags())) {
      rig.plant().real().run(() -> rig.plant().tower().wire().watch(watch));
      rig.awaitLive(controller);
      rig.people();
      tower = rig.towerId();
      awaitReady(rig);
      List<String> vins = rig.vins();
      List<String> others = vins.subList(vins.size() - HonestClients.BUYERS, vins.size());
      begun = System.currentTimeMillis();
      for (SlowAttack.Mode mode : modes) {
        Attacked one = null;
        for (int i = 0; i < TRIES && (one == null || machineWasLate(one)); i++) {
          say.accept("slow: " + mode.name().toLowerCase(Locale.ROOT));
          String vin = vins.get(all.size() * TRIES + i);
          one = new Attack(rig, watch, vin, others).run(mode, connections, deaf, seconds);
        }
        all.add(one);
      }
    }
    return new Result(all, faults(data, tower, begun));
  }

  /** The run says nothing about the product when the machine could not even sleep in time. */
  static boolean machineWasLate(Attacked one) {
    return one.machineNanos() > LookWatch.DEADLINE_NANOS / 2;
  }

  private static void awaitReady(DemoRig rig) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + RETRIEVAL_MS * World.MS;
    while (!rig.shop().get("/v1/tower").body().path("state").asText().equals("ready")) {
      if (System.nanoTime() > deadline) {
        throw new IOException("the tower is not ready: " + rig.shop().get("/v1/tower").body());
      }
      Thread.sleep(50);
    }
  }

  private static List<String> faults(Path data, String tower, long sinceUtcMs) {
    List<String> faults = new ArrayList<>();
    try (SqliteStore store = SqliteStore.open(data, tower, sinceUtcMs)) {
      store.load();
      long seq = 0;
      for (List<JournalRow> page = store.journal(seq, PAGE);
          !page.isEmpty();
          page = store.journal(seq, PAGE)) {
        for (JournalRow row : page) {
          seq = row.seq();
          if (row.utcMs() >= sinceUtcMs
              && row.fact() instanceof Fact.StateChanged changed
              && (changed.to().equals("faulted") || changed.to().equals("held"))) {
            faults.add(changed.reason().text());
          }
        }
      }
    }
    return faults;
  }

  /** One mode. */
  private final class Attack {
    private final DemoRig rig;
    private final LookWatch watch;
    private final String vin;
    private final List<String> others;

    Attack(DemoRig rig, LookWatch watch, String vin, List<String> others) {
      this.rig = rig;
      this.watch = watch;
      this.vin = vin;
      this.others = others;
    }

    Attacked run(SlowAttack.Mode mode, int connections, int deaf, int seconds)
        throws IOException, InterruptedException, BenchException {
      Shop shop = Shop.onLoopback(rig.port(), SHOP_ADDRESS);
      AtomicReference<String> said = new AtomicReference<>("");
      CompletableFuture<Boolean> retrieval = CompletableFuture.supplyAsync(() -> buy(shop, said));
      while (!said.get().startsWith("pickup retrieving") && !retrieval.isDone()) {
        Thread.sleep(10);
      }
      rig.plant().real().run(watch::restart);
      Path own = Files.createTempDirectory(folder, "attack");
      Lateness machine = new Lateness();
      HonestClients honest =
          new HonestClients(rig.port(), rig.seller(), others, own.getFileName().toString());
      try (machine;
          honest;
          DeafStreams streams = new DeafStreams(rig.port(), deaf, DEAF_ADDRESS);
          SlowAttack attack = new SlowAttack(mode, rig.port(), connections, seconds, own)) {
        honest.begin();
        long had = attack.most(seconds);
        HonestClients.Seen seen = honest.end();
        LookWatch.Seen looks =
            rig.plant().real().at(() -> watch.seen(rig.plant().tower().world().nanos()));
        long late = machine.longestNanos();
        boolean collected = retrieval.join();
        say.accept("slow: the car " + (collected ? "is collected" : "is not: " + said.get()));
        return new Attacked(mode, had, streams.count(), looks, late, seen, collected);
      }
    }

    private boolean buy(Shop shop, AtomicReference<String> said) {
      try {
        return new Purchase(shop, rig.seller(), said::set, RETRIEVAL_MS).of(vin);
      } catch (IOException e) {
        throw new CompletionException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
