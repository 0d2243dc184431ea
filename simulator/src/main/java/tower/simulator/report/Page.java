package tower.simulator.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One HTML file that needs nothing else: style, script and data are in it. */
final class Page {
  private Page() {}

  /**
   * The page.
   *
   * @param title of the window
   * @param data what the script shows; every text in it is shown as text
   */
  static String of(String title, JsonNode data) {
    return resource("page.html")
        .replace("{{title}}", escape(title))
        .replace("{{style}}", resource("page.css"))
        .replace("{{script}}", resource("page.js") + resource("picture.js") + resource("chart.js"))
        .replace("{{data}}", harmless(data.toString()));
  }

  /** JSON in a script element: nothing in it can end the element. */
  static String harmless(String json) {
    return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String resource(String name) {
    try (@Nullable InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not packaged");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
