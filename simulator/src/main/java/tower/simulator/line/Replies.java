package tower.simulator.line;

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
      case CRC -> {
        made[chance.below(length)] ^= (byte) (1 << chance.below(8));
        wire.put(made, 0, length, begins);
      }
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
      case WRONG_UNIT -> {
        made[0]++;
        wire.put(made, 0, Wire.seal(made, length - 2), begins);
      }
      case WRONG_FUNCTION -> {
        made[1] = 4;
        wire.put(made, 0, Wire.seal(made, length - 2), begins);
      }
      case EXCEPTION -> {
        made[1] = (byte) (request[1] | 0x80);
        made[2] = (byte) number;
        wire.put(made, 0, Wire.seal(made, 3), begins);
      }
      case SHORT -> wire.put(made, 0, shorter(), begins);
      case LONG -> wire.put(made, 0, longer(length), begins);
      case DUPLICATE -> {
        long end = wire.put(reply, 0, length, begins);
        wire.put(reply, 0, length, end);
      }
      case JUNK_BEFORE -> {
        long end = wire.put(JUNK, 0, JUNK.length, begins);
        wire.put(reply, 0, length, end + World.MS);
      }
      case JUNK_AFTER -> {
        long end = wire.put(reply, 0, length, begins);
        wire.put(JUNK, 0, JUNK.length, end + 3 * World.MS);
      }
      case ECHO -> {
        long end = wire.put(request, 0, asked, begins);
        wire.put(reply, 0, length, end + 2 * World.MS);
      }
      case ECHO_ONLY -> wire.put(request, 0, asked, begins);
      case NOISE -> {
        for (int i = 0; i < number; i++) {
          made[i] = (byte) chance.nextLong();
        }
        wire.put(made, 0, number, begins);
      }
      case ZEROS -> {
        java.util.Arrays.fill(made, 0, number, (byte) 0);
        wire.put(made, 0, number, begins);
      }
    }
  }

  /** A read's reply with one register only; a write's reply without its count. */
  private int shorter() {
    if (made[1] == 3) {
      made[2] = 2;
      return Wire.seal(made, 5);
    }
    return Wire.seal(made, 4);
  }

  /** Two more bytes than asked for. */
  private int longer(int length) {
    if (made[1] == 3) {
      made[2] = (byte) (made[2] + 2);
    }
    made[length - 2] = 0x12;
    made[length - 1] = 0x34;
    return Wire.seal(made, length);
  }
}
