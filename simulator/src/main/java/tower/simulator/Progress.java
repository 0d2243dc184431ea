package tower.simulator;

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
