package tower.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;

/** Reads TOML files of other formats as strictly as the tower's own, with the same errors. */
public final class StrictToml {
  private StrictToml() {}

  /**
   * Reads a file.
   *
   * @param schema JSON Schema 2020-12 of what may stand in it, with a description for each key;
   *     defaults are filled in
   * @return what stands in it, as its schema says
   * @throws ConfigException with everything that is wrong in it
   */
  public static JsonNode read(Path file, JsonNode schema) throws ConfigException {
    Problems problems = new Problems();
    Optional<TomlDocument> document = ConfigReader.document(file, problems);
    document.ifPresent(d -> SchemaCheck.run(new SchemaTree(schema), d, problems));
    problems.throwIfAny();
    return document.orElseThrow().root();
  }
}
