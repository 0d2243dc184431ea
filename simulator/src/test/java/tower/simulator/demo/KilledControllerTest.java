package tower.simulator.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tower.model.AxisName;
import tower.simulator.plant.Car;

/** The process dies without a word in the middle of a retrieval; the plant lives on. */
final class KilledControllerTest {
  @TempDir Path folder;

  // Without it a dead board could leave an axis running, or a new start could move by surprise.
  @Test
  void axesStopByThemselvesAndNothingMovesBeforeAResume() throws Exception {
    try (TwoProcesses story = new TwoProcesses(folder)) {
      story.resetAndResume();
      story.awaitReady();
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
      story.awaitReady();
      // While no process lived anybody could have been in the portal.
      story.confirmPortal();
      story.awaitStaged(id);
      assertThat(story.plant.real().at(() -> story.tower().plant().violations()))
          .isEqualTo(List.of());
      assertThat(story.plant.real().at(() -> story.tower().plant().portals().get(0).stand().car()))
          .isSameAs(car);
    }
  }

  private static double lift(TwoProcesses story) {
    return story
        .plant
        .real()
        .at(() -> story.tower().plant().carrier().axis(AxisName.LIFT).position());
  }
}
