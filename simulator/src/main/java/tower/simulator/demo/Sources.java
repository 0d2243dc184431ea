package tower.simulator.demo;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The source tree that this build lies in. */
public final class Sources {
  private Sources() {}

  /**
   * The tree's root: the folder with {@code config} and {@code simulator} above this class's jar.
   */
  public static Path root() throws IOException {
    try {
      Path at = Path.of(Sources.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      for (@Nullable Path p = at; p != null; p = p.getParent()) {
        if (Files.isDirectory(p.resolve("config")) && Files.isDirectory(p.resolve("simulator"))) {
          return p;
        }
      }
      throw new IOException("no source tree above " + at + ": name files with their full path");
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /** A file under {@code config/}. */
  public static Path config(String name) throws IOException {
    return root().resolve("config").resolve(name);
  }
}
