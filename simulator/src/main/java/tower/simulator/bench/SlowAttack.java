package tower.simulator.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's slowhttptest, which comes from 127.0.0.1. */
final class SlowAttack implements AutoCloseable {
  /** What it does slowly. */
  enum Mode {
    /** Headers that never end. */
    HEADERS("-H -i 1 -x 24", "/v1/tower"),
    /** A body that never ends. */
    BODY("-B -i 1 -x 10 -s 8192", "/v1/pickups"),
    /** A thousand overlapping ranges. */
    RANGE("-R -a 5 -b 3000", "/openapi.yaml"),
    /** Long answers that are hardly read. */
    READ("-X -w 10 -y 20 -n 1 -z 5 -k 3", "/openapi.yaml");

    private final String options;
    private final String path;

    Mode(String options, String path) {
      this.options = options;
      this.path = path;
    }
  }

  private static final int PATIENCE_S = 15;

  /**
   * How it ends when everything that it opened was answered and closed, maybe within its second.
   */
  private static final String ALL_CLOSED = "No open connections left";

  private final Process process;
  private final int connections;
  private final Path statistics;
  private final Path log;

  /**
   * Begins.
   *
   * @param connections as many as it tries to hold
   * @param folder for what it writes
   */
  SlowAttack(Mode mode, int port, int connections, int seconds, Path folder)
      throws IOException, BenchException {
    this.connections = connections;
    log = folder.resolve(mode.name() + ".log");
    Path prefix = folder.resolve(mode.name());
    statistics = folder.resolve(mode.name() + ".csv");
    List<String> command = new ArrayList<>(List.of("slowhttptest"));
    command.addAll(List.of(mode.options.split(" ", -1)));
    command.addAll(List.of("-u", "http://127.0.0.1:" + port + mode.path));
    command.addAll(List.of("-c", String.valueOf(connections), "-r", String.valueOf(connections)));
    command.addAll(List.of("-l", String.valueOf(seconds), "-p", "3", "-v", "1"));
    command.addAll(List.of("-g", "-o", prefix.toString()));
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      throw new BenchException("there is no slowhttptest: install Debian's slowhttptest");
    }
  }

  /**
   * Waits for its end.
   *
   * @return the most connections that it had, open or closed again; 0 when it attacked nothing
   */
  long most(int seconds) throws IOException, InterruptedException {
    if (!process.waitFor(seconds + (long) PATIENCE_S, TimeUnit.SECONDS)) {
      throw new IOException("slowhttptest does not end");
    }
    long most = Files.readString(log).contains(ALL_CLOSED) ? connections : 0;
    if (Files.exists(statistics)) {
      for (String line : Files.readAllLines(statistics)) {
        String[] words = line.split(",", -1);
        // Seconds,Closed,Pending,Connected,Service Available
        if (words.length >= 4 && words[3].matches("\\d+")) {
          most = Math.max(most, Long.parseLong(words[3]) + Long.parseLong(words[1]));
        }
      }
    }
    return most;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
