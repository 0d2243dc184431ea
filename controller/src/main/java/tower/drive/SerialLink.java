package tower.drive;

import java.io.IOException;

/**
 * A serial line as bytes: jSerialComm in the product, a wire in the simulator. Used by one thread.
 *
 * <p>An {@link IOException} means that the port is gone; the caller closes and opens again later.
 */
public interface SerialLink extends AutoCloseable {
  /** The configured device path, for people. */
  String name();

  /**
   * Opens the port; the path is resolved anew every time, because after a replug the old path can
   * be another port.
   *
   * @throws IOException naming cause and remedy
   */
  void open() throws IOException;

  /** True between a successful {@link #open()} and {@link #close()}; says nothing of an unplug. */
  boolean isOpen();

  /**
   * Hands bytes to the line.
   *
   * @throws IOException when the port is gone
   */
  void write(byte[] bytes, int length) throws IOException;

  /**
   * Blocks until at least one byte has come or the deadline has passed.
   *
   * @param into where the bytes go
   * @param offset first place to fill
   * @param deadlineNanos of {@link tower.model.Time#nanos()}
   * @return how many bytes came, 0 at the deadline
   * @throws IOException when the port is gone
   */
  int read(byte[] into, int offset, long deadlineNanos) throws IOException;

  /** Throws away whatever has arrived. */
  void discardInput() throws IOException;

  /** Closes the port; harmless when closed. */
  @Override
  void close();
}
