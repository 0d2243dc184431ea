package tower.drive;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.locks.LockSupport;

/** Two pseudo-terminals joined back to back: what one side writes the other one reads. */
@SuppressWarnings("restricted")
final class PtyWire implements AutoCloseable {
  private static final int O_RDWR = 2;
  private static final int O_NOCTTY = 0x100;
  private static final int O_NONBLOCK = 0x800;
  private static final MethodHandle OPEN = handle("posix_openpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle GRANT = handle("grantpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle UNLOCK = handle("unlockpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle NAME =
      handle("ptsname_r", JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle READ = handle("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle WRITE =
      handle("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle CLOSE = handle("close", JAVA_INT, JAVA_INT);

  private final Arena arena = Arena.ofShared();
  private final MemorySegment buffer = arena.allocate(512);
  private final int left = open();
  private final int right = open();
  private final String leftPath = path(left);
  private final String rightPath = path(right);
  private final Thread pump = new Thread(this::pump, "pty-wire");
  private volatile boolean unplug;
  private volatile boolean done;

  PtyWire() {
    pump.setDaemon(true);
    pump.start();
  }

  private static MethodHandle handle(String name, MemoryLayout result, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }

  /** The master's port. */
  String left() {
    return leftPath;
  }

  /** The drives' port. */
  String right() {
    return rightPath;
  }

  /** Pulls the master's adapter out. */
  void unplug() {
    unplug = true;
    awaitPump();
  }

  private void awaitPump() {
    try {
      pump.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private void pump() {
    while (!done && !unplug) {
      if (!move(left, right) && !move(right, left)) {
        LockSupport.parkNanos(100_000);
      }
    }
    call(CLOSE, left);
    call(CLOSE, right);
  }

  private boolean move(int from, int to) {
    long got = call(READ, from, buffer, buffer.byteSize());
    if (got <= 0) {
      return false;
    }
    call(WRITE, to, buffer, got);
    return true;
  }

  private static int open() {
    int fd = (int) call(OPEN, O_RDWR | O_NOCTTY | O_NONBLOCK);
    if (fd < 0 || call(GRANT, fd) != 0 || call(UNLOCK, fd) != 0) {
      throw new AssertionError("no pseudo-terminal can be had");
    }
    return fd;
  }

  private String path(int fd) {
    MemorySegment name = arena.allocate(64);
    if (call(NAME, fd, name, name.byteSize()) != 0) {
      throw new AssertionError("a pseudo-terminal without a name");
    }
    return name.getString(0);
  }

  private static long call(MethodHandle handle, Object... arguments) {
    try {
      return ((Number) handle.invokeWithArguments(arguments)).longValue();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    done = true;
    awaitPump();
    arena.close();
  }
}
