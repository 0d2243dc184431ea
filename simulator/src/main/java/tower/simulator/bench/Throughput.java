package tower.simulator.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tower.config.TowerConfig;

/** Transactions a second of every master on the paced line: the arms take turns, round by round. */
final class Throughput {
  /** A status word of "switch on disabled", identity and node guard as the reference drive has. */
  private static final List<String> DRIVE =
      List.of("6916=0", "6917=592", "258=1", "259=25664", "5644=0", "5645=500");

  private static final int WARM_UP_MS = 300;

  private final NativeProgram line;
  private final List<Arm> arms;
  private final Arm floor;
  private final Consumer<String> say;

  /** Compiles what is needed into a folder. */
  Throughput(TowerConfig tower, Path folder, Consumer<String> say)
      throws IOException, InterruptedException, BenchException {
    this.say = say;
    line = NativeProgram.compile("paced_line", folder, "gcc and libc6-dev");
    floor = new Arms.CLoop(NativeProgram.compile("loop_master", folder, "gcc and libc6-dev"));
    NativeProgram peer =
        NativeProgram.compile(
            "libmodbus_master",
            folder,
            "libmodbus-dev (with gcc and libc6-dev)",
            "-I/usr/include/modbus",
            "-lmodbus");
    arms =
        List.of(
            floor,
            new Arms.OwnLine(),
            new Arms.OwnBus(tower),
            new Arms.J2mod(),
            new Arms.Libmodbus(peer));
  }

  /**
   * One arm on one line.
   *
   * @param name for the report
   * @param limit transactions a second that the wire can carry, of the reads that it makes
   * @param perSecond by round
   * @param toFloor paired with the floor of the same round; shares of the limit, both
   * @param errors transactions that failed, all rounds
   * @param early requests before t3.5 was over, all rounds
   * @param cpuMicros processor time for one transaction, by round
   */
  record ArmResult(
      String name,
      double limit,
      Sample perSecond,
      Sample toFloor,
      long errors,
      long early,
      Sample cpuMicros) {
    double share() {
      return perSecond.median() / limit;
    }
  }

  /** All arms on one line; the first is the floor. */
  record Result(WireLimit wire, List<ArmResult> arms) {
    boolean isVoid() {
      return Floor.moved(arms.getFirst().perSecond());
    }
  }

  Result measure(WireLimit wire, int rounds, int armMs) throws IOException, InterruptedException {
    List<List<Arm.Tally>> tallies = new ArrayList<>();
    long[] early = new long[arms.size()];
    arms.forEach(arm -> tallies.add(new ArrayList<>()));
    try (PacedLine paced = new PacedLine(line, wire, DRIVE)) {
      for (int round = 0; round < rounds; round++) {
        say.accept("bus: " + wire.baud() + " baud, round " + (round + 1) + " of " + rounds);
        for (int i = 0; i < arms.size(); i++) {
          tallies.get(i).add(arms.get(i).run(paced.device(), wire, WARM_UP_MS, armMs));
          early[i] += paced.seen().early();
        }
      }
    }
    List<ArmResult> results = new ArrayList<>();
    for (int i = 0; i < arms.size(); i++) {
      results.add(result(arms.get(i), wire, tallies.get(i), tallies.getFirst(), early[i]));
    }
    return new Result(wire, results);
  }

  private ArmResult result(
      Arm arm, WireLimit wire, List<Arm.Tally> own, List<Arm.Tally> floors, long early) {
    double limit = wire.readsPerSecond(arm.reads());
    double floorLimit = wire.readsPerSecond(floor.reads());
    return new ArmResult(
        arm.name(),
        limit,
        Sample.of(own.stream().map(Arm.Tally::perSecond).toList()),
        Sample.ratios(
            own.stream().map(t -> t.perSecond() / limit).toList(),
            floors.stream().map(t -> t.perSecond() / floorLimit).toList()),
        own.stream().mapToLong(Arm.Tally::errors).sum(),
        early,
        Sample.of(own.stream().map(Arm.Tally::cpuMicrosEach).toList()));
  }
}
