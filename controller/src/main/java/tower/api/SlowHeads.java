package tower.api;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections whose next request's head does not become whole. Jetty's idle time-out alone
 * never fires for a client that sends one byte now and then, and a few dozen of those would hold
 * every connection there is.
 */
final class SlowHeads extends Handler.Wrapper implements Connection.Listener {
  private final LongSupplier nanos;
  private final long longestNanos;

  /** Connections that wait for a head, and since when. */
  private final Map<EndPoint, Long> waiting = new ConcurrentHashMap<>();

  SlowHeads(LongSupplier nanos, Duration longest) {
    this.nanos = nanos;
    this.longestNanos = longest.toNanos();
  }

  @Override
  public void onOpened(Connection connection) {
    waiting.put(Gate.line(connection), nanos.getAsLong());
  }

  @Override
  public void onClosed(Connection connection) {
    waiting.remove(Gate.line(connection));
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    EndPoint endPoint = Gate.line(request.getConnectionMetaData().getConnection());
    waiting.remove(endPoint);
    Request.addCompletionListener(request, x -> waiting.put(endPoint, nanos.getAsLong()));
    return super.handle(request, response, callback);
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    sweepLater(getServer().getScheduler());
  }

  private void sweepLater(Scheduler scheduler) {
    scheduler.schedule(
        () -> {
          sweep();
          if (isRunning()) {
            sweepLater(scheduler);
          }
        },
        longestNanos / 4,
        TimeUnit.NANOSECONDS);
  }

  private void sweep() {
    long now = nanos.getAsLong();
    waiting.forEach((endPoint, since) -> {
      if (!endPoint.isOpen()) {
        waiting.remove(endPoint, since);
      } else if (now - since > longestNanos) {
        endPoint.close();
      }
    });
  }
}
