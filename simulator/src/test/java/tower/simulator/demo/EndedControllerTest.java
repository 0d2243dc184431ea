package tower.simulator.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tower.core.Fact;
import tower.model.Register;
import tower.simulator.TinyTower;
import tower.simulator.plant.Car;
import tower.store.JournalRow;
import tower.store.SqliteStore;

/** The service manager asks the process to end in the middle of a retrieval. */
final class EndedControllerTest {
  /** CiA 402: quick stop is bit 2 low, bit 1 high. */
  private static final int QUICK_STOP = 0x02;

  @TempDir Path folder;

  // Without it the serial library's own shutdown hook closes the port before the stop is sent, and
  // the journal accuses a sound drive.
  @Test
  void everyAxisIsToldToStopBeforeThePortIsClosed() throws Exception {
    AtomicInteger stops = new AtomicInteger();
    try (TwoProcesses story = new TwoProcesses(folder)) {
      story.resetAndResume();
      story.awaitReady();
      story.confirmPortal();
      Car car = story.plant.real().at(() -> story.tower().plant().bay(3).car());
      assertThat(car).isNotNull();
      story.buy(car.vin(), "ended-1");
      TwoProcesses.await("an axis moves", story::moving);
      story
          .plant
          .real()
          .run(() ->
              story
                  .tower()
                  .wire()
                  .watch((nanos, bytes, length) -> {
                    if (writes(bytes, length, address()) && value(bytes, length) == QUICK_STOP) {
                      stops.incrementAndGet();
                    }
                  }));
      story.end();
      assertThat(stops.get()).as("quick stops on the line").isPositive();
    }
    assertThat(lastChange().to()).isNotEqualTo("faulted");
  }

  private static int address() {
    return TinyTower.lexium().wireAddress(Register.CONTROLWORD);
  }

  private static boolean writes(byte[] bytes, int length, int address) {
    return length > 8
        && bytes[1] == 16
        && (((bytes[2] & 0xFF) << 8) | (bytes[3] & 0xFF)) == address;
  }

  /** The low word of the first value: two registers, high word first. */
  private static int value(byte[] bytes, int length) {
    return length < 11 ? -1 : ((bytes[9] & 0xFF) << 8) | (bytes[10] & 0xFF);
  }

  private Fact.StateChanged lastChange() {
    try (SqliteStore store = SqliteStore.open(folder.resolve("data"), "tiny-4", 0)) {
      store.load();
      List<Fact.StateChanged> changes =
          store.journal(0, 10_000).stream()
              .map(JournalRow::fact)
              .filter(Fact.StateChanged.class::isInstance)
              .map(Fact.StateChanged.class::cast)
              .toList();
      return changes.getLast();
    }
  }
}
