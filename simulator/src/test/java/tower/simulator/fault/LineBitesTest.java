package tower.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tower.model.AxisName;
import tower.model.Register;
import tower.simulator.Master;
import tower.simulator.TinyTower;
import tower.simulator.VirtualTower;
import tower.simulator.check.Scene;
import tower.simulator.drive.DriveError;
import tower.simulator.drive.DriveSlave;
import tower.simulator.line.LineFault;
import tower.simulator.scenario.What;
import tower.simulator.world.Chance;
import tower.simulator.world.World;
import tower.store.SqliteStore;

/** What is wrong with drives and line is felt by whoever talks to them. */
final class LineBitesTest {
  private static final int SHUTTLE = TinyTower.SHUTTLE_UNIT;
  private static final int LIFT = TinyTower.LIFT_UNIT;
  private static final int[] STATUS = {LIFT, 3, 0x1B, 0x02, 0, 8};
  private static final long LASTS = 2 * World.SECOND;

  private final VirtualTower tower = TinyTower.of(1);
  private SqliteStore database;
  private Ground ground;
  private Master master;

  @BeforeEach
  void power() throws IOException {
    master = new Master(tower);
    database = SqliteStore.inMemory("tiny", tower.world().utcMs());
    Scene scene = new Scene(tower, axis -> TinyTower.lexium(), database);
    ground = new Ground(tower, scene, 400 * World.SECOND);
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** Begins the fault with other draws until it has begun. */
  private static void begin(FaultGroup group, What what, long lasts) {
    long seed = 0;
    while (!group.begin(what, lasts, new Chance(++seed))) {
      assertThat(seed).as("draws of %s that broke nothing", what.key()).isLessThan(200);
    }
  }

  private void homeAll() throws IOException {
    master.makeReady();
    master.home(SHUTTLE, 21);
    master.control(SHUTTLE, 0);
    master.home(LIFT, 17);
    master.control(LIFT, 0);
    master.run(100 * World.MS);
  }

  @Test
  void drivesTripForgetAndLoseWhatTheyKnow() throws IOException {
    homeAll();
    FaultGroup group = new DriveFaults(ground);
    DriveSlave lift = tower.drive(AxisName.LIFT);
    DriveSlave shuttle = tower.drive(AxisName.SHUTTLE);
    for (long seed = 1; seed < 20; seed++) {
      group.begin(What.REFERENCE_LOST, LASTS, new Chance(seed));
      group.begin(What.DRIVE_TRIP, LASTS, new Chance(seed));
    }
    assertThat(lift.drive().referenced() || shuttle.drive().referenced()).isFalse();
    assertThat(lift.drive().error()).isEqualTo(DriveError.OVERCURRENT);
    for (long seed = 1; seed < 20; seed++) {
      group.begin(What.DRIVE_FORGETS, LASTS, new Chance(seed));
    }
    assertThat(lift.drive().nodeGuardMs()).isZero();
    for (long seed = 1; seed < 20; seed++) {
      group.begin(What.DRIVE_POWER, LASTS, new Chance(seed));
    }
    assertThat(lift.drive().powered() || shuttle.drive().powered()).isFalse();
    master.run(5 * World.SECOND);
    assertThat(lift.drive().powered() && shuttle.drive().powered()).isTrue();
  }

  /** One address is silent, at the other two answer at once, until the switches are set right. */
  @Test
  void twoDrivesWithOneAddressTalkAtOnce() throws IOException {
    byte[] good = master.ask(STATUS);
    begin(new DriveFaults(ground), What.SAME_ADDRESS, 10 * World.SECOND);
    master.run(3 * World.SECOND);
    byte[] reply = master.ask(STATUS);
    assertThat(reply).isNotEqualTo(good);
    assertThat(tower.drives().get(0).unit()).isEqualTo(tower.drives().get(1).unit());
    master.run(15 * World.SECOND);
    assertThat(master.ask(STATUS)).hasSize(good.length);
    assertThat(tower.drives().get(0).unit()).isNotEqualTo(tower.drives().get(1).unit());
  }

  @Test
  void theLineIsSpoiltForAWhile() throws IOException {
    LineFaults line = new LineFaults(ground);
    for (long seed = 1; seed <= 40; seed++) {
      line.begin(What.LINE, 60 * World.SECOND, new Chance(seed));
    }
    for (int i = 0; i < 200; i++) {
      master.ask(STATUS);
    }
    assertThat(line.spoilt()).isNotEmpty();
    assertThat(line.spoilt()).doesNotContainKey(LineFault.Kind.OK);
    master.run(181 * World.SECOND);
    Map<LineFault.Kind, Integer> before = Map.copyOf(line.spoilt());
    for (int i = 0; i < 200; i++) {
      assertThat(master.ask(STATUS)).isNotEmpty();
    }
    assertThat(line.spoilt()).isEqualTo(before);
  }

  /** The drive has done what it was told, and the master cannot know. */
  @Test
  void aWriteIsDoneAndItsReplyIsLost() throws IOException {
    begin(new LineFaults(ground), What.REPLIES_LOST, LASTS);
    int guard = 5644;
    byte[] reply = master.ask(LIFT, 16, guard >> 8, guard, 0, 2, 4, 0, 0, 0x03, 0x09);
    assertThat(reply).isEmpty();
    assertThat(tower.drive(AxisName.LIFT).drive().nodeGuardMs()).isEqualTo(0x309);
    assertThat(master.ask(STATUS)).isNotEmpty();
  }

  @Test
  void theAdapterIsGoneForAWhile() {
    begin(new LineFaults(ground), What.ADAPTER_UNPLUGGED, LASTS);
    assertThat(tower.wire().plugged()).isFalse();
    master.run(3 * World.SECOND);
    assertThat(tower.wire().plugged()).isTrue();
  }

  /** Behind the old name are other drives; what they are told moves nothing here. */
  @Test
  void anotherTowersDrivesAnswerBehindTheOldName() throws IOException {
    int own = master.read(LIFT, Register.IDENTITY);
    begin(new LineFaults(ground), What.FOREIGN_DRIVES, 10 * World.SECOND);
    master.run(4 * World.SECOND);
    long answered = tower.drive(AxisName.LIFT).answered();
    assertThat(master.ask(STATUS)).isNotEmpty();
    assertThat(tower.drive(AxisName.LIFT).answered()).isEqualTo(answered);
    assertThat(master.read(LIFT, Register.IDENTITY)).isNotEqualTo(own);
    master.run(20 * World.SECOND);
    assertThat(master.read(LIFT, Register.IDENTITY)).isEqualTo(own);
  }
}
