package tower.simulator.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** Wall and processor time of the calling thread since it was made. */
final class ThreadClock {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final long begun = System.nanoTime();
  private final long cpuBegun = THREADS.getCurrentThreadCpuTime();

  boolean within(int millis) {
    return System.nanoTime() - begun < millis * 1_000_000L;
  }

  Arm.Tally tally(long good, long errors) {
    return new Arm.Tally(
        good,
        errors,
        (System.nanoTime() - begun) / 1000,
        (THREADS.getCurrentThreadCpuTime() - cpuBegun) / 1000);
  }
}
