package tower.app;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import tower.api.Api;
import tower.api.VoucherDesk;
import tower.config.TowerConfig;
import tower.core.Site;
import tower.drive.SerialLink;
import tower.gpio.Inputs;
import tower.gpio.Outputs;
import tower.hooks.Endpoint;
import tower.hooks.Webhooks;
import tower.loop.Commands;
import tower.loop.Inbox;
import tower.loop.Loop;
import tower.loop.Pause;
import tower.loop.Snapshot;
import tower.model.Time;
import tower.store.Loaded;
import tower.store.SqliteStore;
import tower.store.Store;
import tower.store.StoreException;
import tower.store.StoreThread;

/**
 * The running controller in real time: the loop's thread, the store's, the planner's, the
 * webhooks', and Javalin's.
 */
public final class Controller implements AutoCloseable {
  private static final int STORE_QUEUE = 256;
  private static final long CLOSE_MS = 5_000;

  private final Loop loop;
  private final Thread thread;
  private final StoreThread store;
  private final SqliteStore database;
  private final PlannerThread planner;
  private final Listeners listeners;
  private final @Nullable WebhookThread webhooks;
  private final CountDownLatch done = new CountDownLatch(1);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  private Controller(
      Loop loop,
      StoreThread store,
      SqliteStore database,
      PlannerThread planner,
      Listeners listeners,
      @Nullable WebhookThread webhooks) {
    this.loop = loop;
    this.store = store;
    this.database = database;
    this.planner = planner;
    this.listeners = listeners;
    this.webhooks = webhooks;
    thread = Thread.ofPlatform().name("loop").unstarted(this::cycle);
  }

  /**
   * Opens the database, begins to cycle and to listen. Nothing moves before a person's resume.
   *
   * @param data the folder of the database, must exist
   * @throws StartException naming cause and remedy; nothing was changed
   */
  public static Controller start(
      TowerConfig config, Path data, Inputs inputs, Outputs outputs, SerialLink link)
      throws StartException {
    Site site = Wiring.site(config, CodeKeyFile.read(config.pickup().codeKeyFile()));
    VoucherDesk desk = RootKeyFiles.desk(config);
    List<Endpoint> endpoints = WebhookSecrets.endpoints(config.webhooks());
    Time time = new SystemTime(config.clock().synchronizedFile());
    SqliteStore database = open(data, config.layout().towerId(), time);
    @Nullable AccessFiles access = null;
    try {
      Loaded loaded = load(database);
      Pause pause = new ParkedPause();
      Inbox inbox = new Inbox(config.limits().inboxEvents(), pause);
      StoreThread store = new StoreThread(database, time, STORE_QUEUE, inbox);
      PlannerThread planner = new PlannerThread(site.planner());
      Wiring.Edges edges = new Wiring.Edges(time, pause, inputs, outputs, link);
      Store diary = new Diary(store);
      Loop loop = Wiring.loop(config, site, edges, diary, planner, loaded, inbox, Main.version());
      @Nullable WebhookThread teller =
          endpoints.isEmpty()
              ? null
              : WebhookThread.of(config.layout().towerId(), endpoints, store, loop, time);
      Webhooks webhooks = teller == null ? Webhooks.none(time) : teller.webhooks();
      Commands commands = new Answers(loop);
      Api api =
          new Api(
              config.layout(),
              desk,
              site.settings().codeKey()::tag,
              loop::snapshot,
              commands,
              store,
              store,
              time,
              webhooks);
      access = AccessFiles.open(config.api(), time);
      Listeners listeners = Listeners.open(config.api(), access, api, loop, time);
      Controller controller = new Controller(loop, store, database, planner, listeners, teller);
      store.start();
      controller.thread.start();
      if (teller != null) {
        teller.start();
      }
      return controller;
    } catch (StartException | RuntimeException e) {
      if (access != null) {
        access.close();
      }
      database.close();
      throw e;
    }
  }

  private static SqliteStore open(Path data, String towerId, Time time) throws StartException {
    try {
      return SqliteStore.open(data, towerId, time.utcMs());
    } catch (StoreException e) {
      throw e.code() == StoreException.Code.LOCKED
          ? StartException.passing(e.text(), e.remedy())
          : new StartException(e.text(), e.remedy());
    }
  }

  private static Loaded load(SqliteStore database) throws StartException {
    try {
      return database.load();
    } catch (StoreException e) {
      throw new StartException(e.text(), e.remedy());
    }
  }

  private void cycle() {
    try {
      loop.run();
    } catch (Throwable e) {
      failure.set(e);
      Logger.error(e, "the loop has failed");
    } finally {
      done.countDown();
    }
  }

  /** What everybody may see; for the log. */
  Snapshot snapshot() {
    return loop.snapshot();
  }

  /**
   * Waits for the loop's end.
   *
   * @return true when it has ended
   */
  boolean ended(long limitMs) throws InterruptedException {
    return done.await(limitMs, TimeUnit.MILLISECONDS);
  }

  /** The port of the API. */
  public int port() {
    return listeners.port();
  }

  /**
   * Waits until the loop has ended.
   *
   * @return why it ended
   */
  public String join() throws InterruptedException {
    done.await();
    Throwable failed = failure.get();
    String why = loop.ended();
    return failed != null ? failed.toString() : why == null ? "ended" : why;
  }

  /**
   * Stops all axes, commits what is on its way, and ends; waits 5 s at most for each thread. The
   * second time it does nothing.
   */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    loop.end("asked to end");
    try {
      if (!done.await(CLOSE_MS, TimeUnit.MILLISECONDS)) {
        Logger.error("the loop did not end within {} ms", CLOSE_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    listeners.close();
    if (webhooks != null) {
      webhooks.close();
    }
    planner.close();
    if (store.close(CLOSE_MS)) {
      database.close();
    }
  }
}
