package tower.app;

import org.tinylog.Logger;

/** A controller as a foreground process: ends in good order on SIGTERM and SIGINT. */
public final class Service {
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
    Thread onExit = Thread.ofPlatform().name("shutdown").unstarted(controller::close);
    Runtime.getRuntime().addShutdownHook(onExit);
    Logger.info("listening on port {}", controller.port());
    String why = controller.join();
    Logger.info("ended: {}", why);
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
      controller.close();
      return Exit.INTERNAL;
    } catch (IllegalStateException shuttingDown) {
      onExit.join();
      return Exit.OK;
    }
  }
}
