package tower.simulator.line;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tower.simulator.world.RealTime;
import tower.simulator.world.World;

/**
 * A {@link Wire} on a pseudo-terminal in real time: any Modbus master may open {@link #path()}.
 * Bytes come back when the wire has them, so pace and faults are the wire's.
 */
public final class PtySlave implements AutoCloseable {
  /** The longest nap: the world goes on meanwhile. */
  private static final long NAP_NANOS = 2 * World.MS;

  /** Shorter waits are not slept: a timer's slack is as long as a byte. */
  private static final long SPIN_NANOS = 150_000;

  private final World world;
  private final Wire wire;
  private final RealTime clock;
  private final Pty pty;
  private final @Nullable Path link;
  private final Thread thread;
  private final byte[] buffer = new byte[4096];
  private int length;
  private long waitNanos;
  private int wantedBaud;
  private volatile boolean closed;
  private volatile @Nullable IOException trouble;

  private PtySlave(World world, Wire wire, RealTime clock, @Nullable Path link) throws IOException {
    this.world = world;
    this.wire = wire;
    this.clock = clock;
    this.link = link;
    pty = new Pty();
    if (link != null) {
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, Path.of(pty.path()));
    }
    thread = new Thread(this::pump, "line");
    thread.setDaemon(true);
  }

  /**
   * Plugs the wire in.
   *
   * @param link a symbolic link to make to the device, as udev would; null for none
   * @throws IOException when there is no pseudo-terminal to be had
   */
  public static PtySlave open(World world, Wire wire, RealTime clock, @Nullable Path link)
      throws IOException {
    PtySlave slave = new PtySlave(world, wire, clock, link);
    slave.thread.start();
    return slave;
  }

  /** The device to open. */
  public String path() {
    return pty.path();
  }

  /** From now on a master with another speed is not understood; 0 for any. */
  public void baud(int baud) {
    clock.now(() -> wantedBaud = baud);
  }

  /** What ended it before it was closed, null for nothing. */
  public @Nullable IOException trouble() {
    return trouble;
  }

  /** Unplugs: whoever has the device open finds it gone. */
  @Override
  public void close() throws IOException {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    pty.close();
    if (link != null) {
      Files.deleteIfExists(link);
    }
  }

  private void pump() {
    try {
      while (!closed) {
        clock.now(this::toMaster);
        if (length > 0) {
          pty.write(buffer, length);
          continue;
        }
        int count = pty.read(buffer, waitNanos < SPIN_NANOS ? 0 : waitNanos);
        if (count > 0 && understood()) {
          length = count;
          clock.now(() -> wire.send(buffer, length));
        }
      }
    } catch (IOException e) {
      trouble = e;
    }
  }

  private boolean understood() throws IOException {
    return wantedBaud == 0 || pty.baud() == wantedBaud;
  }

  /** Takes what has arrived, and finds out how long nothing else will. */
  private void toMaster() {
    length = wire.take(buffer, 0);
    long next = Math.min(world.next(), wire.nextByte());
    waitNanos = Math.clamp(next - world.nanos(), 0, NAP_NANOS);
  }
}
