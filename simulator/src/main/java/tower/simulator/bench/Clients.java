package tower.simulator.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tower.simulator.demo.DemoRig;

/** The process whose clients ask servers as fast as those answer. */
final class Clients implements AutoCloseable {
  private final Process process;
  private final BufferedWriter ask;
  private final BufferedReader said;

  /** Starts it. */
  Clients(DemoRig rig) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "tower.simulator.Main",
                "bench",
                "clients",
                "--tower",
                rig.towerId(),
                "--code-key",
                rig.codeKeyFile().toString()));
    rig.vins().forEach(vin -> command.addAll(List.of("--vin", vin)));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    ask = process.outputWriter(StandardCharsets.UTF_8);
    said = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * One arm.
   *
   * @param what a path to read, "commands" for a tower's, "commits" for the floor's
   */
  JsonNode arm(String what, int port, int clients, int millis) throws IOException {
    ask.write(what + " " + port + " " + clients + " " + millis + "\n");
    ask.flush();
    String line = said.readLine();
    if (line == null) {
      throw new IOException("the clients have ended");
    }
    return new ObjectMapper().readTree(line);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
