package tower.config;

import java.util.List;

/** A configuration that must not be used. The message lists everything that is wrong with it. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<ConfigError> errors;

  ConfigException(List<ConfigError> errors) {
    super(String.join("\n\n", errors.stream().map(ConfigError::render).toList()));
    this.errors = List.copyOf(errors);
  }

  /** Everything that is wrong, in the files' sequence. */
  public List<ConfigError> errors() {
    return errors;
  }
}
