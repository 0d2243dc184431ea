package tower.simulator.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tower.config.ConfigException;
import tower.model.AxisName;
import tower.model.Register;
import tower.simulator.demo.ControllerProcess;
import tower.simulator.demo.DemoRig;
import tower.simulator.plant.Axis;
import tower.simulator.plant.People;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/**
 * How soon a stop is on the line: plant and controller in two processes, load on the API, an axis
 * moving, and somebody who opens the safety chain at a random moment, again and again.
 */
final class EdgeBench {
  private static final long LIMIT_NANOS = 180 * World.SECOND;

  /** A button is held for a moment and let go before it is pressed again. */
  private static final long PRESS_MS = 500;

  /** So long resume is let alone before it is pressed: sooner it gives no consent. */
  private static final long REST_MS = 1_000;

  /** The chain opens within this time after an axis was seen moving. */
  private static final int MOMENT_MS = 60;

  private static final int FLOOR_PARTS = 7;
  private static final int FLOOR_PAUSE_US = 20_000;

  private final Path file;
  private final Path folder;
  private final int speed;
  private final int load;
  private final Consumer<String> say;
  private final NativeProgram floor;

  /** Compiles what is needed. */
  EdgeBench(Path file, Path folder, int speed, int load, Consumer<String> say)
      throws IOException, InterruptedException, BenchException {
    this.file = file;
    this.folder = folder;
    this.speed = speed;
    this.load = load;
    this.say = say;
    floor = NativeProgram.compile("edge_loop", folder, "gcc and libc6-dev", "-pthread");
  }

  /**
   * What was measured.
   *
   * @param wire the line
   * @param frameBytes length of a stop frame
   * @param stops one an edge
   * @param silent edges that no stop followed within the limit: must be none
   * @param floorMicros how late the C loop was, one an edge of its own
   * @param floorParts its medians in each seventh of the run, which tell whether the floor moved
   * @param longestExchangeMicros on the line in this run
   * @param longestStopAnswerMicros in this run
   * @param load what the API's clients saw
   * @param flags of the controller's process
   */
  record Result(
      WireLimit wire,
      int frameBytes,
      List<EdgeWatch.Stop> stops,
      int silent,
      Sample floorMicros,
      Sample floorParts,
      double longestExchangeMicros,
      double longestStopAnswerMicros,
      JsonNode load,
      List<String> flags) {}

  Result measure(int edges) throws IOException, InterruptedException, ConfigException {
    return measure(edges, ControllerProcess.Surroundings.USUAL);
  }

  /** The same with a controller in other surroundings than usual. */
  Result measure(int edges, ControllerProcess.Surroundings surroundings)
      throws IOException, InterruptedException, ConfigException {
    Path data = Files.createDirectory(folder.resolve("edges"));
    List<String> flags = ControllerProcess.productionFlags();
    try (DemoRig rig = DemoRig.start(file, speed, data);
        ControllerProcess controller = rig.launch(surroundings, flags)) {
      rig.awaitLive(controller);
      WireLimit wire =
          new WireLimit(rig.config().serial().baud(), rig.config().serial().bitsPerCharacter(), 0);
      AxisName axis = rig.config().layout().axes().getFirst().name();
      int frameBytes = 9 + 2 * rig.config().drive(axis).wordsPerValue();
      EdgeWatch watch =
          new EdgeWatch(
              rig.config().drive(axis).wireAddress(Register.CONTROLWORD),
              rig.plant().tower().wire().byteNanos(),
              (long) (1000 * wire.silenceMicros()));
      rig.plant().real().run(() -> rig.plant().tower().wire().watch(watch));
      Process beside =
          floor.start(
              rig.config().layout().axes().size(),
              frameBytes,
              wire.baud(),
              wire.bits(),
              FLOOR_PAUSE_US);
      Chance chance = rig.plant().real().at(() -> rig.plant().tower().world().chance("edges"));
      List<EdgeWatch.Stop> stops = new ArrayList<>();
      int silent = 0;
      JsonNode seen;
      try (Load clients = new Load(rig, load)) {
        while (stops.size() + silent < edges) {
          untilMoving(rig, chance);
          switch (open(rig, watch)) {
            case NONE -> Thread.sleep(PRESS_MS);
            case SILENT -> silent++;
            case STOPPED -> stops.add(rig.plant().real().at(() -> watch.stop(frameBytes)));
          }
          if ((stops.size() + silent) % 25 == 0) {
            say.accept("edges: " + (stops.size() + silent) + " of " + edges);
          }
        }
        seen = clients.end();
      }
      List<Double> late = lateness(beside);
      return new Result(
          wire,
          frameBytes,
          stops,
          silent,
          Sample.of(late),
          Sample.mediansOfParts(late, FLOOR_PARTS),
          watch.longestExchange() / 1e3,
          watch.longestStopAnswer() / 1e3,
          seen,
          flags);
    }
  }

  private static List<Double> lateness(Process beside) throws IOException {
    beside.getOutputStream().close();
    List<Double> micros = new ArrayList<>();
    String said = new String(beside.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    said.lines().forEach(line -> micros.add(Long.parseLong(line) / 1e3));
    return micros;
  }

  /**
   * Reset and resume as an operator does it, then until the axis that the lot falls on has moved
   * for a random moment; again, if the tower has stopped by itself or has passed it meanwhile. Axes
   * home one after the other, and a stop goes to all that were ordered since the last one: the
   * later the axis, the more frames.
   */
  private static void untilMoving(DemoRig rig, Chance chance)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    People people = rig.plant().tower().people();
    List<Axis> axes = rig.plant().tower().plant().carrier().axes();
    Axis wanted = axes.get(chance.below(axes.size()));
    rig.plant().real().run(people::releaseEStop);
    while (true) {
      if (moves(rig, wanted)) {
        Thread.sleep(chance.below(MOMENT_MS));
        if (moves(rig, wanted)) {
          return;
        }
      }
      JsonNode tower = asked(rig);
      if (System.nanoTime() > deadline) {
        throw new IOException("no axis begins to move: " + tower);
      }
      switch (tower.path("state").asText()) {
        case "homing" -> Thread.sleep(1);
        case "awaiting-resume" -> {
          Thread.sleep(REST_MS);
          press(rig, people::resume);
        }
        case "ready", "recovering", "executing" -> {
          // Its travel was too short to be seen: the next one that moves will do.
          wanted = axes.get(chance.below(axes.size()));
          press(rig, people::eStop);
        }
        default -> {
          rig.plant().real().run(people::releaseEStop);
          press(rig, people::reset);
        }
      }
    }
  }

  private static boolean moves(DemoRig rig, Axis axis) {
    return rig.plant().real().at(axis::moving);
  }

  /** Presses something and waits until the tower is in another state, half a second at most. */
  private static void press(DemoRig rig, Runnable button) throws InterruptedException {
    String before = asked(rig).path("state").asText();
    rig.plant().real().run(button);
    long deadline = System.nanoTime() + PRESS_MS * World.MS;
    while (System.nanoTime() < deadline && asked(rig).path("state").asText().equals(before)) {
      Thread.sleep(10);
    }
  }

  /** How an edge went. */
  private enum Edge {
    /** The tower was about to stop by itself: no edge. */
    NONE,
    STOPPED,
    /** No stop came within the limit. */
    SILENT
  }

  /** Opens the chain while motion is permitted, and waits for the stop. */
  private static Edge open(DemoRig rig, EdgeWatch watch) throws InterruptedException {
    World world = rig.plant().tower().world();
    boolean permitted =
        rig.plant()
            .real()
            .at(() -> {
              boolean permit = rig.plant().tower().plant().chain().permit();
              if (permit) {
                watch.edge(world.nanos());
                rig.plant().tower().people().eStop();
              }
              return permit;
            });
    long deadline = System.nanoTime() + World.SECOND;
    while (permitted && System.nanoTime() < deadline) {
      Thread.sleep(20);
      if (rig.plant().real().at(watch::over)) {
        return Edge.STOPPED;
      }
    }
    return permitted ? Edge.SILENT : Edge.NONE;
  }

  private static JsonNode asked(DemoRig rig) {
    try {
      return rig.shop().get("/v1/tower").body();
    } catch (IOException e) {
      return rig.shop().body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return rig.shop().body();
    }
  }
}
