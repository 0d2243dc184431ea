package tower.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tower.model.OutputImage;
import tower.simulator.Master;
import tower.simulator.TinyTower;
import tower.simulator.VirtualTower;
import tower.simulator.check.Scene;
import tower.simulator.plant.Plant;
import tower.simulator.plant.PortalSteel;
import tower.simulator.scenario.What;
import tower.simulator.world.Chance;
import tower.simulator.world.World;
import tower.store.SqliteStore;

/** What people do is felt by the steel. */
final class PeopleBiteTest {
  private static final long LASTS = 4 * World.SECOND;
  private static final OutputImage OPEN_OUTER = new OutputImage(true, 1L << 6);

  private final VirtualTower tower = TinyTower.of(1);
  private final Plant plant = tower.plant();
  private final World world = tower.world();
  private final PortalSteel portal = plant.portals().getFirst();
  private final int[] blunders = new int[1];
  private SqliteStore database;
  private Master master;
  private PeopleFaults people;

  @BeforeEach
  void power() throws IOException {
    master = new Master(tower);
    database = SqliteStore.inMemory("tiny", world.utcMs());
    Scene scene = new Scene(tower, axis -> TinyTower.lexium(), database);
    people = new PeopleFaults(new Ground(tower, scene, 400 * World.SECOND), () -> blunders[0]++);
    master.makeReady();
  }

  @AfterEach
  void close() {
    database.close();
  }

  private boolean begin(What what, long seed) {
    return people.begin(what, LASTS, new Chance(seed));
  }

  @Test
  void theChainOpensInEveryWayAndClosesAgain() {
    for (long seed = 1; seed <= 12; seed++) {
      master.makeReady();
      assertThat(plant.chain().torqueAllowed()).isTrue();
      begin(seed % 3 == 0 ? What.CHAIN_BOUNCES : What.SAFETY_CHAIN, seed);
      master.run(World.SECOND);
      assertThat(plant.chain().latched()).as("seed %d", seed).isTrue();
      master.run(6 * World.SECOND);
      assertThat(plant.chain().channelA() && plant.chain().channelB()).isTrue();
    }
  }

  /** Whoever presses reset too early unlatches nothing: the chain was still open. */
  @Test
  void resetComesBeforeTheDoorIsShut() {
    begin(What.RESET_EARLY, drawing(0));
    master.run(3 * World.SECOND);
    assertThat(plant.serviceShut()).isFalse();
    assertThat(plant.chain().latched()).isTrue();
    master.run(5 * World.SECOND);
    assertThat(plant.serviceShut()).isTrue();
    assertThat(plant.chain().latched()).isFalse();
  }

  /** A reset that is held down while the door is shut is no press: the latch wants an edge. */
  @Test
  void somebodyLeansOnResetWhileTheDoorIsShut() {
    begin(What.RESET_EARLY, drawing(1));
    boolean heldWhileShut = false;
    for (int i = 0; i < 200; i++) {
      master.run(50 * World.MS);
      heldWhileShut |= plant.serviceShut() && plant.chain().resetPressed();
    }
    assertThat(heldWhileShut).isTrue();
    assertThat(plant.chain().resetPressed()).isFalse();
  }

  /** The seed of a fault that draws this of three ways. */
  private static long drawing(int way) {
    long seed = 1;
    while (new Chance(seed).below(3) != way) {
      seed++;
    }
    return seed;
  }

  @Test
  void theKeyIsTurnedAndTurnedBack() {
    begin(What.KEY_TURNED, 1);
    assertThat(plant.keyInMaintenance()).isTrue();
    master.run(5 * World.SECOND);
    assertThat(plant.keyInMaintenance()).isFalse();
    begin(What.BLUNDER, 1);
    assertThat(blunders[0]).isEqualTo(1);
  }

  @Test
  void aForcedDoorIsNoWallAndSomebodyMayComeIn() {
    boolean inner = false;
    boolean outer = false;
    boolean somebody = false;
    boolean chainOpens = false;
    for (long seed = 1; seed <= 12; seed++) {
      begin(What.DOOR_FORCED, seed);
      inner |= !portal.inner().shut();
      outer |= !portal.outer().shut();
      chainOpens |= !plant.chain().channelA();
      master.run(3 * World.SECOND);
      somebody |= portal.people() > 0;
    }
    assertThat(inner && outer && somebody && chainOpens).isTrue();
    master.run(20 * World.SECOND);
    assertThat(portal.people()).isZero();
    assertThat(portal.inner().shut() && portal.outer().shut()).isTrue();
  }

  @Test
  void somebodyStaysWhereADoorIsOpen() {
    begin(What.PERSON_STAYS, 1);
    master.run(2 * World.SECOND);
    assertThat(portal.people()).isZero();
    master.ports().pins().write(OPEN_OUTER);
    master.run(6 * World.SECOND);
    assertThat(portal.people()).isEqualTo(1);
    master.run(9 * World.SECOND);
    assertThat(portal.people()).isZero();
  }

  @Test
  void aCarIsElsewhereAndTheChainWasOpenMeanwhile() {
    plant.put(TinyTower.car(1), plant.bay(0));
    long seed = 1;
    while (!begin(What.CAR_MOVED_BY_HAND, seed)) {
      seed++;
    }
    assertThat(plant.keyInMaintenance()).isTrue();
    assertThat(plant.chain().channelA()).isFalse();
    master.run(15 * World.SECOND);
    assertThat(plant.bay(0).car()).isNull();
    assertThat(plant.cars().getFirst().stand()).isNotNull().isNotEqualTo(plant.bay(0));
    assertThat(plant.keyInMaintenance()).isFalse();
    assertThat(plant.chain().channelA()).isTrue();
  }
}
