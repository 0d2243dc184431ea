package tower.simulator;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C while something long is under way: it is told to end, and the process waits until what was
 * done so far has been said. The process then ends with 130, as after every Ctrl-C.
 */
final class Interruption {
  private static final long PATIENCE_SECONDS = 30;

  private final CountDownLatch said = new CountDownLatch(1);
  private final Thread hook;

  private Interruption(Runnable end) {
    hook =
        new Thread(
            () -> {
              end.run();
              try {
                said.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "interrupted");
  }

  /** From now on Ctrl-C ends what is under way in good order. */
  static Interruption ends(Runnable end) {
    Interruption interruption = new Interruption(end);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** Everything has been said. */
  void over() {
    said.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook is under way, and that is what it waited for.
      return;
    }
  }
}
