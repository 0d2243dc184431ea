package tower.simulator.real;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import tower.simulator.demo.ControllerProcess.Surroundings;

/** The wall clock of one process, as somebody sets it; its monotonic clock is everybody's. */
final class WallClock {
  private static final String NEEDS = "install Debian's gcc and libc6-dev";

  private final Path library;
  private final Path set;

  private WallClock(Path library, Path set) {
    this.library = library;
    this.set = set;
  }

  /**
   * Compiles it.
   *
   * @throws RealException when there is nothing to compile it with
   */
  static WallClock compile(Path folder) throws IOException, InterruptedException, RealException {
    Path source = folder.resolve("wall_clock.c");
    try (InputStream in = WallClock.class.getResourceAsStream("/real/wall_clock.c")) {
      if (in == null) {
        throw new IOException("no source of the wall clock in this build");
      }
      Files.copy(in, source);
    }
    Path library = folder.resolve("wall_clock.so");
    Process gcc;
    try {
      gcc =
          new ProcessBuilder(
                  "gcc",
                  "-O2",
                  "-shared",
                  "-fPIC",
                  "-o",
                  library.toString(),
                  source.toString(),
                  "-ldl")
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      throw new RealException("there is no gcc: " + NEEDS);
    }
    String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (gcc.waitFor() != 0) {
      throw new RealException("the wall clock cannot be compiled: " + NEEDS + "\n" + said.strip());
    }
    WallClock clock = new WallClock(library, folder.resolve("wall_clock"));
    clock.put(0, 0);
    return clock;
  }

  /** What a process sees this clock in. */
  Surroundings surroundings() {
    return new Surroundings(
        List.of(), Map.of("LD_PRELOAD", library.toString(), "TOWER_CLOCK", set.toString()));
  }

  /** Right, but for so many ms. */
  void off(long ms) throws IOException {
    put(ms * 1_000_000, 0);
  }

  /** It stands at that time, ms since 1970. */
  void stands(long utcMs) throws IOException {
    put(0, utcMs * 1_000_000);
  }

  /** In place: the process has the file mapped. */
  private void put(long offNanos, long standsNanos) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
    bytes.putLong(offNanos).putLong(standsNanos);
    Files.write(set, bytes.array(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }
}
