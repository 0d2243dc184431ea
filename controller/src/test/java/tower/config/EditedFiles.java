package tower.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small tower's files with one edit, in a folder of their own. They stay as they are when the
 * shipped ones change, so that lines and columns in expected messages hold.
 */
final class EditedFiles {
  private EditedFiles() {}

  /** What is said about the tower's file after an edit. */
  static String towerErrors(Path folder, String from, String to) {
    Path file = copy(folder).resolve("towers/tower.toml");
    edit(file, from, to);
    return errors(folder, () -> ConfigReader.read(file));
  }

  /** What is said about the drive's file after an edit. */
  static String driveErrors(Path folder, String from, String to) {
    Path file = copy(folder).resolve("drives/lexium32.toml");
    edit(file, from, to);
    return errors(folder, () -> ConfigReader.checkDrive(file));
  }

  /** What is said about the tower when its drive's file was edited. */
  static String misfit(Path folder, String from, String to) {
    edit(copy(folder).resolve("drives/lexium32.toml"), from, to);
    return errors(folder, () -> ConfigReader.read(folder.resolve("towers/tower.toml")));
  }

  /** Reads anything that must not be read, and returns what is said; paths without the folder. */
  static String errors(Path folder, ThrowingReader reader) {
    ConfigException e = catchThrowableOfType(ConfigException.class, reader::read);
    assertThat(e).as("an error was expected").isNotNull();
    return e.getMessage().replace(folder + "/", "");
  }

  /** The files as {@code towers/tower.toml} and {@code drives/lexium32.toml}. */
  static Path copy(Path folder) {
    try {
      Files.createDirectories(folder.resolve("towers"));
      Files.createDirectories(folder.resolve("drives"));
      Files.writeString(folder.resolve("towers/tower.toml"), resource("tower.toml"));
      Files.writeString(folder.resolve("drives/lexium32.toml"), resource("lexium32.toml"));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a file before any edit. */
  static String resource(String name) throws IOException {
    try (InputStream in = EditedFiles.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static void edit(Path file, String from, String to) {
    try {
      String text = Files.readString(file);
      assertThat(text).contains(from);
      int at = text.indexOf(from);
      Files.writeString(file, text.substring(0, at) + to + text.substring(at + from.length()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a file that must not be read. */
  interface ThrowingReader {
    void read() throws ConfigException;
  }
}
