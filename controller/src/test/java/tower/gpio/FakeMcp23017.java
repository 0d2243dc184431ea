package tower.gpio;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.pi4j.exception.Pi4JException;
import com.pi4j.io.i2c.I2C;
import java.io.IOException;

/**
 * An MCP23017 behind a mocked device of Pi4J: registers with the pointer that steps on by itself,
 * as in the data sheet's figure 3-3, and what can go wrong on a bus.
 */
final class FakeMcp23017 {
  static final int IODIR = 0x00;
  static final int IOCON = 0x0A;
  static final int GPPU = 0x0C;
  static final int GPIO = 0x12;
  static final int OLAT = 0x14;
  private static final int REGISTERS = 0x16;

  final I2C device = mock(I2C.class);
  private final TestTime time;
  private final byte[] registers = new byte[REGISTERS];
  private int pins;

  /** Refuses its address. */
  boolean absent;

  /** The bus is held low: every transfer ends in the kernel's time-out. */
  boolean hangs;

  /** Answers its address, then the pull-ups answer for it. */
  boolean allOnes;

  /** Every so many transfers one fails; 0 for none. */
  int disturbedEvery;

  /** Answers with fewer bytes than asked for. */
  boolean shortAnswers;

  int transfers;

  FakeMcp23017(TestTime time) {
    this.time = time;
    powerUp();
    when(device.readRegister(anyInt(), any(byte[].class), anyInt(), anyInt()))
        .thenAnswer(call ->
            transfer(
                new byte[] {(byte) call.<Integer>getArgument(0).intValue()},
                call.getArgument(1),
                call.getArgument(2),
                call.getArgument(3)));
    when(device.readRegister(any(byte[].class), any(byte[].class), anyInt(), anyInt()))
        .thenAnswer(call ->
            transfer(
                call.getArgument(0),
                call.getArgument(1),
                call.getArgument(2),
                call.getArgument(3)));
  }

  /** The registers after power-up or reset: all lines are inputs. */
  void powerUp() {
    java.util.Arrays.fill(registers, (byte) 0);
    registers[IODIR] = (byte) 0xFF;
    registers[IODIR + 1] = (byte) 0xFF;
  }

  /** The levels that the world puts on the lines. */
  void pins(int levels) {
    pins = levels;
  }

  int register(int number) {
    return registers[number] & 0xFF;
  }

  int word(int number) {
    return register(number) | (register(number + 1) << 8);
  }

  /** What the output lines drive; a line that is no output drives nothing (0). */
  int driven() {
    return word(OLAT) & ~word(IODIR);
  }

  private int transfer(byte[] written, byte[] into, int offset, int length) {
    transfers++;
    if (hangs) {
      time.passMs(20);
      throw refused("Connection timed out");
    }
    if (absent || (disturbedEvery > 0 && transfers % disturbedEvery == 0)) {
      throw refused("Remote I/O error");
    }
    int pointer = written[0];
    for (int i = 1; i < written.length; i++) {
      registers[pointer] = written[i];
      pointer = (pointer + 1) % REGISTERS;
    }
    int port = (pins & word(IODIR)) | driven();
    registers[GPIO] = (byte) port;
    registers[GPIO + 1] = (byte) (port >> 8);
    for (int i = 0; i < length; i++) {
      into[offset + i] = allOnes ? (byte) 0xFF : registers[pointer];
      pointer = (pointer + 1) % REGISTERS;
    }
    return shortAnswers ? length - 1 : length;
  }

  private static Pi4JException refused(String kernel) {
    return new Pi4JException("Failed to execute ioctl", new IOException(kernel));
  }
}
