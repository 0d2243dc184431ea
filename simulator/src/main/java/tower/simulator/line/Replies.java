package tower.simulator.line;

import tower.simulator.drive.Crc16;
import tower.simulator.drive.DriveSlave;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/** Makes the wrong reply out of the right one. */
final class Replies {
  private static final byte[] JUNK = {0x00, (byte) 0xFF, 0x00};

  private final Chance chance;
  private final byte[] made = new byte[2 * DriveSlave.MAX_FRAME];

  Replies(Chance chance) {
    this.chance = chance;
  }

  void spoil(
      Wire wire,
      LineFault fault,
      long begins,
      byte[] request,
      int asked,
      byte[] reply,
      int length) {
    System.arraycopy(reply, 0, made, 0, length);
    int number = fault.number();
    switch (fault.kind()) {
      case OK -> wire.put(reply, 0, length, begins);
      case DEAF, NONE -> {}
      case LATE -> {
        long late = begins + number * World.MS;
        wire.busyUntil(late);
        wire.put(reply, 0, length, late);
      }
      case PARTIAL -> wire.put(reply, 0, Math.min(number, length - 1), begins);
      case GAP -> {
        long end = wire.put(reply, 0, length / 2, begins);
        wire.put(reply, length / 2, length - length / 2, end + number * World.MS);
      }
      case DUPLICATE -> pair(wire, begins, reply, length, 0, reply, length);
      case JUNK_BEFORE -> pair(wire, begins, JUNK, JUNK.length, 1, reply, length);
      case JUNK_AFTER -> pair(wire, begins, reply, length, 3, JUNK, JUNK.length);
      case ECHO -> pair(wire, begins, request, asked, 2, reply, length);
      case ECHO_ONLY -> wire.put(request, 0, asked, begins);
      case CRC, WRONG_UNIT, WRONG_FUNCTION, EXCEPTION, SHORT, LONG, NOISE, ZEROS ->
          wire.put(made, 0, forge(fault.kind(), number, length), begins);
    }
  }

  private static void pair(
      Wire wire, long begins, byte[] one, int oneLength, int pauseMs, byte[] two, int twoLength) {
    long end = wire.put(one, 0, oneLength, begins);
    wire.put(two, 0, twoLength, end + pauseMs * World.MS);
  }

  /** Turns the reply in {@link #made} into another one; returns its length. */
  private int forge(LineFault.Kind kind, int number, int length) {
    switch (kind) {
      case CRC -> made[chance.below(length)] ^= (byte) (1 << chance.below(8));
      case WRONG_UNIT -> {
        made[0]++;
        return Crc16.append(made, length - 2);
      }
      case WRONG_FUNCTION -> {
        made[1] = 4;
        return Crc16.append(made, length - 2);
      }
      case EXCEPTION -> {
        made[1] = (byte) (made[1] | 0x80);
        made[2] = (byte) number;
        return Crc16.append(made, 3);
      }
      case SHORT -> {
        return shorter();
      }
      case LONG -> {
        return longer(length);
      }
      default -> {
        for (int i = 0; i < number; i++) {
          made[i] = kind == LineFault.Kind.ZEROS ? 0 : (byte) chance.nextLong();
        }
        return number;
      }
    }
    return length;
  }

  /** A read's reply with one register only; a write's reply without its count. */
  private int shorter() {
    if (made[1] == 3) {
      made[2] = 2;
      return Crc16.append(made, 5);
    }
    return Crc16.append(made, 4);
  }

  /** Two more bytes than asked for. */
  private int longer(int length) {
    if (made[1] == 3) {
      made[2] = (byte) (made[2] + 2);
    }
    made[length - 2] = 0x12;
    made[length - 1] = 0x34;
    return Crc16.append(made, length);
  }
}
