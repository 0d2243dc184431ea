package tower.loop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tower.app.Wiring;
import tower.config.ConfigException;
import tower.config.ConfigReader;
import tower.config.TowerConfig;
import tower.core.CodeKey;
import tower.core.Known;
import tower.core.Ledger;
import tower.core.Site;
import tower.drive.SerialLink;
import tower.gpio.Inputs;
import tower.gpio.Levels;
import tower.gpio.Outputs;
import tower.model.Intake;
import tower.model.OutputImage;
import tower.model.Pickup;
import tower.model.Time;
import tower.store.Batch;
import tower.store.Loaded;
import tower.store.Store;

/**
 * Everything around a loop, as small as can be: pins that a test sets, a line on which nobody
 * answers, a disk that commits when it is told to. It writes down in what sequence it was used.
 */
final class World implements Time, Pause, Inputs, Outputs, SerialLink, Store {
  final List<String> log = new ArrayList<>();
  final List<Batch> disk = new ArrayList<>();
  final Set<Integer> on = new HashSet<>();
  final TowerConfig config;
  final Site site;
  final Inbox inbox;
  final Loop loop;
  boolean diskTakesNothing;
  String outputTrouble = "";
  long stoppedAtNextExchange;
  long nanos = 1_000_000_000L;
  int wakes;

  World(int inboxCapacity) {
    try {
      config =
          ConfigReader.read(
              Path.of(System.getProperty("tower.root"), "config", "towers", "tiny-4.toml"));
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
    site = Wiring.site(config, new CodeKey(new byte[16]));
    inbox = new Inbox(inboxCapacity, this);
    on.addAll(
        List.of(
            site.layout().inputs().chainA(),
            site.layout().inputs().chainB(),
            site.layout().inputs().doorsLocked()));
    loop =
        Wiring.loop(
            config,
            site,
            new Wiring.Edges(this, this, this, this, this),
            this,
            (revision, waiting, reply) -> log.add("planner"),
            new Loaded(Ledger.empty(), null),
            inbox,
            "test");
  }

  /** One cycle and the time it takes. */
  void cycle() {
    loop.cycle();
    nanos += 50_000_000;
  }

  /** Everything that was submitted is on disk, up to the sequence number that this returns. */
  long commit() {
    Batch last = disk.getLast();
    long seq = last.firstSeq() + last.facts().size() - 1;
    inbox.durable(seq);
    return seq;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public void sleepUntil(long until) {
    nanos = Math.max(nanos, until);
  }

  @Override
  public long utcMs() {
    return 1_700_000_000_000L;
  }

  @Override
  public void until(long until) {
    nanos = Math.max(nanos, until);
  }

  @Override
  public void wake() {
    wakes++;
  }

  @Override
  public void readHeader(Levels into) {
    log.add("header");
    read(into);
  }

  @Override
  public void readAll(Levels into) {
    log.add("inputs");
    read(into);
  }

  private void read(Levels into) {
    for (int point = 0; point < into.size(); point++) {
      into.set(point, on.contains(point));
    }
  }

  @Override
  public String trouble() {
    return outputTrouble;
  }

  @Override
  public void onEdge(Runnable wake) {}

  @Override
  public void write(OutputImage image) {
    log.add(image.permit() ? "outputs with permit" : "outputs");
  }

  @Override
  public void permit(boolean value) {
    log.add("permit " + value);
  }

  @Override
  public void alive(boolean level) {
    log.add("alive " + level);
  }

  @Override
  public String name() {
    return "a line with nobody on it";
  }

  @Override
  public void open() {
    log.add("open");
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void write(byte[] bytes, int length) {
    log.add("bus");
    nanos += stoppedAtNextExchange;
    stoppedAtNextExchange = 0;
  }

  @Override
  public int read(byte[] into, int offset, long deadlineNanos) {
    sleepUntil(deadlineNanos);
    return 0;
  }

  @Override
  public void discardInput() {}

  @Override
  public void close() {}

  @Override
  public boolean submit(Batch batch) {
    log.add("submit");
    if (diskTakesNothing) {
      return false;
    }
    disk.add(new Batch(batch.firstSeq(), batch.utcMs(), List.copyOf(batch.facts())));
    return true;
  }

  @Override
  public CompletableFuture<Optional<Known>> known(String key) {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  @Override
  public CompletableFuture<Optional<Pickup>> pickup(String id) {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  @Override
  public CompletableFuture<Optional<Pickup>> pickupOfVoucher(String jti) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<Optional<Intake>> intake(String id) {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  /** What has become of an answer, null while it is open. */
  static <T> @Nullable T now(CompletableFuture<T> future) {
    return future.getNow(null);
  }
}
