package tower.simulator.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The byte-paced line with drives at its end: a C program, so that no collector paces it. */
final class PacedLine implements AutoCloseable {
  private final Process process;
  private final BufferedReader said;
  private final BufferedWriter ask;
  private final String device;

  /**
   * Plugs it in.
   *
   * @param registers "address=value" each
   */
  PacedLine(NativeProgram program, WireLimit wire, List<String> registers) throws IOException {
    List<Object> arguments =
        new ArrayList<>(List.of(wire.baud(), wire.bits(), wire.answerMicros()));
    arguments.addAll(registers);
    process = program.start(arguments.toArray());
    said = process.inputReader(StandardCharsets.UTF_8);
    ask = process.outputWriter(StandardCharsets.UTF_8);
    device = line();
  }

  private String line() throws IOException {
    String line = said.readLine();
    if (line == null) {
      throw new IOException("the paced line has ended");
    }
    return line;
  }

  /** The port to open. */
  String device() {
    return device;
  }

  /**
   * What came down the line since the last question.
   *
   * @param requests all of them
   * @param broken of these, not understood
   * @param early of these, before t3.5 after the last reply
   */
  record Seen(long requests, long broken, long early) {}

  Seen seen() throws IOException {
    ask.write("\n");
    ask.flush();
    String[] counts = line().split(" ", -1);
    return new Seen(
        Long.parseLong(counts[0]), Long.parseLong(counts[1]), Long.parseLong(counts[2]));
  }

  @Override
  public void close() {
    process.destroy();
  }
}
