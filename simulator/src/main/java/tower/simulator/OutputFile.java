package tower.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Files that a command is asked to write, looked at before anything takes long. */
final class OutputFile {
  private OutputFile() {}

  /**
   * Passes when the file can be written, or none is asked for.
   *
   * @throws ParameterException when it cannot
   */
  static void mustBeWritable(CommandSpec spec, String option, @Nullable Path file) {
    if (file == null) {
      return;
    }
    @Nullable Path folder = file.toAbsolutePath().getParent();
    boolean can =
        folder != null
            && Files.isDirectory(folder)
            && !Files.isDirectory(file)
            && Files.isWritable(Files.exists(file) ? file : folder);
    if (!can) {
      throw new ParameterException(
          spec.commandLine(), option + " " + file + ": cannot be written, is its folder there?");
    }
  }

  /** Writes what was asked for. */
  static void write(@Nullable Path file, String content) throws IOException {
    if (file != null) {
      Files.writeString(file, content);
    }
  }
}
