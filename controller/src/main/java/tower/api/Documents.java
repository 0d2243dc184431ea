package tower.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The contract itself and the pages behind its problem types, served from the jar. */
final class Documents {
  private static final String YAML = "application/yaml";

  private final String openApi = resource("/openapi.yaml");

  List<Route> routes() {
    return List.of(
        Route.get("/openapi.yaml", YAML, c -> Reply.text(YAML, openApi)),
        Route.get("/problems", "text/html", ProblemPages::index),
        Route.get("/problems/{code}", "text/html", ProblemPages::page));
  }

  static String resource(String path) {
    try (InputStream in = Documents.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the jar cannot be read", e);
    }
  }
}
