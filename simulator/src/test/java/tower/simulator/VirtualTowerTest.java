package tower.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import tower.simulator.line.LineFault;
import tower.simulator.line.RandomFaults;
import tower.simulator.world.World;

class VirtualTowerTest {
  private static long hash(long seed) throws IOException {
    VirtualTower tower = TinyTower.of(seed);
    Master master = new Master(tower);
    master.makeReady();
    master.home(TinyTower.LIFT_UNIT, 17);
    master.start(TinyTower.LIFT_UNIT, 20_000);
    tower
        .wire()
        .policy(
            new RandomFaults(
                tower.world().chance("line"),
                200_000,
                List.copyOf(EnumSet.complementOf(EnumSet.of(LineFault.Kind.OK)))));
    for (int i = 0; i < 300; i++) {
      master.ask(1, 3, 0x1B, 0x02, 0, 8);
      master.run(20 * World.MS);
      if (i == 150) {
        tower.people().eStop();
      }
    }
    return tower.world().hash();
  }

  /** A failing seed must fail again. */
  @Test
  void oneSeedHasOneTrace() throws IOException {
    long first = hash(5);
    assertThat(hash(5)).isEqualTo(first);
    assertThat(hash(6)).isNotEqualTo(first);
  }
}
