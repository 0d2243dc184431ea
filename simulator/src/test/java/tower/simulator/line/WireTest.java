package tower.simulator.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tower.model.AxisName;
import tower.simulator.Master;
import tower.simulator.TinyTower;
import tower.simulator.VirtualTower;
import tower.simulator.drive.Crc16;
import tower.simulator.drive.DriveSlave;
import tower.simulator.line.LineFault.Kind;
import tower.simulator.world.PowerCut;
import tower.simulator.world.World;

class WireTest {
  private static final int[] STATUS = {1, 3, 0x1B, 0x02, 0, 8};

  private final VirtualTower tower = TinyTower.of(1);
  private final Deque<LineFault> script = new ArrayDeque<>();
  private Master master;
  private byte[] good;

  @BeforeEach
  void power() throws IOException {
    master = new Master(tower);
    good = master.ask(STATUS);
    tower.wire().policy((unit, function) -> script.isEmpty() ? LineFault.OK : script.remove());
  }

  private byte[] with(Kind kind, int number) throws IOException {
    script.add(LineFault.of(kind, number));
    byte[] reply = master.ask(STATUS);
    assertThat(script).isEmpty();
    return reply;
  }

  private byte[] with(Kind kind) throws IOException {
    return with(kind, 0);
  }

  private static byte[] join(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  @Test
  void aSoundReplyIsWholeAndTakesItsTimeOnTheWire() throws IOException {
    assertThat(good).hasSize(21);
    assertThat(Crc16.holds(good, 21)).isTrue();
    long began = tower.world().nanos();
    byte[] into = new byte[64];
    byte[] request = {1, 3, 0x1B, 0x02, 0, 8, 0, 0};
    Crc16.append(request, 6);
    master.ports().link().write(request, 8);
    int count = master.ports().link().read(into, 0, began + 50 * World.MS);
    assertThat(count).isEqualTo(21);
    long wire = 29 * tower.wire().byteNanos();
    assertThat(tower.world().nanos() - began).isBetween(wire + 500_000, wire + 2_000_000);
  }

  @Test
  void aDeadlineInTheMiddleGetsWhatHasComeSoFar() throws IOException {
    byte[] into = new byte[64];
    byte[] request = {1, 3, 0x1B, 0x02, 0, 8, 0, 0};
    Crc16.append(request, 6);
    master.ports().link().write(request, 8);
    int had = 0;
    for (int i = 0; had < 21 && i < 100; i++) {
      had += master.ports().link().read(into, had, tower.world().nanos() + 200_000);
    }
    assertThat(Arrays.copyOf(into, 21)).isEqualTo(good);
  }

  @Test
  void brokenReplies() throws IOException {
    assertThat(with(Kind.NONE)).isEmpty();
    assertThat(with(Kind.DEAF)).isEmpty();
    byte[] crc = with(Kind.CRC);
    assertThat(crc).hasSize(21).isNotEqualTo(good);
    assertThat(Crc16.holds(crc, 21)).isFalse();
    assertThat(with(Kind.PARTIAL, 5)).isEqualTo(Arrays.copyOf(good, 5));
    assertThat(with(Kind.NOISE, 17)).hasSize(17);
    assertThat(with(Kind.ZEROS, 9)).isEqualTo(new byte[9]);
    assertThat(master.ask(STATUS)).isEqualTo(good);
  }

  @Test
  void wellFormedRepliesThatAreWrong() throws IOException {
    byte[] unit = with(Kind.WRONG_UNIT);
    assertThat(unit[0]).isEqualTo((byte) 2);
    byte[] function = with(Kind.WRONG_FUNCTION);
    assertThat(function[1]).isEqualTo((byte) 4);
    byte[] exception = with(Kind.EXCEPTION, 6);
    assertThat(exception).startsWith(new byte[] {1, (byte) 0x83, 6}).hasSize(5);
    byte[] tooShort = with(Kind.SHORT);
    assertThat(tooShort).hasSize(7);
    byte[] tooLong = with(Kind.LONG);
    assertThat(tooLong).hasSize(23);
    for (byte[] reply : List.of(unit, function, exception, tooShort, tooLong)) {
      assertThat(Crc16.holds(reply, reply.length)).isTrue();
    }
  }

  @Test
  void moreThanTheReply() throws IOException {
    byte[] request = {1, 3, 0x1B, 0x02, 0, 8, 0, 0};
    Crc16.append(request, 6);
    assertThat(with(Kind.DUPLICATE)).isEqualTo(join(good, good));
    assertThat(with(Kind.JUNK_BEFORE)).isEqualTo(join(new byte[] {0, -1, 0}, good));
    assertThat(with(Kind.ECHO)).isEqualTo(join(request, good));
    assertThat(with(Kind.ECHO_ONLY)).isEqualTo(request);
    assertThat(with(Kind.JUNK_AFTER)).startsWith(good);
  }

  @Test
  void aGapIsSilenceInTheMiddle() throws IOException {
    script.add(LineFault.of(Kind.GAP, 20));
    byte[] first = master.ask(STATUS);
    byte[] second = master.listen(60 * World.MS);
    assertThat(join(first, second)).isEqualTo(good);
    assertThat(first).hasSize(10);
  }

  /** The classic: an old answer comes when the next question has been asked. */
  @Test
  void aLateReplyArrivesAfterTheTimeOut() throws IOException {
    script.add(LineFault.of(Kind.LATE, 80));
    assertThat(master.ask(STATUS)).isEmpty();
    assertThat(master.listen(100 * World.MS)).isEqualTo(good);
  }

  /** Half duplex: who asks while the old answer is on the line spoils both. */
  @Test
  void askingIntoALateReplySpoilsBoth() throws IOException {
    script.add(LineFault.of(Kind.LATE, 60));
    byte[] request = {1, 3, 0x1B, 0x02, 0, 8, 0, 0};
    Crc16.append(request, 6);
    long began = tower.world().nanos();
    master.ports().link().write(request, 8);
    tower.world().sleepUntil(began + 63 * World.MS);
    long answered = tower.drive(AxisName.LIFT).answered();
    byte[] reply = master.ask(STATUS);
    assertThat(reply).isNotEqualTo(good);
    assertThat(tower.drive(AxisName.LIFT).answered()).isEqualTo(answered);
  }

  @Test
  void twoDrivesOfOneAddressSpoilEachOther() throws IOException {
    tower
        .wire()
        .connect(
            new DriveSlave(
                tower.world(),
                TinyTower.lexium(),
                tower.plant().carrier().axis(AxisName.SHUTTLE),
                TinyTower.LIFT_UNIT));
    int spoilt = 0;
    for (int i = 0; i < 20; i++) {
      byte[] reply = master.ask(STATUS);
      spoilt += Arrays.equals(reply, good) ? 0 : 1;
    }
    assertThat(spoilt).isEqualTo(20);
  }

  @Test
  void unpluggedThePortIsGoneAndReplugsOnlyByOpeningAgain() throws IOException {
    tower.wire().plugged(false);
    assertThatThrownBy(() -> master.ask(STATUS)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> master.ports().link().open()).hasMessageContaining("plug");
    tower.wire().plugged(true);
    master.ports().link().close();
    master.ports().link().open();
    assertThat(master.ask(STATUS)).isEqualTo(good);
  }

  @Test
  void aDeadProcessReachesTheLineNoMore() {
    master.ports().life().cut();
    long before = tower.wire().requests();
    assertThatThrownBy(() -> master.ask(STATUS)).isInstanceOf(PowerCut.class);
    assertThat(tower.wire().requests()).isEqualTo(before);
  }

  @Test
  void framesAndBytesAreCountedAndShown() throws IOException {
    StringBuilder seen = new StringBuilder();
    tower
        .wire()
        .watch(
            new LineWatch() {
              @Override
              public void request(long nanos, byte[] bytes, int length) {
                seen.append("request ").append(length).append(';');
              }

              @Override
              public void reply(long nanos, byte[] bytes, int length) {
                seen.append("reply ").append(length).append(';');
              }
            });
    long before = tower.wire().bytes();
    master.ask(STATUS);
    assertThat(seen).hasToString("request 8;reply 21;");
    assertThat(tower.wire().bytes() - before).isEqualTo(29);
  }

  /** Every kind, many times: a sound exchange after it is sound. */
  @Test
  void theLineHealsWhateverHappened() throws IOException {
    RandomFaults faults =
        new RandomFaults(
            tower.world().chance("faults"),
            1_000_000,
            List.copyOf(EnumSet.complementOf(EnumSet.of(Kind.OK))));
    for (int i = 0; i < 500; i++) {
      tower.wire().policy(faults);
      master.ask(STATUS);
      tower.wire().policy(LinePolicy.SOUND);
      master.listen(300 * World.MS);
      assertThat(master.ask(STATUS)).isEqualTo(good);
    }
  }

  @Test
  void faultsComeAtTheirRate() {
    RandomFaults faults =
        new RandomFaults(tower.world().chance("rate"), 100_000, List.of(Kind.NONE));
    int wrong = 0;
    for (int i = 0; i < 100_000; i++) {
      wrong += faults.next(1, 3).equals(LineFault.OK) ? 0 : 1;
    }
    assertThat(wrong).isCloseTo(10_000, within(500));
  }
}
