package tower.drive;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tower.model.Time;

/**
 * A serial port through jSerialComm, with its traps handled.
 *
 * <p>Every open makes a new port object, because the library resolves a link only once. Reads poll
 * without blocking: the library's blocking reads end on tenths of a second, and its listener runs
 * in a busy loop after an unplug. Whether the port lives is told by reads and writes alone: the
 * library's own {@code isOpen} stays true when the adapter is gone.
 */
public final class JSerialCommLink implements SerialLink {
  /** Between two looks for bytes, at least: a character takes 95 us at 115,200 baud. */
  private static final long LOOK_NANOS = 100_000;

  /** Reads that drain the input at most; more is a line that never falls silent. */
  private static final int MOST_DRAINS = 64;

  private static final int ENOENT = 2;
  private static final int EIO = 5;
  private static final int EAGAIN = 11;
  private static final int EACCES = 13;
  private static final int EBUSY = 16;
  private static final int EINVAL = 22;
  private static final int ENOTTY = 25;

  private final String path;
  private final BusSettings settings;
  private final Time time;
  private final Function<String, SerialPort> ports;
  private final byte[] drain = new byte[512];
  private final long lookNanos;
  private long sentNanos;
  private @Nullable SerialPort port;

  /**
   * Opens nothing yet.
   *
   * @param path the device, best a link that udev keeps by the adapter's serial number
   */
  public JSerialCommLink(String path, BusSettings settings, Time time) {
    this(path, settings, time, SerialPort::getCommPort);
  }

  JSerialCommLink(
      String path, BusSettings settings, Time time, Function<String, SerialPort> ports) {
    this.path = path;
    this.settings = settings;
    this.time = time;
    this.ports = ports;
    // On a slow line half a character: to look more often finds nothing more.
    this.lookNanos = Math.max(LOOK_NANOS, settings.characterNanos(1) / 2);
    this.sentNanos = time.nanos();
  }

  /**
   * Lets something be done when the process is asked to end, while the ports are still open. The
   * library closes every port in a shutdown hook of its own, and hooks run side by side: a stop
   * sent from any other hook would find the port gone.
   *
   * @param last run to its end before the ports are closed
   */
  public static void beforePortsClose(Thread last) {
    SerialPort.addShutdownHook(last);
  }

  @Override
  public String name() {
    return path;
  }

  @Override
  public void open() throws IOException {
    close();
    // The library would otherwise look for another port that has the same name somewhere.
    if (!Files.exists(Path.of(path))) {
      throw missing();
    }
    SerialPort fresh;
    try {
      fresh = ports.apply(path);
    } catch (SerialPortInvalidPortException e) {
      throw new IOException(missing().getMessage(), e);
    }
    fresh.setComPortParameters(
        settings.baud(),
        8,
        SerialPort.ONE_STOP_BIT,
        settings.evenParity() ? SerialPort.EVEN_PARITY : SerialPort.NO_PARITY);
    fresh.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
    fresh.setComPortTimeouts(SerialPort.TIMEOUT_NONBLOCKING, 0, 0);
    // Boards with kernel RS-485 have it from the device tree; the library would switch it off.
    fresh.disableRs485ModeControl();
    if (!fresh.openPort(0)) {
      int code = fresh.getLastErrorCode();
      fresh.closePort();
      throw new IOException("serial port " + path + " " + cause(code));
    }
    port = fresh;
  }

  private IOException missing() {
    return new IOException(
        "serial port "
            + path
            + " is missing: plug in the RS-485 adapter, or correct the port's path in the"
            + " configuration");
  }

  private String cause(int code) {
    return switch (code) {
      case EACCES -> "may not be opened: add this service's user to the port's group (dialout)";
      case EBUSY, EAGAIN ->
          "is in use by another program: end that one, two masters must never share a live line";
      case EINVAL ->
          "refuses "
              + settings.baud()
              + (settings.evenParity() ? " baud 8E1" : " baud 8N1")
              + ": correct baud rate and parity (a pseudo-terminal takes no parity)";
      case ENOTTY -> "is no serial port: correct the port's path in the configuration";
      case ENOENT -> "has vanished, or this process has it open already: plug the adapter in again";
      case EIO -> "does not answer: plug the RS-485 adapter in again";
      default -> "cannot be opened (error " + code + "): check adapter, driver and path";
    };
  }

  @Override
  public boolean isOpen() {
    return port != null;
  }

  @Override
  public void write(byte[] bytes, int length) throws IOException {
    int written = live().writeBytes(bytes, length);
    // A dead port takes 0 bytes and calls it success.
    if (written != length) {
      throw gone("took " + written + " of " + length + " bytes");
    }
    sentNanos = time.nanos() + settings.characterNanos(length);
  }

  @Override
  public int read(byte[] into, int offset, long deadlineNanos) throws IOException {
    SerialPort live = live();
    while (true) {
      int got = live.readBytes(into, into.length - offset, offset);
      if (got > 0) {
        return got;
      }
      if (got < 0) {
        throw gone("cannot be read");
      }
      long now = time.nanos();
      if (now >= deadlineNanos) {
        return 0;
      }
      // Nobody answers before the request's last bit: no look until then.
      time.sleepUntil(Math.min(deadlineNanos, Math.max(sentNanos, now + lookNanos)));
    }
  }

  @Override
  public void discardInput() throws IOException {
    SerialPort live = live();
    // Not the library's flush: that one throws unsent output away too, a stop frame for instance.
    for (int i = 0; i < MOST_DRAINS; i++) {
      int got = live.readBytes(drain, drain.length);
      if (got < 0) {
        throw gone("cannot be read");
      }
      if (got == 0) {
        return;
      }
    }
  }

  private SerialPort live() throws IOException {
    SerialPort live = port;
    if (live == null) {
      throw new IOException("serial port " + path + " is not open");
    }
    return live;
  }

  private IOException gone(String how) {
    return new IOException(
        "serial port " + path + " is gone (" + how + "): plug the RS-485 adapter in again");
  }

  @Override
  public void close() {
    SerialPort old = port;
    port = null;
    if (old != null) {
      old.closePort();
    }
  }
}
