package tower.app;

import java.util.concurrent.atomic.AtomicBoolean;
import org.tinylog.Logger;
import tower.drive.JSerialCommLink;

/** A controller as a foreground process: ends in good order on SIGTERM and SIGINT. */
public final class Service {
  private static final long LOOK_MS = 1_000;

  private Service() {}

  /**
   * Waits until the controller ends or the process is asked to.
   *
   * <p>After a signal the caller's exit code is not what the shell sees: Java ends with 128 + the
   * signal, so 143 after SIGTERM and 130 after SIGINT.
   *
   * @return 0 when asked to end, 3 when it ended itself and must be started anew
   */
  public static int run(Controller controller) throws InterruptedException {
    AtomicBoolean asked = new AtomicBoolean();
    Thread onExit =
        Thread.ofPlatform()
            .name("shutdown")
            .unstarted(() -> {
              asked.set(true);
              controller.close();
            });
    // Not a hook of our own: the axes must have been stopped before the port is closed.
    JSerialCommLink.beforePortsClose(onExit);
    Logger.info("listening on port {}", controller.port());
    ReasonLog reasons = new ReasonLog();
    while (!controller.ended(LOOK_MS)) {
      reasons.look(controller.snapshot().live().reasons());
    }
    String why = controller.join();
    Logger.info("ended: {}", why);
    if (asked.get()) {
      onExit.join();
      return Exit.OK;
    }
    controller.close();
    return Exit.INTERNAL;
  }
}
