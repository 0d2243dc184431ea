package tower.drive;

import static org.assertj.core.api.Assertions.assertThat;

import com.ghgande.j2mod.modbus.procimg.Register;
import com.ghgande.j2mod.modbus.procimg.SimpleProcessImage;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import com.ghgande.j2mod.modbus.util.SerialParameters;
import java.io.BufferedReader;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tinylog.Logger;
import tower.model.AxisName;
import tower.model.AxisReport;
import tower.model.Link;
import tower.model.MoveProgress;

/** The master against drives on other people's Modbus libraries, over real pseudo-terminals. */
@Timeout(90)
class ForeignDriveTest {
  private final RealTime time = new RealTime();

  @TempDir Path folder;

  @Test
  void homesAndMovesADriveOnLibmodbus() throws Exception {
    try (PtyWire wire = new PtyWire()) {
      Process drive = startLibmodbusDrive(wire.right());
      try {
        homeAndMove(wire.left());
      } finally {
        drive.destroyForcibly().waitFor();
      }
    }
  }

  private Process startLibmodbusDrive(String device) throws Exception {
    Path source = folder.resolve("libmodbus_drive.c");
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("/drive/libmodbus_drive.c"))) {
      Files.copy(in, source);
    }
    String binary = folder.resolve("libmodbus_drive").toString();
    Process gcc =
        new ProcessBuilder(
                List.of(
                    "gcc", "-o", binary, source.toString(), "-I/usr/include/modbus", "-lmodbus"))
            .redirectErrorStream(true)
            .start();
    String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(gcc.waitFor()).as("gcc with libmodbus-dev is needed: %s", said).isZero();
    Process drive = new ProcessBuilder(binary, device, "1").redirectErrorStream(true).start();
    BufferedReader out = drive.inputReader(StandardCharsets.UTF_8);
    assertThat(out.readLine()).isEqualTo("ready");
    return drive;
  }

  @Test
  void homesAndMovesADriveOnJ2mod() throws Exception {
    try (PtyWire wire = new PtyWire()) {
      SerialParameters line = new SerialParameters();
      line.setPortName(wire.right());
      line.setBaudRate(115_200);
      line.setDatabits(8);
      line.setParity("None");
      line.setStopbits(1);
      line.setEncoding("rtu");
      ModbusSlave slave = ModbusSlaveFactory.createSerialSlave(line);
      slave.addProcessImage(1, new DriveImage(new FakeDrive(1, time)));
      slave.open();
      try {
        homeAndMove(wire.left());
      } finally {
        close(slave);
      }
    }
  }

  /** When its listener is slow to end, j2mod still calls Thread.stop, which Java has no longer. */
  private static void close(ModbusSlave slave) {
    try {
      ModbusSlaveFactory.close(slave);
    } catch (UnsupportedOperationException e) {
      Logger.debug(e, "j2mod's listener ends by itself");
    }
  }

  private void homeAndMove(String device) throws Exception {
    // Wider than the reference line: the peers share a busy test machine with the master.
    BusSettings settings = new BusSettings(115_200, false, 500, 500, 15);
    JSerialCommLink port = new JSerialCommLink(device, settings, time);
    try (DriveBus bus =
        new DriveBus(
            port,
            time,
            settings,
            List.of(Reference.LIFT),
            Map.of(AxisName.LIFT, Reference.linear()))) {
      until(bus, r -> r.link() == Link.UP);
      assertThat(bus.reports().getFirst().referenced()).isFalse();
      bus.home(1, AxisName.LIFT);
      until(bus, r -> r.progress() == MoveProgress.DONE);
      assertThat(bus.reports().getFirst().referenced()).isTrue();
      assertThat(bus.reports().getFirst().position()).isZero();
      bus.move(2, AxisName.LIFT, 250);
      until(bus, r -> r.progress() == MoveProgress.DONE);
      assertThat(bus.reports().getFirst().position()).isEqualTo(250);
      assertThat(bus.reports().getFirst().state().torque()).isFalse();
      assertThat(bus.trouble()).isEmpty();
    }
  }

  private void until(DriveBus bus, Predicate<AxisReport> holds) {
    for (int i = 0; i < 1000; i++) {
      long next = time.nanos() + 20_000_000;
      bus.poll(() -> true);
      AxisReport report = bus.reports().getFirst();
      if (holds.test(report)) {
        return;
      }
      assertThat(report.progress()).as(report.errorText()).isNotEqualTo(MoveProgress.FAILED);
      time.sleepUntil(next);
    }
    throw new AssertionError("never: " + bus.reports() + " " + bus.trouble());
  }

  /** The fake drive's registers as j2mod serves them. */
  private static final class DriveImage extends SimpleProcessImage {
    private final FakeDrive drive;

    DriveImage(FakeDrive drive) {
      super(1);
      this.drive = drive;
    }

    @Override
    public Register[] getRegisterRange(int offset, int count) {
      Register[] registers = new Register[count];
      for (int i = 0; i < count; i++) {
        registers[i] = new DriveRegister(drive, offset + i);
      }
      return registers;
    }
  }

  private static final class DriveRegister extends SimpleRegister {
    private final FakeDrive drive;
    private final int address;

    DriveRegister(FakeDrive drive, int address) {
      this.drive = drive;
      this.address = address;
    }

    @Override
    public synchronized int getValue() {
      return drive.word(address);
    }

    @Override
    public synchronized byte[] toBytes() {
      return new byte[] {(byte) (getValue() >> 8), (byte) getValue()};
    }

    @Override
    public synchronized void setValue(byte[] bytes) {
      drive.write(address, ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF));
    }

    @Override
    public synchronized void setValue(int value) {
      drive.write(address, value & 0xFFFF);
    }
  }
}
