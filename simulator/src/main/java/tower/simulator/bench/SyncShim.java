package tower.simulator.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import tower.simulator.demo.ControllerProcess.Surroundings;

/** Counts the syncs of one process and slows them down, while it runs. */
final class SyncShim implements AutoCloseable {
  private final NativeProgram library;
  private final Path cell;
  private final FileChannel file;

  /**
   * A shim for one process.
   *
   * @param library the compiled shim
   * @param cell a file of its own
   */
  SyncShim(NativeProgram library, Path cell) throws IOException {
    this.library = library;
    this.cell = cell;
    Files.write(cell, new byte[16]);
    file = FileChannel.open(cell, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** Compiles it. */
  static NativeProgram compile(Path folder)
      throws IOException, InterruptedException, BenchException {
    return NativeProgram.compile(
        "sync_shim", folder, "gcc and libc6-dev", "-shared", "-fPIC", "-ldl");
  }

  /** What the process is started in. */
  Surroundings surroundings() {
    return new Surroundings(List.of(), environment());
  }

  Map<String, String> environment() {
    return Map.of("LD_PRELOAD", library.binary().toString(), "SYNC_SHIM", cell.toString());
  }

  /** From now on each sync takes so much longer. */
  void slower(long micros) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
    file.write(bytes.putLong(0, micros), 8);
  }

  /** Syncs so far. */
  long count() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
    if (file.read(bytes, 0) != 8) {
      throw new IOException("the shim's file is too short");
    }
    return bytes.getLong(0);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
