package tower.simulator;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** A bar on a terminal. */
final class Progress {
  private @Nullable ProgressBar bar;

  void show(long done, long total, long failed) {
    ProgressBar shown = bar;
    if (shown == null) {
      shown = new ProgressBarBuilder().setTaskName("seeds").setInitialMax(total).build();
      bar = shown;
    }
    shown.setExtraMessage(failed == 0 ? "" : failed + " failed");
    shown.stepTo(done);
  }

  void end() {
    if (bar != null) {
      bar.close();
    }
  }
}
