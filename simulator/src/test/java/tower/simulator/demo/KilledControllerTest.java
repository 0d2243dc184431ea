package tower.simulator.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tower.model.AxisName;
import tower.model.AxisSpec;
import tower.simulator.drive.Cia402;
import tower.simulator.drive.DriveError;
import tower.simulator.plant.Axis;
import tower.simulator.plant.Car;
import tower.simulator.world.World;

/** The process dies without a word in the middle of a retrieval; the plant lives on. */
final class KilledControllerTest {
  /** For the last request, which is as late as the line is slow, and for a busy machine. */
  private static final long MARGIN = 250 * World.MS;

  @TempDir Path folder;

  // Without it a dead board could leave an axis running, or a new start could move by surprise.
  @Test
  void axesStopByThemselvesAndNothingMovesBeforeAResume() throws Exception {
    try (TwoProcesses story = new TwoProcesses(folder)) {
      story.resetAndResume();
      story.awaitState("ready");
      story.confirmPortal();
      Car car = story.plant.real().at(() -> story.tower().plant().bay(3).car());
      assertThat(car).isNotNull();
      String id = story.buy(car.vin(), "killed-1");
      TwoProcesses.await("the lift moves", story::moving);

      story.kill();

      // Node guard 500 ms, then the ramp; the relay drops 300 ms after the last beat.
      TwoProcesses.await("the axes stand", () -> !story.moving());
      TwoProcesses.await("the relay has dropped", () -> !story.relay());
      double stoodAt = lift(story);

      story.start();
      TwoProcesses.await("a reset is awaited", () -> story.reason().equals("reset-awaited"));
      assertThat(story.pickup(id).path("state").asText()).isEqualTo("retrieving");
      TwoProcesses.pause(2_000);
      assertThat(lift(story)).as("nothing moved before a resume").isEqualTo(stoodAt);

      story.resetAndResume();
      story.awaitStaged(id);
      assertThat(story.plant.real().at(() -> story.tower().plant().violations()))
          .isEqualTo(List.of());
      assertThat(story.plant.real().at(() -> story.tower().plant().portals().get(0).stand().car()))
          .isSameAs(car);
    }
  }

  // With a sound relay the torque is gone before the node guard can act: this is its own proof.
  @Test
  void withTheRelayWeldedTheNodeGuardStopsTheLift() throws Exception {
    try (TwoProcesses story = new TwoProcesses(folder)) {
      story.resetAndResume();
      story.awaitState("ready");
      story.confirmPortal();
      Cia402 drive = story.tower().drive(AxisName.LIFT).drive();
      story.plant.real().run(() -> story.tower().plant().chain().weldRelay(true));
      List<Long> stops = stops(story, drive.axis());
      Car car = story.plant.real().at(() -> story.tower().plant().bay(3).car());
      assertThat(car).isNotNull();
      story.buy(car.vin(), "killed-2");
      TwoProcesses.await("the lift moves", () -> lift(story) > 100);

      story.kill();
      long killed = story.plant.real().at(() -> story.tower().world().nanos());

      TwoProcesses.await("the lift stands", () -> !story.moving());
      AxisSpec spec = drive.axis().spec();
      long ramp = World.SECOND * spec.speedMax() / (2L * spec.acceleration());
      long guard = drive.nodeGuardMs() * World.MS;
      assertThat(stops.getLast() - killed).isLessThan(guard + ramp + MARGIN);
      assertThat(story.plant.real().at(drive::error)).isEqualTo(DriveError.NODE_GUARD);
      assertThat(story.plant.real().at(() -> drive.axis().restPosition()))
          .as("it was stopped on its way")
          .isLessThan(4_700);
      TwoProcesses.await("the brake holds", () -> story.plant.real().at(drive.axis()::braked));
    }
  }

  /** Times of the plant at which the axis was last seen to stand still after it had moved. */
  private static List<Long> stops(TwoProcesses story, Axis axis) {
    List<Long> stops = new CopyOnWriteArrayList<>();
    boolean[] moved = new boolean[1];
    story
        .plant
        .real()
        .run(() ->
            story
                .tower()
                .plant()
                .onChange(() -> {
                  if (moved[0] && !axis.moving()) {
                    stops.add(story.tower().world().nanos());
                  }
                  moved[0] = axis.moving();
                }));
    return stops;
  }

  private static double lift(TwoProcesses story) {
    return story
        .plant
        .real()
        .at(() -> story.tower().plant().carrier().axis(AxisName.LIFT).position());
  }
}
