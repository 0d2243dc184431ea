package tower.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import tower.model.Time;

/** The board's own clocks. */
public final class SystemTime implements Time {
  private static final long LOOK_NANOS = 1_000_000_000L;

  private final Optional<Path> synchronizedFile;
  private volatile boolean trusted;
  private volatile long lookAgainNanos;

  /** For what needs no wall clock: it is never trusted. */
  public SystemTime() {
    this(Optional.of(Path.of("")));
  }

  /**
   * The board's clocks.
   *
   * @param synchronizedFile stands there once network time has set the clock since the board
   *     started, as systemd-timesyncd's does; empty where the clock is trusted always
   */
  public SystemTime(Optional<Path> synchronizedFile) {
    this.synchronizedFile = synchronizedFile;
    look(System.nanoTime());
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public void sleepUntil(long nanos) {
    long left = nanos - System.nanoTime();
    while (left > 0) {
      LockSupport.parkNanos(left);
      left = nanos - System.nanoTime();
    }
  }

  @Override
  public long utcMs() {
    return System.currentTimeMillis();
  }

  /** Looks at the file once a second. */
  @Override
  public boolean utcTrusted() {
    long now = System.nanoTime();
    if (now - lookAgainNanos >= 0) {
      look(now);
    }
    return trusted;
  }

  private void look(long now) {
    trusted = synchronizedFile.map(Files::isRegularFile).orElse(true);
    lookAgainNanos = now + LOOK_NANOS;
  }
}
