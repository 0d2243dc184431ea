package tower.config;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects everything wrong in a set of files, so that a person mends it in one go. */
final class Problems {
  private final List<ConfigError> errors = new ArrayList<>();

  void add(ConfigError error) {
    if (!errors.contains(error)) {
      errors.add(error);
    }
  }

  /** Something wrong with the value, or the whole table, at a place of a document. */
  void at(TomlDocument document, JsonPointer where, String message, String hint) {
    add(document.error(where, message, hint));
  }

  boolean none() {
    return errors.isEmpty();
  }

  /**
   * Ends the reading when anything was wrong.
   *
   * @throws ConfigException with all errors, file by file in the sequence of lines
   */
  void throwIfAny() throws ConfigException {
    if (!errors.isEmpty()) {
      List<String> files = errors.stream().map(ConfigError::file).distinct().toList();
      errors.sort(
          Comparator.comparingInt((ConfigError e) -> files.indexOf(e.file()))
              .thenComparingInt(ConfigError::line)
              .thenComparingInt(ConfigError::column));
      throw new ConfigException(errors);
    }
  }
}
