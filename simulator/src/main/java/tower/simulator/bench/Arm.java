package tower.simulator.bench;

import java.io.IOException;

/** One master on the line, asked again and again in turn with the others. */
interface Arm {
  /** For the report. */
  String name();

  /** Sizes of the reads that it takes turns with. */
  int[] reads();

  /** Opens the port, warms up, reads for so long, closes. */
  Tally run(String device, WireLimit wire, int warmUpMs, int millis)
      throws IOException, InterruptedException;

  /**
   * What a master did.
   *
   * @param good transactions answered well
   * @param errors the others
   * @param micros how long it took
   * @param cpuMicros processor time of the master
   */
  record Tally(long good, long errors, long micros, long cpuMicros) {
    double perSecond() {
      return 1e6 * good / micros;
    }

    double cpuMicrosEach() {
      return (double) cpuMicros / Math.max(1, good);
    }

    /** Of a program that prints "good errors microseconds cpu-microseconds". */
    static Tally parse(String text) {
      String[] numbers = text.strip().split(" ", -1);
      return new Tally(
          Long.parseLong(numbers[0]),
          Long.parseLong(numbers[1]),
          Long.parseLong(numbers[2]),
          Long.parseLong(numbers[3]));
    }
  }
}
