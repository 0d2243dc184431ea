package tower.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;
import tower.core.Asker;
import tower.core.Known;
import tower.core.PortalPhase;
import tower.core.Problem;
import tower.core.Request;
import tower.core.Result;

/** What a cycle sees, what it makes of having seen nothing, and what waits meanwhile. */
class LoopLooksTest {
  private static final Result DONE = new Result.Refused(Problem.NOT_FOUND, "as decided");
  private static final Request CANCEL = new Request.CancelPickup("p-0");

  private final Mocked w = new Mocked();

  /** Nobody is served between an open stop input and its stop; a tower at rest serves always. */
  @Test
  void clientsWaitWhileAStopIsDue() {
    Loop loop = w.loop(w.readyToWork(), List.of());
    loop.cycle();
    w.level(w.points().chainA(), false);
    w.atPoll = gate -> assertThat(gate.proceed()).isFalse();
    CompletableFuture<Result> asked =
        loop.submit("k", "h", new Asker("shop", ""), CANCEL, new Known("h", DONE));
    loop.cycle();
    assertThat(World.now(asked)).isNull();
    assertThat(w.inbox.queued()).isEqualTo(1);
    w.inbox.durable(100);
    w.atPoll = gate -> assertThat(gate.proceed()).as("the stop is in force").isTrue();
    loop.cycle();
    assertThat(w.inbox.queued()).isZero();
    w.inbox.durable(101);
    loop.cycle();
    assertThat(World.now(asked)).isEqualTo(DONE);
  }

  @Test
  void gateIsOpenWhileTheStopInputsAreGoodOrNothingMayMove() {
    Loop loop = w.loop(w.readyToWork(), List.of());
    loop.cycle();
    w.atPoll = gate -> assertThat(gate.proceed()).isTrue();
    loop.cycle();
    Loop standing = w.loop(w.start(), List.of());
    w.level(w.points().chainB(), false);
    standing.cycle();
    standing.cycle();
  }

  @Test
  void gateClosesForEachStopInputAlone() {
    for (int point : List.of(w.points().chainA(), w.points().chainB(), w.points().doorsLocked())) {
      assertThat(gateWith(point, false)).as("point %d", point).isFalse();
    }
    assertThat(gateWith(w.points().key(), true)).as("key").isFalse();
  }

  private static boolean gateWith(int point, boolean level) {
    Mocked w = new Mocked();
    Loop loop = w.loop(w.readyToWork(), List.of());
    loop.cycle();
    boolean[] last = {true};
    w.level(point, level);
    w.atPoll =
        gate -> {
          // The key's contact is believed after its debounce time; a stop's first sample at once.
          for (int i = 0; i < 4 && last[0]; i++) {
            w.nanos += 20_000_000;
            last[0] = gate.proceed();
          }
        };
    loop.cycle();
    return last[0];
  }

  /** At exactly its limit it has seen enough; a nanosecond later it has not. */
  @Test
  void blindTimeHasALimit() {
    Loop loop = w.loop(w.readyToWork(), List.of());
    loop.cycle();
    w.nanos += 250_000_000L;
    loop.cycle();
    assertThat(w.state(loop)).isEqualTo("ready");
    w.nanos += 250_000_001L;
    loop.cycle();
    assertThat(w.state(loop)).isEqualTo("faulted");
    assertThat(w.reasons(loop)).contains("nothing was looked at for 250 ms");
  }

  /** Held up between its last look and its decision, it does not decide on what it saw then. */
  @Test
  void nothingIsDecidedOnAnOldLook() {
    Loop loop = w.loop(w.readyToWork(), List.of());
    loop.cycle();
    w.atPoll = gate -> w.nanos += 250_000_000L;
    loop.cycle();
    assertThat(w.state(loop)).isEqualTo("ready");
    w.atPoll = gate -> w.nanos += 250_000_001L;
    loop.cycle();
    assertThat(w.state(loop)).isEqualTo("faulted");
    assertThat(w.reasons(loop)).contains("nothing was looked at for 250 ms");
  }

  /**
   * A relay that may have dropped is not fed under a permit: it would set going what it stopped.
   */
  @Test
  void relayThatMayHaveDroppedIsFedOnlyWithoutAPermit() {
    Loop loop = w.loop(w.readyToWork(), List.of());
    loop.cycle();
    clearInvocations(w.outputs);
    long[] held = {150_000_000L};
    doAnswer(call -> w.nanos += held[0]).when(w.outputs).write(any());
    w.nanos += 100_000_000L;
    loop.cycle();
    verify(w.outputs).alive(anyBoolean());
    clearInvocations(w.outputs);
    held[0] = 200_000_001L;
    w.nanos += 50_000_000L;
    loop.cycle();
    held[0] = 0;
    verify(w.outputs, never()).alive(anyBoolean());
    assertThat(w.state(loop)).isEqualTo("ready");
    loop.cycle();
    assertThat(w.state(loop)).isEqualTo("faulted");
    assertThat(w.reasons(loop)).contains("the relay was not fed for 250 ms");
    InOrder order = inOrder(w.outputs);
    order.verify(w.outputs).permit(false);
    order.verify(w.outputs).alive(anyBoolean());
  }

  /** What was seen before says nothing of now: not even that a portal is still shut. */
  @Test
  void blindLoopTrustsNoPortal() {
    Loop loop = w.loop(w.readyToWork(), List.of());
    loop.cycle();
    int confirm = w.points().portals().getFirst().confirm();
    for (int i = 0; i < 12; i++) {
      w.level(confirm, i >= 4 && i < 8);
      w.nanos += 50_000_000L;
      loop.cycle();
    }
    assertThat(w.phases()).containsExactly(PortalPhase.UNCONFIRMED, PortalPhase.SHUT);
    w.nanos += 600_000_000L;
    loop.cycle();
    loop.cycle();
    assertThat(w.phases()).endsWith(PortalPhase.SHUT, PortalPhase.UNCONFIRMED);
  }

  @Test
  void gateThatWasBlindIsClosedUnderPermitAndOpenWithout() {
    Loop loop = w.loop(w.readyToWork(), List.of());
    loop.cycle();
    w.atPoll =
        gate -> {
          w.nanos += 600_000_000L;
          assertThat(gate.proceed()).isFalse();
        };
    CompletableFuture<Result> asked =
        loop.submit("k", "h", new Asker("shop", ""), CANCEL, new Known("h", DONE));
    loop.cycle();
    assertThat(w.state(loop)).isEqualTo("faulted");
    assertThat(World.now(asked)).as("nobody is served before the stop").isNull();
    assertThat(w.inbox.queued()).isEqualTo(1);
    w.atPoll =
        gate -> {
          w.nanos += 600_000_000L;
          assertThat(gate.proceed()).as("a stop is in force").isTrue();
        };
    loop.cycle();
    assertThat(w.inbox.queued()).as("served while it stands").isZero();
  }

  /** The first edge in trouble is named: what it says may be why the others are. */
  @Test
  void troubleOfTheFirstEdgeIsTheReason() {
    when(w.bus.trouble()).thenReturn("bus");
    assertThat(troubled()).contains("text=bus");
    when(w.outputs.trouble()).thenReturn("outputs");
    assertThat(troubled()).contains("text=outputs");
    when(w.inputs.trouble()).thenReturn("inputs");
    assertThat(troubled()).contains("text=inputs");
  }

  private String troubled() {
    Loop loop = w.loop(w.readyToWork(), List.of());
    loop.cycle();
    return w.reasons(loop);
  }

  @Test
  void relayIsFedOnlyWhileInputsAndOutputsAnswer() {
    Loop loop = w.loop(w.start(), List.of());
    when(w.bus.trouble()).thenReturn("a silent line lets nothing drop");
    loop.cycle();
    verify(w.outputs).alive(true);
    loop.cycle();
    verify(w.outputs).alive(false);
    clearInvocations(w.outputs);
    when(w.inputs.trouble()).thenReturn("expander 1 does not answer");
    loop.cycle();
    when(w.inputs.trouble()).thenReturn("");
    when(w.outputs.trouble()).thenReturn("expander 2 does not answer");
    loop.cycle();
    verify(w.outputs, never()).alive(anyBoolean());
  }
}
