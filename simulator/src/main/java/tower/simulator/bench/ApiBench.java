package tower.simulator.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tower.config.ConfigException;
import tower.simulator.demo.ControllerProcess;
import tower.simulator.demo.DemoRig;
import tower.simulator.world.World;

/**
 * What the API costs and bears: a real controller at rest beside a bare server, asked in turn by
 * the same clients.
 */
final class ApiBench {
  /** Clients whose commands are in flight at a time. */
  static final int CLIENTS = 32;

  /** What a sync takes longer then. */
  static final int SYNC_MICROS = 5_000;

  private static final int READERS = 8;
  private static final String HELLO = "/hello";
  private static final int MOST_ARMS = 200;
  private static final int WARM_UP_ARMS = 2;

  /** A checkpoint comes after the answer. */
  private static final long CHECKPOINT_MS = 100;

  private static final long REST_LIMIT_NANOS = 60 * World.SECOND;

  private final Path file;
  private final Path folder;
  private final Consumer<String> say;
  private final NativeProgram shim;

  /** Compiles what is needed. */
  ApiBench(Path file, Path folder, Consumer<String> say)
      throws IOException, InterruptedException, BenchException {
    this.file = file;
    this.folder = folder;
    this.say = say;
    shim = SyncShim.compile(folder);
  }

  /**
   * One client, and the syncs of the controller's process while it asks: what it writes of itself
   * between two arms, when it was starved and is brought back to rest, is no command's.
   *
   * @param asked how many it was to send
   * @param commands acknowledged
   * @param syncs meanwhile, those of the checkpoints among them
   * @param millis latencies of the last arm
   */
  record Single(long asked, long commands, long syncs, JsonNode millis) {
    double each() {
      return (double) syncs / Math.max(1, commands);
    }
  }

  /**
   * The product beside its floor.
   *
   * @param floor good answers a second, round by round
   * @param own good answers a second, round by round
   * @param ratio round by round
   * @param last what the product's clients saw in the last round
   */
  record Pair(
      String floorName, String ownName, Sample floor, Sample own, Sample ratio, JsonNode last) {}

  /** All of it. */
  record Result(Single single, Pair commands, List<Pair> reads, int rounds, List<String> flags) {}

  Result measure(int rounds, int armMs, int commands)
      throws IOException, InterruptedException, ConfigException {
    Path data = Files.createDirectory(folder.resolve("api"));
    List<String> flags = ControllerProcess.productionFlags();
    try (DemoRig rig = DemoRig.start(file, 1, data);
        SyncShim own = new SyncShim(shim, folder.resolve("own.syncs"));
        SyncShim floors = new SyncShim(shim, folder.resolve("floor.syncs"));
        ControllerProcess controller = rig.launch(own.surroundings(), flags);
        FloorServer floor = new FloorServer(flags, floors, folder.resolve("floor.db"))) {
      rig.awaitLive(controller);
      toRest(rig);
      try (Clients clients = new Clients(rig)) {
        Arms arms = new Arms(clients, rig, floor, rounds, armMs);
        arms.warmUp();
        Single single = arms.single(own, commands);
        List<Pair> reads =
            List.of(arms.pair(HELLO, "/v1/tower", READERS), arms.pair(HELLO, "/livez", READERS));
        own.slower(SYNC_MICROS);
        floors.slower(SYNC_MICROS);
        Pair durable = arms.pair("commits", "commands", CLIENTS);
        return new Result(single, durable, reads, rounds, flags);
      }
    }
  }

  /** Until somebody presses resume nothing moves, and all that clients ask for is taken. */
  static void toRest(DemoRig rig) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + REST_LIMIT_NANOS;
    while (!rig.shop().get("/v1/tower").body().path("taking").asBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("the tower takes nothing: " + rig.shop().get("/v1/tower").body());
      }
      rig.plant().real().run(rig.plant().tower().people()::reset);
      Thread.sleep(500);
    }
  }

  /** What takes turns. */
  private final class Arms {
    private final Clients clients;
    private final DemoRig rig;
    private final FloorServer floor;
    private final int rounds;
    private final int armMs;

    Arms(Clients clients, DemoRig rig, FloorServer floor, int rounds, int armMs) {
      this.clients = clients;
      this.rig = rig;
      this.floor = floor;
      this.rounds = rounds;
      this.armMs = armMs;
    }

    void warmUp() throws IOException, InterruptedException {
      say.accept("api: warming up");
      for (int i = 0; i < WARM_UP_ARMS; i++) {
        clients.arm(HELLO, floor.port(), READERS, armMs);
        clients.arm("/v1/tower", rig.port(), READERS, armMs);
        clients.arm("commits", floor.port(), CLIENTS, armMs);
        toRest(rig);
        clients.arm("commands", rig.port(), CLIENTS, armMs);
      }
    }

    Single single(SyncShim own, int commands) throws IOException, InterruptedException {
      long good = 0;
      long syncs = 0;
      JsonNode last = clients.arm("/livez", rig.port(), 1, armMs);
      // A machine that starves the controller makes it fault, and then it takes nothing.
      for (int arm = 0; good < commands && arm < MOST_ARMS; arm++) {
        toRest(rig);
        long before = own.count();
        last = clients.arm("commands", rig.port(), 1, armMs);
        Thread.sleep(CHECKPOINT_MS);
        syncs += own.count() - before;
        good += last.path("acknowledged").asLong();
        say.accept("api: " + good + " of " + commands + " commands of one client");
      }
      return new Single(commands, good, syncs, last);
    }

    Pair pair(String floorWhat, String ownWhat, int count)
        throws IOException, InterruptedException {
      List<Double> floors = new ArrayList<>();
      List<Double> owns = new ArrayList<>();
      JsonNode last = clients.arm(floorWhat, floor.port(), count, armMs);
      for (int round = 0; round < rounds; round++) {
        say.accept("api: " + ownWhat + ", round " + (round + 1) + " of " + rounds);
        floors.add(perSecond(clients.arm(floorWhat, floor.port(), count, armMs)));
        toRest(rig);
        last = clients.arm(ownWhat, rig.port(), count, armMs);
        owns.add(perSecond(last));
      }
      return new Pair(
          floorWhat,
          ownWhat,
          Sample.of(floors),
          Sample.of(owns),
          Sample.ratios(owns, floors),
          last);
    }

    private static double perSecond(JsonNode arm) {
      return arm.path("perSecond").asDouble();
    }
  }
}
