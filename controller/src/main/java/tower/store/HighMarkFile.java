package tower.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tinylog.Logger;

/** {@code tower.seq}: one line, overwritten after every commit and never synced. */
final class HighMarkFile implements HighMark {
  private static final int BYTES = 128;
  private static final Pattern LINE = Pattern.compile("tower journal (\\d{19}) ([0-9a-f]{64})");

  private final FileChannel channel;
  private final ByteBuffer line = ByteBuffer.allocateDirect(BYTES);
  private boolean complained;

  private HighMarkFile(FileChannel channel) {
    this.channel = channel;
  }

  /** Opens or creates the file. */
  static HighMarkFile open(Path file) {
    try {
      return new HighMarkFile(
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Code.READ_ONLY,
          "Cannot open " + file + ": " + e,
          "Give the file to the service's user.",
          e);
    }
  }

  @Override
  public Optional<End> read() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    try {
      channel.read(bytes, 0);
    } catch (IOException e) {
      Logger.warn(e, "cannot read the second record of the journal's end");
      return Optional.empty();
    }
    Matcher matcher = LINE.matcher(US_ASCII.decode(bytes.flip()));
    return matcher.lookingAt()
        ? Optional.of(new End(Long.parseLong(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  @Override
  public void write(long seq, String hash) {
    byte[] text = new byte[BYTES];
    Arrays.fill(text, (byte) ' ');
    text[BYTES - 1] = '\n';
    byte[] words = String.format("tower journal %019d %s", seq, hash).getBytes(US_ASCII);
    System.arraycopy(words, 0, text, 0, words.length);
    line.clear().put(text).flip();
    try {
      channel.write(line, 0);
    } catch (IOException e) {
      if (!complained) {
        Logger.warn(e, "cannot write the second record of the journal's end");
      }
      complained = true;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      Logger.warn(e, "cannot close the second record of the journal's end");
    }
  }
}
