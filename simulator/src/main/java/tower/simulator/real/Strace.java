package tower.simulator.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Debian's strace: what a process does to its files, and errors in place of some of it. */
final class Strace {
  private Strace() {}

  /**
   * The program with what every use of it needs: it follows threads, stops a process only at the
   * calls that are asked for, and says nothing of itself.
   *
   * @throws RealException when it is not installed
   */
  static List<String> program() throws RealException {
    try {
      Process process =
          new ProcessBuilder("strace", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor() != 0) {
        throw new RealException("strace does not run: install Debian's strace");
      }
    } catch (IOException e) {
      throw new RealException("there is no strace: install Debian's strace");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RealException("interrupted");
    }
    return List.of("strace", "-f", "--seccomp-bpf", "-qq");
  }

  /**
   * The command line under which calls fail. The program stays our own child; strace hangs itself
   * behind it and ends with it.
   *
   * @param calls as {@code fsync,fdatasync}
   * @param error as {@code EIO}
   * @param when which calls of each thread, as strace counts: {@code 9}, {@code 9+}, {@code 40..60}
   * @param said where strace says what it did
   */
  static List<String> failing(String calls, String error, String when, Path said)
      throws RealException {
    List<String> prefix = new ArrayList<>(program());
    prefix.addAll(List.of("-D", "-o", said.toString(), "-s", "0", "-e", "signal=none"));
    prefix.addAll(List.of("-e", "trace=" + calls));
    prefix.addAll(List.of("-e", "inject=" + calls + ":error=" + error + ":when=" + when));
    return prefix;
  }

  /** How many calls failed by its doing. */
  static long injected(Path said) throws IOException {
    if (!Files.exists(said)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(said)) {
      return lines.filter(line -> line.contains("INJECTED")).count();
    }
  }
}
