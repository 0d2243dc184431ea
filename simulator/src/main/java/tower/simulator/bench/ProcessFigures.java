package tower.simulator.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What the kernel says of a process: {@code /proc/PID}. */
final class ProcessFigures {
  private final Path folder;
  private final long pid;

  ProcessFigures(long pid) {
    this.pid = pid;
    folder = Path.of("/proc", Long.toString(pid));
  }

  /** Memory that is resident now, kB. */
  long rssKb() throws IOException {
    return status("VmRSS");
  }

  /** The most that ever was, kB. */
  long peakRssKb() throws IOException {
    return status("VmHWM");
  }

  long threads() throws IOException {
    return status("Threads");
  }

  private long status(String key) throws IOException {
    return value(Files.readAllLines(folder.resolve("status")), key);
  }

  /** The number behind a key of {@code status}. */
  static long value(List<String> lines, String key) throws IOException {
    for (String line : lines) {
      if (line.startsWith(key + ":")) {
        String number = line.substring(key.length() + 1).replace("kB", "").strip();
        return Long.parseLong(number);
      }
    }
    throw new IOException("the kernel does not say " + key + " of this process");
  }

  /** Processor time of all its threads, ms. */
  long cpuMs() throws IOException {
    return ProcessHandle.of(pid)
        .flatMap(p -> p.info().totalCpuDuration())
        .map(Duration::toMillis)
        .orElseThrow(() -> new IOException("process " + pid + " has ended"));
  }
}
