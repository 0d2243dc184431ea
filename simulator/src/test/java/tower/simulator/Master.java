package tower.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import tower.drive.SerialLink;
import tower.model.DriveProfile;
import tower.model.Register;
import tower.simulator.drive.Crc16;
import tower.simulator.world.World;

/** A plain master for tests: asks, waits, and takes what comes. */
public final class Master {
  private final VirtualTower tower;
  private final VirtualTower.Ports ports;
  private final SerialLink link;
  private final DriveProfile profile = TinyTower.lexium();
  private boolean aliveLevel;

  public Master(VirtualTower tower) throws IOException {
    this.tower = tower;
    ports = tower.start();
    link = ports.link();
    link.open();
  }

  public VirtualTower.Ports ports() {
    return ports;
  }

  /** Sends a frame without its check; returns the whole reply, empty for none within 60 ms. */
  public byte[] ask(int... frame) throws IOException {
    byte[] request = new byte[frame.length + 2];
    for (int i = 0; i < frame.length; i++) {
      request[i] = (byte) frame[i];
    }
    Crc16.append(request, frame.length);
    link.write(request, request.length);
    return listen(60 * World.MS);
  }

  /** Everything that comes within the time. */
  public byte[] listen(long nanos) throws IOException {
    byte[] into = new byte[512];
    int length = 0;
    long deadline = tower.world().nanos() + nanos;
    while (true) {
      int count = link.read(into, length, deadline);
      if (count == 0) {
        return Arrays.copyOf(into, length);
      }
      length += count;
      deadline = Math.min(deadline, tower.world().nanos() + 8 * World.MS);
    }
  }

  public int read(int unit, Register register) throws IOException {
    int address = profile.wireAddress(register);
    byte[] reply = ask(unit, 3, address >> 8, address, 0, 2);
    assertThat(reply).hasSize(9);
    assertThat(Crc16.holds(reply, 9)).isTrue();
    return ((reply[3] & 0xFF) << 24)
        | ((reply[4] & 0xFF) << 16)
        | ((reply[5] & 0xFF) << 8)
        | (reply[6] & 0xFF);
  }

  public void write(int unit, Register register, int value) throws IOException {
    int address = profile.wireAddress(register);
    byte[] reply =
        ask(unit, 16, address >> 8, address, 0, 2, 4, value >> 24, value >> 16, value >> 8, value);
    assertThat(reply).hasSize(8);
  }

  public int status(int unit) throws IOException {
    return read(unit, Register.STATUSWORD) & 0xFFFF;
  }

  public void control(int unit, int word) throws IOException {
    write(unit, Register.CONTROLWORD, word);
  }

  /** Lets time pass as a healthy controller does: the alive output toggles. */
  public void run(long nanos) {
    long end = tower.world().nanos() + nanos;
    while (tower.world().nanos() < end) {
      heartbeat();
      ports.life().sleepUntil(Math.min(end, tower.world().nanos() + 50 * World.MS));
    }
  }

  public void heartbeat() {
    aliveLevel = !aliveLevel;
    ports.pins().alive(aliveLevel);
  }

  /** Chain reset, relay in, permit on. */
  public void makeReady() {
    heartbeat();
    tower.people().reset();
    ports.pins().permit(true);
    run(500 * World.MS);
  }

  public void enable(int unit) throws IOException {
    control(unit, 6);
    await(unit, 0x21);
    control(unit, 7);
    await(unit, 0x23);
    control(unit, 15);
    await(unit, 0x27);
  }

  private void await(int unit, int state) throws IOException {
    for (int i = 0; i < 10 && (status(unit) & 0x6F) != state; i++) {
      run(20 * World.MS);
    }
    assertThat(status(unit) & 0x6F).isEqualTo(state);
  }

  public void home(int unit, int method) throws IOException {
    home(unit, method, 2000);
  }

  /** Homes; the fast speed in counts per second. */
  public void home(int unit, int method, int speed) throws IOException {
    enable(unit);
    write(unit, Register.MODE, 6);
    write(unit, Register.HOMING_METHOD, method);
    write(unit, Register.HOMING_SPEED_FAST, speed);
    write(unit, Register.HOMING_SPEED_SLOW, 200);
    control(unit, 31);
    for (int i = 0; i < 3000 && (status(unit) & 0x1400) != 0x1400; i++) {
      assertThat(status(unit) & 0x2000).isZero();
      run(20 * World.MS);
    }
    assertThat(status(unit) & 0x9400).isEqualTo(0x9400);
    control(unit, 15);
  }

  /** Starts a move of an enabled, homed drive, in counts. */
  public void start(int unit, int target) throws IOException {
    write(unit, Register.MODE, 1);
    write(unit, Register.TARGET_POSITION, target);
    write(unit, Register.PROFILE_VELOCITY, 10_000);
    write(unit, Register.PROFILE_ACCELERATION, 3000);
    write(unit, Register.PROFILE_DECELERATION, 3000);
    control(unit, 31);
    assertThat(status(unit) & 0x1000).isEqualTo(0x1000);
    control(unit, 15);
    assertThat(status(unit) & 0x1000).isZero();
  }

  public void finish(int unit) throws IOException {
    for (int i = 0; i < 3000 && (status(unit) & 0x4400) != 0x4400; i++) {
      run(20 * World.MS);
    }
    assertThat(status(unit) & 0x6400).isEqualTo(0x4400);
    control(unit, 0);
    run(100 * World.MS);
  }
}
