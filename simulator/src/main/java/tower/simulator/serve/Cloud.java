package tower.simulator.serve;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import tower.hooks.Client;
import tower.hooks.HttpSender;
import tower.model.Time;

/** The way to the shop: the product's own HTTP client, unless a script has cut the line. */
final class Cloud implements Client, AutoCloseable {
  private final HttpSender sender = new HttpSender();
  private boolean up = true;

  boolean up() {
    return up;
  }

  void up(boolean works) {
    up = works;
  }

  @Override
  public CompletableFuture<Response> send(Request request) {
    return up
        ? sender.send(request)
        : CompletableFuture.failedFuture(new IOException("the line to the cloud is cut"));
  }

  @Override
  public void close() {
    sender.close();
  }

  /**
   * The webhooks' time: they wait in virtual time, so that two hours pass as fast as everything
   * else, but they sign what time it really is, because their receiver has a real clock and refuses
   * what is five minutes off.
   */
  static Time time(Time virtual) {
    return new Time() {
      @Override
      public long nanos() {
        return virtual.nanos();
      }

      @Override
      public void sleepUntil(long nanos) {
        virtual.sleepUntil(nanos);
      }

      @Override
      public long utcMs() {
        return System.currentTimeMillis();
      }

      @Override
      public boolean utcTrusted() {
        return true;
      }
    };
  }
}
