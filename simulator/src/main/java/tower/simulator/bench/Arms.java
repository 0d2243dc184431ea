package tower.simulator.bench;

import com.ghgande.j2mod.modbus.ModbusException;
import com.ghgande.j2mod.modbus.facade.ModbusSerialMaster;
import com.ghgande.j2mod.modbus.procimg.Register;
import com.ghgande.j2mod.modbus.util.SerialParameters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tower.app.SystemTime;
import tower.config.TowerConfig;
import tower.drive.BusSettings;
import tower.drive.DriveBus;
import tower.drive.JSerialCommLink;
import tower.drive.Line;
import tower.drive.Outcome;
import tower.drive.Request;
import tower.model.Time;

/** The masters that are measured. */
final class Arms {
  /** Registers of the read that all of them make; the first one holds its own address, 100. */
  static final int REGISTERS = 10;

  private static final int FIRST = 100;

  private Arms() {}

  /** Without parity, because a pseudo-terminal takes none; limits wide enough for 19,200 baud. */
  private static BusSettings settings(WireLimit wire) {
    return new BusSettings(wire.baud(), false, 100, 100, 15);
  }

  /** The product's line, reading ten registers as fast as its rules allow. */
  record OwnLine() implements Arm {
    @Override
    public String name() {
      return "product, line";
    }

    @Override
    public int[] reads() {
      return new int[] {REGISTERS};
    }

    @Override
    public Tally run(String device, WireLimit wire, int warmUpMs, int millis) throws IOException {
      Time time = new SystemTime();
      BusSettings settings = settings(wire);
      JSerialCommLink port = new JSerialCommLink(device, settings, time);
      Line line = new Line(port, time, settings, 0, 0);
      Request request = Request.read(1, FIRST, REGISTERS);
      line.open();
      try {
        exchange(line, request, warmUpMs);
        return exchange(line, request, millis);
      } finally {
        line.close();
      }
    }

    private static Tally exchange(Line line, Request request, int millis) throws IOException {
      ThreadClock clock = new ThreadClock();
      long good = 0;
      long errors = 0;
      while (clock.within(millis)) {
        if (line.quarantined()) {
          Thread.onSpinWait();
        } else if (line.exchange(request) == Outcome.ANSWERED && line.word(0) == FIRST) {
          good++;
        } else {
          errors++;
        }
      }
      return clock.tally(good, errors);
    }
  }

  /** The product's bus, polling all axes of a tower without a pause: two blocks an axis. */
  record OwnBus(TowerConfig tower) implements Arm {
    @Override
    public String name() {
      return "product, " + tower.layout().axes().size() + " axes";
    }

    @Override
    public int[] reads() {
      List<Integer> sizes = new ArrayList<>();
      tower
          .layout()
          .axes()
          .forEach(axis -> {
            sizes.add(tower.drive(axis.name()).statusBlock().count());
            sizes.add(tower.drive(axis.name()).positionBlock().count());
          });
      return sizes.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public Tally run(String device, WireLimit wire, int warmUpMs, int millis) {
      Time time = new SystemTime();
      BusSettings settings = settings(wire);
      JSerialCommLink port = new JSerialCommLink(device, settings, time);
      try (DriveBus bus =
          new DriveBus(port, time, settings, tower.layout().axes(), tower.drives())) {
        poll(bus, warmUpMs);
        return poll(bus, millis);
      }
    }

    private static Tally poll(DriveBus bus, int millis) {
      long exchanges = bus.exchanges();
      long doubtful = bus.doubtful();
      ThreadClock clock = new ThreadClock();
      while (clock.within(millis)) {
        bus.poll(() -> true);
      }
      long errors = bus.doubtful() - doubtful;
      return clock.tally(bus.exchanges() - exchanges - errors, errors);
    }
  }

  /** j2mod with a gap of 2 ms between frames and no retries. */
  record J2mod() implements Arm {
    private static final int GAP_MS = 2;
    private static final int LIMIT_MS = 500;

    @Override
    public String name() {
      return "j2mod 3.3.0";
    }

    @Override
    public int[] reads() {
      return new int[] {REGISTERS};
    }

    @Override
    public Tally run(String device, WireLimit wire, int warmUpMs, int millis) throws IOException {
      SerialParameters line = new SerialParameters();
      line.setPortName(device);
      line.setBaudRate(wire.baud());
      line.setDatabits(8);
      line.setParity("None");
      line.setStopbits(1);
      line.setEncoding("rtu");
      ModbusSerialMaster master = new ModbusSerialMaster(line, LIMIT_MS, GAP_MS);
      try {
        master.connect();
        master.setRetries(0);
        read(master, warmUpMs);
        return read(master, millis);
      } catch (Exception e) {
        throw new IOException("j2mod does not open " + device, e);
      } finally {
        master.disconnect();
      }
    }

    private static Tally read(ModbusSerialMaster master, int millis) {
      ThreadClock clock = new ThreadClock();
      long good = 0;
      long errors = 0;
      while (clock.within(millis)) {
        try {
          Register[] registers = master.readMultipleRegisters(1, FIRST, REGISTERS);
          if (registers.length == REGISTERS && registers[0].getValue() == FIRST) {
            good++;
          } else {
            errors++;
          }
        } catch (ModbusException e) {
          errors++;
        }
      }
      return clock.tally(good, errors);
    }
  }

  /** libmodbus, which keeps no gap at all: it may pass the limit of a line that wants one. */
  record Libmodbus(NativeProgram program) implements Arm {
    @Override
    public String name() {
      return "libmodbus";
    }

    @Override
    public int[] reads() {
      return new int[] {REGISTERS};
    }

    @Override
    public Tally run(String device, WireLimit wire, int warmUpMs, int millis)
        throws IOException, InterruptedException {
      return Tally.parse(program.run(device, wire.baud(), REGISTERS, warmUpMs, millis));
    }
  }

  /** The floor: a loop in C that keeps t3.5 and does nothing else. */
  record CLoop(NativeProgram program) implements Arm {
    @Override
    public String name() {
      return "floor, C loop";
    }

    @Override
    public int[] reads() {
      return new int[] {REGISTERS};
    }

    @Override
    public Tally run(String device, WireLimit wire, int warmUpMs, int millis)
        throws IOException, InterruptedException {
      return Tally.parse(
          program.run(device, wire.baud(), wire.bits(), REGISTERS, warmUpMs, millis));
    }
  }
}
