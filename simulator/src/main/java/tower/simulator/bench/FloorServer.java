package tower.simulator.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The process of the floors, with the controller's flags and a shim of its own. */
final class FloorServer implements AutoCloseable {
  private final Process process;
  private final int port;

  /** Starts it and waits for its port. */
  FloorServer(List<String> flags, SyncShim shim, Path database) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
            "-cp",
            System.getProperty("java.class.path"),
            "tower.simulator.Main",
            "bench",
            "floor-server",
            database.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectError(database.resolveSibling("floor-server.log").toFile());
    builder.environment().putAll(shim.environment());
    process = builder.start();
    String said = process.inputReader(StandardCharsets.UTF_8).readLine();
    if (said == null) {
      throw new IOException("the floor's server does not start");
    }
    port = Integer.parseInt(said);
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
