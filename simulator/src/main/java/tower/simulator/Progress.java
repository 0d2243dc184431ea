package tower.simulator;

import java.io.Console;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** A bar on a terminal. */
final class Progress {
  private final String unit;
  private @Nullable ProgressBar bar;

  /** A bar of so many of these. */
  Progress(String unit) {
    this.unit = unit;
  }

  // From JDK 22 to 24 there was always a console; since 25 there is again none without a terminal.
  @SuppressWarnings("SystemConsoleNull")
  static boolean onTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  void show(long done, long total, String more) {
    ProgressBar shown = bar;
    if (shown == null) {
      shown = new ProgressBarBuilder().setTaskName(unit).setInitialMax(total).build();
      bar = shown;
    }
    shown.setExtraMessage(more);
    shown.stepTo(Math.min(done, total));
  }

  void end() {
    if (bar != null) {
      bar.close();
    }
  }
}
