package tower.simulator.demo;

import java.io.PrintWriter;
import java.util.Locale;

/** What happened when, a line each, in seconds since the beginning. */
final class Timeline {
  private final PrintWriter out;
  private final long begun = System.nanoTime();
  private String last = "";

  Timeline(PrintWriter out) {
    this.out = out;
  }

  /** Prints a line, unless it is the same as the one before. */
  synchronized void say(String text) {
    if (!text.equals(last)) {
      last = text;
      double seconds = (System.nanoTime() - begun) / 1e9;
      out.printf(Locale.ROOT, "%8.2f s  %s%n", seconds, text);
      out.flush();
    }
  }
}
