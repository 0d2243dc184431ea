package tower.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import tower.core.CodeKey;

/** Reads the key of the pickup codes: hexadecimal digits in a file of its own. */
final class CodeKeyFile {
  private CodeKeyFile() {}

  /**
   * The key.
   *
   * @throws StartException naming the file and how to make one
   */
  static CodeKey read(Path file) throws StartException {
    String remedy =
        "write at least 32 hexadecimal digits into it, readable by the service only: "
            + "openssl rand -hex 32 > "
            + file;
    try {
      return new CodeKey(HexFormat.of().parseHex(Files.readString(file).strip()));
    } catch (IOException e) {
      throw new StartException("the code key file " + file + " cannot be read", remedy);
    } catch (IllegalArgumentException e) {
      throw new StartException(
          "the code key file " + file + " does not hold a key: " + e.getMessage(), remedy);
    }
  }
}
