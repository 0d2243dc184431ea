package tower.gpio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tower.model.OutputImage;

class ExpanderTest {
  private static final int FIRST_BAY = 2;
  private static final int BAYS = 14;
  private static final int DOOR_CLOSED = 16;
  private static final int DOOR_OPEN = 17;
  private static final OutputImage DOOR_OPENS = OutputImage.OFF.plus(0);

  /** With both outputs off: line 7 low, line 15 (active low) high. */
  private static final int OFF = 0x8000;

  private final TestTime time = new TestTime();
  private final ExpanderBus bus = new ExpanderBus(time);
  private final FakeMcp23017 bayChip = new FakeMcp23017(time);
  private final FakeMcp23017 doorChip = new FakeMcp23017(time);
  private final PinMap map = Maps.small().build();
  private final Expander bays = new Expander(Maps.BAYS, map, bayChip.device, bus);
  private final Expander doors = new Expander(Maps.DOORS, map, doorChip.device, bus);
  private final Levels levels = new Levels(map.inputs().size());

  @BeforeEach
  void allBaysEmpty() {
    bayChip.pins(0xFFFF);
    scan();
  }

  @Test
  void linesAreReadWithTheirActiveLevel() {
    bayChip.pins(0xFFFF & ~(1 << 0) & ~(1 << 14));
    doorChip.pins(1 << 0);
    scan();

    assertThat(levels.on(FIRST_BAY)).isTrue();
    assertThat(levels.on(FIRST_BAY + 1)).isFalse();
    assertThat(levels.on(FIRST_BAY + 13)).isTrue();
    assertThat(levels.on(DOOR_CLOSED)).isTrue();
    assertThat(levels.on(DOOR_OPEN)).isTrue();
    doorChip.pins(1 << 8);
    scan();
    assertThat(levels.on(DOOR_CLOSED)).isFalse();
    assertThat(levels.on(DOOR_OPEN)).isFalse();
    assertThat(bays.trouble() + doors.trouble()).isEmpty();
  }

  @Test
  void outputsAreOffUntilWritten() {
    assertThat(doorChip.driven()).isEqualTo(OFF);

    doors.write(DOOR_OPENS);
    assertThat(doorChip.driven()).isEqualTo(0x8080);
    doors.write(OutputImage.OFF.plus(1));
    assertThat(doorChip.driven()).isEqualTo(0);
    doors.off();
    assertThat(doorChip.driven()).isEqualTo(OFF);
  }

  // Before its directions are set a chip that kept its power over a restart still drives a door.
  @Test
  void latchesAreSetBeforeDirections() {
    FakeMcp23017 fresh = new FakeMcp23017(time);
    Expander expander = new Expander(Maps.DOORS, map, fresh.device, bus);
    fresh.disturbedEvery = 3;

    expander.scan(levels);

    assertThat(fresh.word(FakeMcp23017.IODIR)).as("third transfer failed").isEqualTo(0xFFFF);
    assertThat(fresh.word(FakeMcp23017.OLAT)).isEqualTo(OFF);
    assertThat(expander.trouble()).contains("expander2");
  }

  @Test
  void contactsAndFreeLinesArePulledUpDrivenLinesAreNot() {
    assertThat(bayChip.word(FakeMcp23017.GPPU)).isEqualTo(0xFFFF);
    assertThat(doorChip.word(FakeMcp23017.GPPU)).isEqualTo(0xFFFF & ~1 & ~0x8080);
  }

  // The fault of one chip is never forty-two occupied bays.
  @Test
  void absentChipInvalidatesItsPointsAndNobodyElses() {
    bayChip.absent = true;
    scan();

    assertBaysInvalid();
    assertThat(levels.valid(DOOR_CLOSED)).isTrue();
    assertThat(bays.trouble())
        .startsWith("expander1 (MCP23017 at address 0x20 of /dev/i2c-1) does not answer")
        .contains("Remote I/O error", "check its supply");
    assertThat(doors.trouble()).isEmpty();
  }

  @Test
  void busThatReadsAllOnesIsAFaultAndNotFourteenLevels() {
    bayChip.allOnes = true;
    scan();

    assertBaysInvalid();
    assertThat(bays.trouble()).contains("expander1", "reads all ones", "supply");
  }

  @Test
  void sixteenHighLinesOfASoundChipAreLevels() {
    bayChip.pins(0xFFFF);
    scan();
    assertThat(levels.valid(FIRST_BAY)).isTrue();

    bayChip.pins(0);
    scan();
    assertThat(IntStream.range(FIRST_BAY, FIRST_BAY + BAYS).allMatch(levels::on)).isTrue();
    assertThat(bays.trouble()).isEmpty();
  }

  @Test
  void chipThatWasResetIsAFaultBeforeItsLevelsCount() {
    doors.write(DOOR_OPENS);
    doorChip.powerUp();
    scan();

    assertThat(levels.valid(DOOR_CLOSED)).isFalse();
    assertThat(doors.trouble())
        .contains("has lost its settings (register 0x0a reads 0x0000 instead of 0x4444)");
    assertThat(doorChip.driven()).isZero();
  }

  @Test
  void chipThatWasResetComesBackWithOutputsOffAndIsThenWritten() {
    doors.write(DOOR_OPENS);
    doorChip.powerUp();
    scan();
    doors.write(DOOR_OPENS);
    assertThat(doorChip.driven()).isZero();

    time.passMs(1_000);
    scan();
    assertThat(doorChip.driven()).isEqualTo(OFF);
    assertThat(doors.trouble()).isEmpty();
    assertThat(levels.valid(DOOR_CLOSED)).isTrue();

    doors.write(DOOR_OPENS);
    assertThat(doorChip.driven()).isEqualTo(0x8080);
  }

  @Test
  void outputsThatReadBackWrongAreAFault() {
    doors.write(DOOR_OPENS);
    doorChip.device.readRegister(new byte[] {FakeMcp23017.OLAT, 0, 0}, new byte[1], 0, 1);
    scan();

    assertThat(doors.trouble()).contains("register 0x14 reads 0x0000 instead of 0x8080");
  }

  // A direction that flips turns an input into an output that fights its sensor.
  @Test
  void flippedDirectionIsFoundWithinASecondOfCycles() {
    bayChip.device.readRegister(new byte[] {FakeMcp23017.IODIR, (byte) 0xFE}, new byte[1], 0, 1);
    for (int cycle = 0; cycle < 20; cycle++) {
      scan();
    }

    assertThat(bays.trouble()).contains("register 0x00 reads 0xfffe instead of 0xffff");
    assertBaysInvalid();
  }

  @Test
  void shortAnswerIsNoAnswer() {
    bayChip.shortAnswers = true;
    scan();

    assertBaysInvalid();
    assertThat(bays.trouble()).contains("does not answer");
  }

  @Test
  void oneDisturbedTransferIsReadAgainAndIsNoFault() {
    bayChip.disturbedEvery = 2;
    for (int cycle = 0; cycle < 50; cycle++) {
      scan();
      assertThat(levels.valid(FIRST_BAY)).isTrue();
    }
    assertThat(bays.trouble()).isEmpty();
  }

  @Test
  void silentChipIsAskedOnceASecond() {
    bayChip.absent = true;
    scan();
    int before = bayChip.transfers;
    for (int cycle = 0; cycle < 100; cycle++) {
      time.passMs(50);
      scan();
    }

    assertThat(bayChip.transfers - before).isBetween(4, 5);
    assertThat(bays.trouble()).contains("does not answer");
  }

  @Test
  void chipThatAnswersAgainIsSetUpAndItsTroubleEnds() {
    bayChip.absent = true;
    scan();
    bayChip.absent = false;
    bayChip.powerUp();
    time.passMs(1_000);
    scan();

    assertThat(bays.trouble()).isEmpty();
    assertThat(levels.valid(FIRST_BAY)).isTrue();
    assertThat(bayChip.word(FakeMcp23017.IOCON)).isEqualTo(0x4444);
  }

  // Seven chips times the kernel's time-out would eat the deadline of a stop.
  @Test
  void hangingBusCostsOneTimeoutASecondForAllItsChips() {
    bayChip.hangs = true;
    doorChip.hangs = true;
    long start = time.millis();
    scan();
    assertThat(time.millis() - start).isEqualTo(20);
    assertBaysInvalid();
    assertThat(levels.valid(DOOR_CLOSED)).isFalse();
    assertThat(doors.trouble()).contains("expander2", "its bus hangs");

    start = time.millis();
    for (int cycle = 0; cycle < 100; cycle++) {
      time.passMs(50);
      scan();
    }
    assertThat(time.millis() - start - 5_000).isLessThanOrEqualTo(5 * 20);

    bayChip.hangs = false;
    doorChip.hangs = false;
    time.passMs(2_100);
    scan();
    assertThat(bays.trouble() + doors.trouble()).isEmpty();
  }

  private void assertBaysInvalid() {
    assertThat(IntStream.range(FIRST_BAY, FIRST_BAY + BAYS).noneMatch(levels::valid)).isTrue();
  }

  private void scan() {
    bays.scan(levels);
    doors.scan(levels);
  }
}
