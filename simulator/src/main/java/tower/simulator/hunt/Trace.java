package tower.simulator.hunt;

import java.util.ArrayList;
import java.util.List;

/** A stack trace in one line: what was thrown, and the product's innermost lines. */
final class Trace {
  private static final int LINES = 8;

  private Trace() {}

  static String of(Throwable thrown) {
    List<String> lines = new ArrayList<>();
    for (StackTraceElement at : thrown.getStackTrace()) {
      if (at.getClassName().startsWith("tower.") && lines.size() < LINES) {
        lines.add(at.getFileName() + ":" + at.getLineNumber());
      }
    }
    return thrown + " at " + String.join(" < ", lines);
  }
}
