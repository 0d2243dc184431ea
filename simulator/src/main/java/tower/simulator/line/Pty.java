package tower.simulator.line;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Map;

/**
 * A pseudo-terminal by the C library: this is its master side, whoever opens {@link #path()} has
 * the other. Raw from the start, 8N1, because even parity fails there.
 */
@SuppressWarnings("restricted") // calling the C library is the purpose of this class
final class Pty implements AutoCloseable {
  private static final int O_RDWR = 2;
  private static final int O_NOCTTY = 0x100;
  private static final short POLLIN = 1;
  private static final int TERMIOS_BYTES = 128;

  /** Codes of {@code speed_t} on Linux. */
  private static final Map<Integer, Integer> SPEEDS =
      Map.of(13, 9600, 14, 19_200, 15, 38_400, 4097, 57_600, 4098, 115_200);

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle OPENPT = call("posix_openpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle GRANTPT = call("grantpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle UNLOCKPT = call("unlockpt", JAVA_INT, JAVA_INT);
  private static final MethodHandle PTSNAME =
      call("ptsname_r", JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle OPEN = call("open", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle CLOSE = call("close", JAVA_INT, JAVA_INT);
  private static final MethodHandle TCGETATTR = call("tcgetattr", JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle TCSETATTR =
      call("tcsetattr", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle CFMAKERAW =
      LINKER.downcallHandle(symbol("cfmakeraw"), FunctionDescriptor.ofVoid(ADDRESS));
  private static final MethodHandle CFGETOSPEED = call("cfgetospeed", JAVA_INT, ADDRESS);
  private static final MethodHandle PPOLL =
      call("ppoll", JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
  private static final MethodHandle READ = call("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle WRITE = call("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);

  private final Arena arena = Arena.ofShared();
  private final MemorySegment buffer = arena.allocate(4096);
  private final MemorySegment termios = arena.allocate(TERMIOS_BYTES, 8);
  private final MemorySegment pollfd = arena.allocate(8, 4);
  private final MemorySegment timespec = arena.allocate(16, 8);
  private final int master;
  private final int other;
  private final String path;

  Pty() throws IOException {
    master = number(OPENPT, "posix_openpt", O_RDWR | O_NOCTTY);
    number(GRANTPT, "grantpt", master);
    number(UNLOCKPT, "unlockpt", master);
    number(PTSNAME, "ptsname_r", master, buffer, 4096L);
    path = buffer.getString(0);
    // Kept open, so that reading does not fail before anybody has come or after everybody has gone.
    other = number(OPEN, "open " + path, arena.allocateFrom(path), O_RDWR | O_NOCTTY);
    number(TCGETATTR, "tcgetattr", other, termios);
    number(CFMAKERAW, "cfmakeraw", termios);
    number(TCSETATTR, "tcsetattr", other, 0, termios);
    pollfd.set(JAVA_INT, 0, master);
    pollfd.set(JAVA_SHORT, 4, POLLIN);
  }

  private static MethodHandle call(String name, MemoryLayout result, MemoryLayout... arguments) {
    return LINKER.downcallHandle(symbol(name), FunctionDescriptor.of(result, arguments));
  }

  private static MemorySegment symbol(String name) {
    return LINKER.defaultLookup().findOrThrow(name);
  }

  /** The device that the other side opens. */
  String path() {
    return path;
  }

  /** The speed that the other side has set, 0 for one that this class does not know. */
  int baud() throws IOException {
    number(TCGETATTR, "tcgetattr", master, termios);
    return SPEEDS.getOrDefault(number(CFGETOSPEED, "cfgetospeed", termios), 0);
  }

  /** Waits for bytes, at most so long; returns how many came. */
  int read(byte[] into, long nanos) throws IOException {
    timespec.set(JAVA_LONG, 0, nanos / 1_000_000_000);
    timespec.set(JAVA_LONG, 8, nanos % 1_000_000_000);
    if (number(PPOLL, "ppoll", pollfd, 1L, timespec, MemorySegment.NULL) == 0) {
      return 0;
    }
    long limit = Math.min(into.length, buffer.byteSize());
    int count = number(READ, "read", master, buffer, limit);
    MemorySegment.copy(buffer, JAVA_BYTE, 0, into, 0, count);
    return count;
  }

  void write(byte[] bytes, int length) throws IOException {
    MemorySegment.copy(bytes, 0, buffer, JAVA_BYTE, 0, length);
    number(WRITE, "write", master, buffer, (long) length);
  }

  /** Closes this side: to the other it is as if the adapter had been unplugged. */
  @Override
  public void close() throws IOException {
    number(CLOSE, "close", other);
    number(CLOSE, "close", master);
    arena.close();
  }

  private static int number(MethodHandle function, String name, Object... arguments)
      throws IOException {
    try {
      Object result = function.invokeWithArguments(arguments);
      long value = result instanceof Number n ? n.longValue() : 0;
      if (value < 0) {
        throw new IOException(name + " failed on the pseudo-terminal");
      }
      return (int) value;
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException(name, e);
    }
  }
}
