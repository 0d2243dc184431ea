package tower.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tower.drive.FakeLine.Fault;

class LineTest {
  private static final Request STATUS = Request.read(1, 6914, 8);
  private static final Request CONTROL = Request.write(1, 6914, 0, 6);
  private static final long MS = 1_000_000;

  private final FakeTime time = new FakeTime();
  private final FakeLine port = new FakeLine(time);
  private final Line line = new Line(port, time, BusSettings.reference(), 0, 100);

  @BeforeEach
  void open() throws IOException {
    port.drives.add(new FakeDrive(1, time));
    line.open();
    time.pass(100);
    assertThat(line.quarantined()).isFalse();
  }

  @Test
  void goodAnswersAreTaken() throws IOException {
    assertThat(line.exchange(STATUS)).isEqualTo(Outcome.ANSWERED);
    assertThat(line.word(3)).isEqualTo(0x4640);
    assertThat(line.exchange(CONTROL)).isEqualTo(Outcome.ANSWERED);
    assertThat(line.doubtful()).isZero();
  }

  // Each of these has cost someone a machine; none may pass for an answer, read or write.
  @Test
  void everyFaultOfTheLineIsDoubtful() throws IOException {
    for (Map.Entry<String, Fault> fault : faults().entrySet()) {
      for (Request request : new Request[] {STATUS, CONTROL}) {
        port.once(r -> true, fault.getValue());
        assertThat(line.exchange(request)).as(fault.getKey()).isEqualTo(Outcome.DOUBTFUL);
        assertThat(line.doubt()).as(fault.getKey()).isNotEmpty();
        assertThat(line.quarantined()).as(fault.getKey()).isTrue();
        time.pass(200);
        assertThat(line.quarantined()).as(fault.getKey()).isFalse();
        assertThat(line.exchange(request)).as(fault.getKey()).isEqualTo(Outcome.ANSWERED);
      }
    }
  }

  private static Map<String, Fault> faults() {
    Map<String, Fault> faults = new LinkedHashMap<>();
    faults.put("none", Faults.DEAF);
    faults.put("crc", Faults.CRC);
    faults.put("late", Faults.late(60));
    faults.put("partial", Faults.partial(4));
    faults.put("partial but for one", Faults.partial(7));
    faults.put("gap", Faults.gap(60));
    faults.put("wrong unit", Faults.WRONG_UNIT);
    faults.put("wrong function", Faults.WRONG_FUNCTION);
    faults.put("short", Faults.SHORT);
    faults.put("long", Faults.LONG);
    faults.put("duplicate", Faults.DUPLICATE);
    faults.put("junk before", Faults.JUNK_BEFORE);
    faults.put("junk after", Faults.JUNK_AFTER);
    faults.put("junk soon after", Faults.junkSoonAfter());
    faults.put("echo", Faults.ECHO);
    faults.put("echo only", Faults.ECHO_ONLY);
    faults.put("noise", Faults.noise(40, 1));
    faults.put("much noise", Faults.noise(400, 2));
    faults.put("zeros", Faults.zeros(16));
    return faults;
  }

  @Test
  void exceptionIsARefusalAndNoDoubt() throws IOException {
    port.once(r -> true, Faults.exception(2));
    assertThat(line.exchange(STATUS)).isEqualTo(Outcome.REFUSED);
    assertThat(line.exceptionCode()).isEqualTo(2);
    assertThat(line.quarantined()).isFalse();
  }

  // A pause inside a frame is the operating system's, not the drive's: the CRC decides.
  @Test
  void shortPauseInsideAReplyIsHarmless() throws IOException {
    port.once(r -> true, Faults.gap(5));
    assertThat(line.exchange(STATUS)).isEqualTo(Outcome.ANSWERED);
  }

  // The classic wrong-data fault: a reply later than the time-out answers the next request.
  @Test
  void lateReplyDiesInTheQuarantine() throws IOException {
    port.once(r -> true, Faults.late(120));
    line.exchange(STATUS);
    time.pass(99);
    assertThat(line.quarantined()).isTrue();
    time.pass(1);
    assertThat(line.quarantined()).isFalse();
    assertThat(port.read(new byte[64], 0, time.nanos())).isZero();
  }

  @Test
  void quarantineLastsAsLongAsTheSlowestDriveMayAnswer() throws IOException {
    Line slow = new Line(port, time, BusSettings.reference(), 0, 250);
    slow.open();
    time.pass(249);
    assertThat(slow.quarantined()).isTrue();
    time.pass(1);
    assertThat(slow.quarantined()).isFalse();
  }

  @Test
  void bytesThatNobodyAskedForSpoilTheNextExchangeUnsent() throws IOException {
    line.exchange(STATUS);
    port.sent.clear();
    port.arrive(time.nanos() + 3 * MS, (byte) 0);
    time.pass(5);
    assertThat(line.exchange(STATUS)).isEqualTo(Outcome.DOUBTFUL);
    assertThat(port.sent).isEmpty();
  }

  @Test
  void framesAreSeparatedByThreeAndAHalfCharacters() throws IOException {
    line.exchange(STATUS);
    line.exchange(STATUS);
    long first = port.sent.get(0).nanos();
    long second = port.sent.get(1).nanos();
    long characters = BusSettings.reference().characterNanos(8);
    // The fake's reply comes whole, 1 ms after the request was handed over.
    assertThat(second - first).isEqualTo(Math.max(characters, FakeLine.ANSWER_NANOS) + 1_750_000);
  }

  @Test
  void drivesThatWantMoreSilenceGetIt() throws IOException {
    Line patient = new Line(port, time, BusSettings.reference(), 10_000, 100);
    patient.open();
    time.pass(100);
    patient.quarantined();
    port.sent.clear();
    patient.exchange(STATUS);
    patient.exchange(STATUS);
    assertThat(port.sent.get(1).nanos() - port.sent.get(0).nanos())
        .isEqualTo(FakeLine.ANSWER_NANOS + 11_750_000);
  }

  @Test
  void slowLinesSeparateByTheirOwnCharacters() {
    BusSettings slow = new BusSettings(9_600, true, 50, 100, 15);
    assertThat(slow.silenceNanos()).isBetween(4_010_000L, 4_011_000L);
    assertThat(new BusSettings(19_200, true, 50, 100, 15).silenceNanos())
        .isBetween(2_005_000L, 2_006_000L);
    assertThat(new BusSettings(19_201, true, 50, 100, 15).silenceNanos()).isEqualTo(1_750_000L);
  }

  @Test
  void stopIgnoresTheQuarantineAndWaitsOnlyBriefly() throws IOException {
    port.always(r -> true, Faults.DEAF);
    line.exchange(STATUS);
    long before = time.nanos();
    assertThat(line.urgent(CONTROL)).isEqualTo(Outcome.DOUBTFUL);
    assertThat(port.sent).hasSize(2);
    assertThat(port.sent.getLast().nanos()).isEqualTo(before);
    assertThat(time.nanos() - before).isLessThan(18 * MS);
  }

  @Test
  void answersArrivingByteByByteAreTheSame() throws IOException {
    port.once(
        r -> true,
        (l, q, reply, at) -> {
          for (int i = 0; i < reply.length; i++) {
            l.arrive(at + i * 95_000L, reply[i]);
          }
        });
    assertThat(line.exchange(STATUS)).isEqualTo(Outcome.ANSWERED);
    assertThat(line.word(3)).isEqualTo(0x4640);
  }
}
