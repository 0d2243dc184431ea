package tower.app;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.tinylog.Logger;
import tower.hooks.Endpoint;
import tower.hooks.HttpSender;
import tower.hooks.Webhooks;
import tower.loop.Loop;
import tower.model.Time;
import tower.store.StoreThread;

/** The webhooks' own thread. Nobody waits for it, and a fault of theirs ends nothing else. */
final class WebhookThread implements AutoCloseable {
  private static final long AFTER_FAULT_MS = 5_000;
  private static final long CLOSE_MS = 1_000;

  private final Webhooks webhooks;
  private final HttpSender sender;
  private final Time time;
  private final Thread thread;
  private volatile boolean closed;

  private WebhookThread(Webhooks webhooks, HttpSender sender, Time time) {
    this.webhooks = webhooks;
    this.sender = sender;
    this.time = time;
    thread = Thread.ofPlatform().name("webhooks").daemon().unstarted(this::run);
    webhooks.wakes(() -> LockSupport.unpark(thread));
  }

  /** A thread that has not begun, with its own HTTP client. */
  static WebhookThread of(
      String towerId, List<Endpoint> endpoints, StoreThread store, Loop loop, Time time) {
    HttpSender sender = new HttpSender();
    Webhooks webhooks =
        new Webhooks(
            towerId,
            endpoints,
            store.deliveries(),
            sender,
            time,
            new SystemRandom(),
            () -> loop.snapshot().facts().seq());
    return new WebhookThread(webhooks, sender, time);
  }

  Webhooks webhooks() {
    return webhooks;
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (!closed) {
      long due = time.millis() + AFTER_FAULT_MS;
      try {
        due = webhooks.turn();
      } catch (RuntimeException e) {
        Logger.error(e, "the webhooks failed");
      }
      LockSupport.parkNanos((due - time.millis()) * 1_000_000);
    }
  }

  /** Stops to send; what is under way may arrive, and is then sent again after the next start. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join(CLOSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sender.close();
  }
}
