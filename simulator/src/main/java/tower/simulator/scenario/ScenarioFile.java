package tower.simulator.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tower.config.ConfigException;
import tower.config.StrictToml;

/** Scenarios as TOML files, read as strictly as the tower's own. */
public final class ScenarioFile {
  /** Where the schema leaves room for the keys of everything that can happen. */
  private static final String WHAT = "/$defs/happening/properties/what";

  private ScenarioFile() {}

  /**
   * Reads one.
   *
   * @throws ConfigException with everything that is wrong in it
   */
  public static Scenario read(Path file) throws ConfigException {
    JsonNode root = StrictToml.read(file, schema());
    List<Happening> happenings = new ArrayList<>();
    for (JsonNode one : root.path("happenings")) {
      happenings.add(
          new Happening(
              one.path("at_ms").asLong(),
              What.of(one.path("what").asText()).orElseThrow(),
              one.path("into_transfer_ms").asInt(),
              one.path("lasts_ms").asLong(),
              one.path("draw").asInt()));
    }
    happenings.sort(Comparator.comparingLong(Happening::atMs).thenComparing(Happening::draw));
    return new Scenario(
        root.path("seed").asLong(),
        root.path("tower").asText(),
        root.path("length_s").asInt(),
        root.path("calm_s").asInt(),
        root.path("full_percent").asInt(),
        root.path("arrival_limit_s").asInt(),
        root.path("staged_limit_s").asInt(),
        root.path("least_requests").asInt(),
        happenings);
  }

  /** What may stand in a file, JSON Schema 2020-12. */
  static JsonNode schema() {
    try (@Nullable InputStream in =
        ScenarioFile.class.getResourceAsStream("scenario.schema.json")) {
      if (in == null) {
        throw new IllegalStateException("scenario.schema.json is not packaged");
      }
      JsonNode schema = new ObjectMapper().readTree(in);
      if (schema.at(WHAT) instanceof ObjectNode what) {
        ArrayNode keys = what.putArray("enum");
        for (What one : What.values()) {
          keys.add(one.key());
        }
      }
      return schema;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a file that says exactly this. */
  public static String text(Scenario s) {
    StringBuilder out = new StringBuilder("format = \"scenario/1\"\n");
    out.append("seed = ").append(s.seed()).append('\n');
    out.append("tower = \"").append(s.tower()).append("\"\n");
    out.append("length_s = ").append(s.lengthS()).append('\n');
    out.append("calm_s = ").append(s.calmS()).append('\n');
    out.append("full_percent = ").append(s.fullPercent()).append('\n');
    out.append("arrival_limit_s = ").append(s.arrivalLimitS()).append('\n');
    out.append("staged_limit_s = ").append(s.stagedLimitS()).append('\n');
    out.append("least_requests = ").append(s.least()).append('\n');
    for (Happening one : s.happenings()) {
      out.append("\n[[happenings]]\n");
      out.append("at_ms = ").append(one.atMs()).append('\n');
      out.append("what = \"").append(one.what().key()).append("\" # ");
      out.append(one.what().text()).append('\n');
      if (one.waitsForTransfer()) {
        out.append("into_transfer_ms = ").append(one.intoTransferMs()).append('\n');
      }
      if (one.what().fault()) {
        out.append("lasts_ms = ").append(one.lastsMs()).append('\n');
      }
      out.append("draw = ").append(one.draw()).append('\n');
    }
    return out.toString();
  }
}
