package tower.simulator.drive;

import tower.model.DriveProfile;
import tower.model.Register;
import tower.simulator.plant.Axis;
import tower.simulator.world.World;

/**
 * One drive on the line, byte for byte: function codes 03, 06 and 16, exceptions 1 (function), 2
 * (address) and 3 (value), silence for everything that is broken or meant for another unit.
 */
public final class DriveSlave {
  /** The longest frame of Modbus RTU. */
  public static final int MAX_FRAME = 256;

  private static final int READ = 3;
  private static final int WRITE_ONE = 6;
  private static final int WRITE_MANY = 16;

  private int unit;
  private final RegisterTable table;
  private final Cia402 drive;
  private boolean dead;
  private long answered;

  private final DriveProfile profile;

  /** The drive of an axis, commissioned as its profile says, without reference. */
  public DriveSlave(World world, DriveProfile profile, Axis axis) {
    this(world, profile, axis, axis.spec().busUnit());
  }

  /** The drive of an axis under another unit address. */
  public DriveSlave(World world, DriveProfile profile, Axis axis, int unit) {
    this.unit = unit;
    this.profile = profile;
    table = new RegisterTable(profile);
    drive = new Cia402(world, profile, axis);
  }

  /** Its unit address on the line. */
  public int unit() {
    return unit;
  }

  /** Sets the address switches; they are read when the drive boots. */
  public void readdress(int newUnit) {
    unit = newUnit;
  }

  /** What is behind the bus: state, reference, faults to inject. */
  public Cia402 drive() {
    return drive;
  }

  /** It loses its power and never answers again, whatever power it is given. */
  public void die() {
    dead = true;
    drive.power(false);
  }

  /** Its list of registers. */
  public DriveProfile profile() {
    return profile;
  }

  /** How many requests it has answered. */
  public long answered() {
    return answered;
  }

  /** True when a request reads the position alone. */
  public boolean isPositionRead(byte[] request) {
    return table.at(word(request, 2)) == Register.ACTUAL_POSITION;
  }

  /**
   * Takes a request and answers it.
   *
   * @return length of the answer, 0 for none
   */
  public int answer(byte[] request, int length, byte[] reply) {
    if (length < 4
        || (request[0] & 0xFF) != unit
        || dead
        || !drive.powered()
        || !Crc16.holds(request, length)) {
      return 0;
    }
    drive.heard();
    reply[0] = request[0];
    int function = request[1] & 0xFF;
    int end =
        switch (function) {
          case READ -> read(request, length, reply);
          case WRITE_ONE -> writeOne(request, length, reply);
          case WRITE_MANY -> writeMany(request, length, reply);
          default -> -1;
        };
    if (end < 0) {
      reply[1] = (byte) (function | 0x80);
      reply[2] = (byte) -end;
      end = 3;
    } else {
      reply[1] = request[1];
    }
    answered++;
    return Crc16.append(reply, end);
  }

  private int read(byte[] request, int length, byte[] reply) {
    int address = word(request, 2);
    int count = word(request, 4);
    if (length != 8 || count < 1 || count > 125) {
      return -3;
    }
    if (!table.exists(address, count) || table.at(address) == null || count % table.words() != 0) {
      return -2;
    }
    reply[2] = (byte) (2 * count);
    int end = 3;
    for (int at = address; at < address + count; at += table.words()) {
      Register register = table.at(at);
      end = table.encode(register == null ? 0 : drive.read(register), reply, end);
    }
    return end;
  }

  private int writeOne(byte[] request, int length, byte[] reply) {
    int address = word(request, 2);
    Register register = table.at(address);
    if (length != 8) {
      return -3;
    }
    if (register == null || table.words() != 1) {
      return -2;
    }
    if (!drive.write(register, (short) word(request, 4))) {
      return -3;
    }
    System.arraycopy(request, 2, reply, 2, 4);
    return 6;
  }

  private int writeMany(byte[] request, int length, byte[] reply) {
    if (length < 9) {
      return -3;
    }
    int address = word(request, 2);
    int count = word(request, 4);
    int bytes = request[6] & 0xFF;
    if (count < 1 || count > 123 || bytes != 2 * count || length != 9 + bytes) {
      return -3;
    }
    if (!table.exists(address, count) || table.at(address) == null || count % table.words() != 0) {
      return -2;
    }
    int at = 7;
    for (int i = address; i < address + count; i += table.words()) {
      Register register = table.at(i);
      if (register != null && !drive.write(register, table.decode(request, at))) {
        return -3;
      }
      at += 2 * table.words();
    }
    System.arraycopy(request, 2, reply, 2, 4);
    return 6;
  }

  private static int word(byte[] bytes, int offset) {
    return ((bytes[offset] & 0xFF) << 8) | (bytes[offset + 1] & 0xFF);
  }
}
