package tower.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder of drive files, looked at only to say what is in it. */
final class DriveFiles {
  private DriveFiles() {}

  /** A remedy for a drive whose file is not there. */
  static String hint(Path missing, String name) {
    List<String> known = names(missing);
    return Nearest.of(name, known)
        .map(near -> "did you mean \"" + near + "\"?")
        .orElse(known.isEmpty() ? "put the file there" : "known are " + String.join(", ", known));
  }

  private static List<String> names(Path missing) {
    Path folder = missing.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> String.valueOf(f.getFileName()))
          .filter(f -> f.endsWith(".toml"))
          .map(f -> f.substring(0, f.length() - ".toml".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
