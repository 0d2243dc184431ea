package tower.core;

import static org.assertj.core.api.Assertions.assertThat;
import static tower.core.TinyTower.B001;
import static tower.core.TinyTower.car;

import org.junit.jupiter.api.Test;
import tower.model.AxisName;

/** Which of several troubles is named: whoever mends the wrong one goes twice. */
class FaultCausesTest {
  private final TestTower t = TestTower.ready(car(1, B001));

  private String code() {
    t.look();
    return ((State.Faulted) t.tower.state()).reason().code();
  }

  /** One channel that cannot be seen is enough: the line or chip is the cause, not the chain. */
  @Test
  void firstChannelThatNobodySeesIsTheEdgesTrouble() {
    t.kill(t.points().chainA());
    t.trouble = "expander1 does not answer";
    assertThat(code()).isEqualTo("edge");
  }

  @Test
  void secondChannelThatNobodySeesIsTheEdgesTrouble() {
    t.kill(t.points().chainB());
    t.trouble = "expander1 does not answer";
    assertThat(code()).isEqualTo("edge");
  }

  /** A chain that is seen to be open is the cause, whatever else is the matter. */
  @Test
  void openChainIsNamedBeforeTheEdge() {
    t.sense(t.points().chainA(), false);
    t.trouble = "expander1 does not answer";
    assertThat(code()).isEqualTo("safety-chain");
  }

  /** An axis that does not know where it is may not stay ready to move. */
  @Test
  void lostReferenceIsNamedWhileTheTowerWorks() {
    t.machine.axis(AxisName.LIFT).referenced = false;
    assertThat(code()).isEqualTo("reference-lost");
  }
}
