package tower.simulator.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small C program of the benchmarks, compiled where it runs. */
final class NativeProgram {
  private final Path binary;

  private NativeProgram(Path binary) {
    this.binary = binary;
  }

  /**
   * Compiles one.
   *
   * @param name of the source under {@code /bench}, without its ending
   * @param folder where source and binary go
   * @param needs Debian packages to name when it cannot be compiled
   * @param flags further arguments of gcc
   */
  static NativeProgram compile(String name, Path folder, String needs, String... flags)
      throws IOException, InterruptedException, BenchException {
    Path source = folder.resolve(name + ".c");
    try (InputStream in = NativeProgram.class.getResourceAsStream("/bench/" + name + ".c")) {
      if (in == null) {
        throw new IOException("no source of " + name + " in this build");
      }
      Files.copy(in, source);
    }
    Path binary = folder.resolve(name);
    List<String> command = new ArrayList<>(List.of("gcc", "-O2", "-o", binary.toString()));
    command.add(source.toString());
    command.addAll(List.of(flags));
    Process gcc;
    try {
      gcc = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new BenchException("there is no gcc: install Debian's " + needs);
    }
    String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (gcc.waitFor() != 0) {
      throw new BenchException(
          name + " cannot be compiled: install Debian's " + needs + "\n" + said.strip());
    }
    return new NativeProgram(binary);
  }

  /** Where it is. */
  Path binary() {
    return binary;
  }

  /** Starts it with its output to us and its errors to ours. */
  Process start(Object... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(binary.toString()));
    for (Object argument : arguments) {
      command.add(String.valueOf(argument));
    }
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Runs it to its end and returns what it printed. */
  String run(Object... arguments) throws IOException, InterruptedException {
    Process process = start(arguments);
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(binary.getFileName() + " failed with " + process.exitValue());
    }
    return said.strip();
  }
}
