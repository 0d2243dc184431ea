package tower.simulator.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tower.simulator.demo.DemoRig;

/** The process that loads the API. */
final class Load implements AutoCloseable {
  private final Process process;

  /** Starts it. */
  Load(DemoRig rig, int perSecond) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                "tower.simulator.Main",
                "bench",
                "load",
                "--port",
                Integer.toString(rig.port()),
                "--rate",
                Integer.toString(perSecond)));
    command.addAll(List.of("--tower", rig.towerId(), "--code-key", rig.codeKeyFile().toString()));
    rig.vins().forEach(vin -> command.addAll(List.of("--vin", vin)));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Ends it; what it saw. */
  JsonNode end() throws IOException {
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new ObjectMapper().readTree(said);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
