package tower.app;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tower.api.Api;
import tower.api.ApiServer;
import tower.api.Door;
import tower.api.Entry;
import tower.config.ApiConfig;
import tower.loop.Loop;
import tower.model.Time;

/** The shop's listener and that for those at the tower, with threads and limits of their own. */
final class Listeners implements AutoCloseable {
  private final AccessFiles access;
  private final ApiServer shop;
  private final @Nullable ApiServer local;

  private Listeners(AccessFiles access, ApiServer shop, @Nullable ApiServer local) {
    this.access = access;
    this.shop = shop;
    this.local = local;
  }

  /**
   * Begins to listen.
   *
   * @param access closed with the listeners
   * @throws StartException naming the address that cannot be had
   */
  static Listeners open(ApiConfig config, AccessFiles access, Api api, Loop loop, Time time)
      throws StartException {
    ApiServer shop =
        listen(
            config.host(),
            config.port(),
            () -> ApiServer.start(door(config, access, loop, time), api, time));
    try {
      @Nullable ApiServer local = null;
      if (config.local().isPresent()) {
        ApiConfig.Local at = config.local().get();
        local = listen(at.host(), at.port(), () -> ApiServer.start(door(at), api, time));
      }
      return new Listeners(access, shop, local);
    } catch (StartException e) {
      shop.close();
      throw e;
    }
  }

  private static Door door(ApiConfig config, AccessFiles access, Loop loop, Time time) {
    // The floor rises with what the shop signs: a clock that fell back makes no old key new.
    Entry entry =
        config.access() == ApiConfig.Access.DEVELOPMENT
            ? new Entry.Development()
            : new Entry.ByCredentials(
                access::clients, () -> Math.max(time.utcMs(), loop.facts().floorUtcMs()));
    ApiConfig.Bounds b = config.bounds();
    return new Door(
        config.host(),
        config.port(),
        entry,
        access.tls(),
        new Door.Bounds(
            b.connectionsPerClient(),
            b.connectionsPerAddress(),
            b.requestsPerS(),
            b.addressRequestsPerS()));
  }

  private static Door door(ApiConfig.Local at) {
    Door.Bounds bounds =
        new Door.Bounds(
            at.connectionsPerAddress(),
            at.connectionsPerAddress(),
            at.addressRequestsPerS(),
            at.addressRequestsPerS());
    return new Door(at.host(), at.port(), new Entry.Local(), Optional.empty(), bounds);
  }

  private static ApiServer listen(
      String host, int port, java.util.function.Supplier<ApiServer> start) throws StartException {
    try {
      return start.get();
    } catch (RuntimeException e) {
      throw StartException.passing(
          "cannot listen on " + host + ":" + port + ": " + e.getMessage(),
          "end the process that has the port, or choose another one");
    }
  }

  /** The port of the shop's listener. */
  int port() {
    return shop.port();
  }

  @Override
  public void close() {
    shop.close();
    if (local != null) {
      local.close();
    }
    access.close();
  }
}
