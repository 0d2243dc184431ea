package tower.simulator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SyncShimTest {
  @TempDir Path folder;

  /** A process that syncs once a command: each is counted, and waits as long as it is told to. */
  @Test
  void syncsOfAnotherProcessAreCountedAndSlowedDown() throws Exception {
    try (SyncShim shim = new SyncShim(SyncShim.compile(folder), folder.resolve("cell"))) {
      sync(shim);
      sync(shim);
      assertThat(shim.count()).isEqualTo(2);
      shim.slower(300_000);
      long begun = System.nanoTime();
      sync(shim);
      assertThat(System.nanoTime() - begun).isGreaterThan(300_000_000L);
      assertThat(shim.count()).isEqualTo(3);
    }
  }

  private void sync(SyncShim shim) throws Exception {
    String file = folder.resolve("synced").toString();
    ProcessBuilder dd =
        new ProcessBuilder("dd", "if=/dev/null", "of=" + file, "conv=fsync", "status=none");
    dd.environment().putAll(shim.environment());
    assertThat(dd.inheritIO().start().waitFor()).isZero();
  }
}
