package tower.simulator.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tower.simulator.world.SimulatedError;
import tower.simulator.world.World;

/** The process does not run, or a thread of it dies, while the lift runs at full speed. */
final class StoppedProcessTest {
  private OneCarTower one;
  private World world;

  @BeforeEach
  void liftAtFullSpeed() throws Exception {
    one = new OneCarTower();
    world = one.world;
    one.liftOnItsWay();
  }

  // Without it nothing says what stops a lift whose controller is frozen.
  @Test
  void relayAndNodeGuardStopTheMachineOfAStoppedProcess() {
    long stopped = world.nanos();
    long cycles = one.live().counts().cycles();
    long requests = one.tower.wire().requests();
    double[] later = new double[2];
    world.at(stopped + 400 * World.MS, () -> later[0] = one.tower.plant().anyTorque() ? 1 : 0);
    world.at(stopped + 4 * World.SECOND, () -> later[1] = one.lift().moving() ? 1 : 0);

    one.process().ports().life().stopFor(5 * World.SECOND);
    one.process().runUntil(world.nanos() + 1);

    assertThat(world.nanos()).isGreaterThanOrEqualTo(stopped + 5 * World.SECOND);
    assertThat(later[0]).as("torque 400 ms later").isZero();
    assertThat(later[1]).as("motion 4 s later").isZero();
    assertThat(one.tower.wire().requests() - requests).as("nothing was sent").isLessThan(8);
    assertThat(one.live().counts().cycles() - cycles).isEqualTo(1);

    one.run(2);
    assertThat(one.live().state()).isEqualTo("faulted");
    assertThat(one.tower.plant().anyTorque()).isFalse();
    one.assertGoesOn();
  }

  // Between any two acts: after the disk has the intent and before the drive has the set-point too.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 13, 21, 34})
  void aStopAtAnyBoundaryIsSurvived(int boundary) {
    var life = one.process().ports().life();
    life.stopAtBoundary(life.boundaries() + boundary, 30 * World.SECOND);
    one.run(60);
    assertThat(one.live().state()).isEqualTo("faulted");
    one.assertGoesOn();
  }

  // Whatever ends the loop's thread, it leaves no axis under torque.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 9})
  void anErrorInTheLoopLeavesNoTorque(int boundary) {
    var life = one.process().ports().life();
    life.errorAtBoundary(life.boundaries() + boundary);

    assertThatThrownBy(() -> one.process().run()).isInstanceOf(SimulatedError.class);

    long ended = world.nanos();
    world.sleepUntil(ended + 3 * World.SECOND);
    assertThat(one.lift().moving()).isFalse();
    assertThat(one.tower.plant().anyTorque()).isFalse();
    life.cut();
    one.start();
    one.assertGoesOn();
  }

  // The board is gone: no output holds, the drives find out by themselves.
  @Test
  void aDeadBoardStopsTheLiftThoughItsDriveLives() {
    one.tower.boardDies(one.process().ports());
    assertThat(one.tower.plant().chain().permit()).isFalse();
    assertThat(one.tower.plant().outputs().bits()).isZero();
    world.sleepUntil(world.nanos() + 3 * World.SECOND);
    assertThat(one.lift().moving()).isFalse();
    one.start();
    one.assertGoesOn();
  }
}
