package tower.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.mockito.InOrder;
import tower.core.Asker;
import tower.core.Effect;
import tower.core.Event;
import tower.core.Fact;
import tower.core.Problem;
import tower.core.Request;
import tower.core.Result;
import tower.model.AxisName;
import tower.model.OutputImage;
import tower.store.Batch;

/** What a cycle does with what was decided, and in what sequence, seen from every edge. */
class LoopActsTest {
  private static final Result DONE = new Result.Refused(Problem.NOT_FOUND, "as decided");
  private static final Request CANCEL = new Request.CancelPickup("p-0");

  private final Mocked w = new Mocked();

  private static Fact fact() {
    return new Fact.PersonActed("panel", "reset");
  }

  @Test
  void everyEffectReachesItsEdgeOnce() {
    Loop loop =
        w.loop(
            w.start(),
            List.of(
                new Effect.Move(7, AxisName.LIFT, 1_200),
                new Effect.Home(8, AxisName.SHUTTLE),
                new Effect.ResetDrives(),
                new Effect.AskPlanner()));
    loop.cycle();
    loop.cycle();
    InOrder order = inOrder(w.bus);
    order.verify(w.bus).move(7, AxisName.LIFT, 1_200);
    order.verify(w.bus).home(8, AxisName.SHUTTLE);
    order.verify(w.bus).resetFaults();
    verify(w.bus, times(1)).move(anyLong(), any(), anyInt());
    verify(w.bus, times(1)).home(anyLong(), any());
    verify(w.bus, times(1)).resetFaults();
    verify(w.sequencing, times(1)).ask(eq(w.lastSeq()), eq(List.of()), any());
    verify(w.bus, never()).stop(any());
  }

  /** A stop waits for nothing, not for the disk and not for the outputs that follow the state. */
  @Test
  void stopComesBeforeTheDiskAndBeforeEverythingElse() {
    Loop loop =
        w.loop(
            w.start(),
            List.of(new Effect.Home(8, AxisName.SHUTTLE), new Effect.Stop("for a good reason")));
    loop.cycle();
    InOrder order = inOrder(w.outputs, w.bus, w.store);
    order.verify(w.outputs).permit(false);
    order.verify(w.bus).stop("for a good reason");
    order.verify(w.store).submit(any());
    order.verify(w.outputs).write(any());
    verify(w.bus, times(1)).stop(any());
  }

  @Test
  void outputsFollowTheStateAndSayPermitOnlyWhenItDoes() {
    Loop standing = w.loop(w.start(), List.of());
    standing.cycle();
    assertThat(w.written().permit()).isFalse();
    Loop ready = w.loop(w.readyToWork(), List.of());
    ready.cycle();
    assertThat(w.written().permit()).isTrue();
  }

  @Test
  void exitEndsTheLoopWithItsReason() {
    Loop loop = w.loop(w.start(), List.of(new Effect.Exit("the record is damaged")));
    assertThat(loop.ended()).isNull();
    loop.run();
    assertThat(loop.ended()).isEqualTo("the record is damaged");
    verify(w.store, times(1)).submit(any());
  }

  @Test
  void replyGoesOutInTheSameCycleWhenWhatItRestsOnIsDurable() {
    Loop loop = w.loop(w.start(), List.of(new Effect.Reply(1, DONE, 0)));
    CompletableFuture<Result> future = loop.submit("k", "h", new Asker("shop", ""), CANCEL, null);
    loop.cycle();
    assertThat(World.now(future)).isEqualTo(DONE);
  }

  @Test
  void replyWaitsForTheDiskIfItRestsOnMore() {
    Loop loop = w.loop(w.start(), List.of(new Effect.Reply(1, DONE, 1)));
    CompletableFuture<Result> future = loop.submit("k", "h", new Asker("shop", ""), CANCEL, null);
    loop.cycle();
    assertThat(World.now(future)).isNull();
    w.inbox.durable(1);
    loop.cycle();
    assertThat(World.now(future)).isEqualTo(DONE);
  }

  @Test
  void plannersProposalComesBackThroughTheInbox() {
    Loop loop = w.loop(w.start(), List.of(new Effect.AskPlanner()));
    loop.cycle();
    ArgumentCaptor<Sequencing.Reply> reply = ArgumentCaptor.forClass(Sequencing.Reply.class);
    verify(w.sequencing).ask(anyLong(), any(), reply.capture());
    Event.Proposed proposal = new Event.Proposed(1, List.of("j-1"));
    reply.getValue().propose(proposal);
    assertThat(w.inbox.drain()).containsExactly(proposal);
  }

  @Test
  void batchCarriesTheSequenceNumberOfItsFirstFact() {
    w.diskTakes = false;
    Loop loop = w.loop(w.readyToWork(), List.of());
    loop.cycle();
    w.level(w.points().chainA(), false);
    loop.cycle();
    w.diskTakes = true;
    clearInvocations(w.store);
    loop.cycle();
    ArgumentCaptor<Batch> batch = ArgumentCaptor.forClass(Batch.class);
    verify(w.store).submit(batch.capture());
    assertThat(batch.getValue().firstSeq()).isEqualTo(1);
    clearInvocations(w.store);
    loop.cycle();
    verify(w.store, never()).submit(any());
  }

  @Test
  void diskThatTakesNothingForTenThousandFactsIsLost() {
    w.diskTakes = false;
    // The first look adds one: nobody has looked into the portal yet.
    Loop full = w.loop(w.start(), Collections.nCopies(9_999, fact()), List.of());
    full.cycle();
    assertThat(full.ended()).isNull();
    Loop over = w.loop(w.start(), Collections.nCopies(10_000, fact()), List.of());
    over.cycle();
    assertThat(over.ended()).isEqualTo("the store has taken nothing for 10001 facts");
  }

  /** What is shown as fact is on the disk, whatever word of the disk comes late. */
  @Test
  void factsAreShownAsFarAsTheDiskHasWritten() {
    Loop loop = w.loop(w.readyToWork(), List.of());
    loop.cycle();
    long first = w.lastSeq();
    w.level(w.points().chainA(), false);
    loop.cycle();
    long second = w.lastSeq();
    assertThat(second).isGreaterThan(first);
    int queued = loop.snapshot().live().counts().storeQueued();
    assertThat(loop.facts().seq()).isLessThan(first);
    w.inbox.durable(first);
    loop.cycle();
    assertThat(loop.facts().seq()).isEqualTo(first);
    assertThat(loop.snapshot().live().counts().storeQueued()).isEqualTo(1).isLessThan(queued);
    w.inbox.durable(second);
    loop.cycle();
    assertThat(loop.facts().seq()).isEqualTo(second);
    assertThat(loop.snapshot().live().counts().storeQueued()).isZero();
  }

  @Test
  void countsAreThoseOfTheBusAndOfTheClock() {
    when(w.bus.exchanges()).thenReturn(11L);
    when(w.bus.doubtful()).thenReturn(3L);
    Loop loop = w.loop(w.start(), List.of());
    w.atPoll = gate -> w.nanos += 70_000_000L;
    loop.cycle();
    w.atPoll = gate -> w.nanos += 50_000_000L;
    loop.cycle();
    Snapshot.Counts counts = loop.snapshot().live().counts();
    assertThat(counts.cycles()).isEqualTo(2);
    assertThat(counts.cycleMicrosSum()).isEqualTo(120_000);
    assertThat(counts.cycleMicrosLast()).isEqualTo(50_000);
    assertThat(counts.cycleMicrosMax()).isEqualTo(70_000);
    assertThat(counts.overruns()).as("50 ms are its period").isEqualTo(1);
    assertThat(counts.busExchanges()).isEqualTo(11);
    assertThat(counts.busFailures()).isEqualTo(3);
  }

  @Test
  void loopWaitsUntilItsPeriodIsOver() {
    Loop loop = w.loop(w.start(), List.of(new Effect.Exit("once")));
    long begun = w.nanos;
    w.atPoll = gate -> w.nanos += 20_000_000L;
    loop.run();
    verify(w.pause).until(begun + 50_000_000L);
  }

  @Test
  void edgeOfAnInputWakesTheLoop() {
    w.loop(w.start(), List.of());
    ArgumentCaptor<Runnable> edge = ArgumentCaptor.forClass(Runnable.class);
    verify(w.inputs).onEdge(edge.capture());
    clearInvocations(w.pause);
    edge.getValue().run();
    verify(w.pause).wake();
  }

  @Test
  void firstEndIsTheReasonAndWakesTheLoop() {
    Loop loop = w.loop(w.start(), List.of());
    clearInvocations(w.pause);
    loop.end("terminated");
    verify(w.pause).wake();
    loop.end("later");
    loop.run();
    assertThat(loop.ended()).isEqualTo("terminated");
    verify(w.bus).stop("the loop has ended: terminated");
    verify(w.inputs, never()).readAll(any());
  }

  /** What must never happen ends everything, and the journal says what it was. */
  @Test
  void impossibleStateEndsTheLoopAndIsTheLastRow() {
    Loop loop = w.loop(w.start(), List.of());
    IllegalStateException impossible = new IllegalStateException("two cars at one place");
    w.atPoll =
        gate -> {
          throw impossible;
        };
    assertThatThrownBy(loop::run).isSameAs(impossible);
    assertThat(loop.ended()).contains("an impossible state").contains("two cars at one place");
    ArgumentCaptor<Batch> batch = ArgumentCaptor.forClass(Batch.class);
    verify(w.store).submit(batch.capture());
    assertThat(batch.getValue().firstSeq()).isEqualTo(1);
    assertThat(batch.getValue().facts()).hasSize(2);
    assertThat(batch.getValue().facts().getLast())
        .isInstanceOfSatisfying(
            Fact.StateChanged.class,
            fact -> {
              assertThat(fact.from()).isEqualTo("looking");
              assertThat(fact.to()).isEqualTo("held");
              assertThat(fact.reason().code()).isEqualTo("impossible");
              assertThat(fact.reason().text()).contains("two cars at one place");
            });
    InOrder order = inOrder(w.outputs, w.bus);
    order.verify(w.outputs).permit(false);
    order.verify(w.outputs).write(OutputImage.OFF);
    order.verify(w.bus).stop(contains("two cars at one place"));
  }

  /** The testimony's place in the journal is the next one, whatever was written before. */
  @Test
  void testimonyFollowsWhatWasWrittenBefore() {
    Loop loop = w.loop(w.start(), List.of());
    loop.cycle();
    long written = w.lastSeq();
    clearInvocations(w.store);
    w.atPoll =
        gate -> {
          throw new IllegalStateException("no such step");
        };
    assertThatThrownBy(loop::run).hasMessage("no such step");
    ArgumentCaptor<Batch> batch = ArgumentCaptor.forClass(Batch.class);
    verify(w.store).submit(batch.capture());
    assertThat(batch.getValue().firstSeq()).isEqualTo(written + 1);
  }

  @Test
  void drivesAreStoppedAndClientsAreToldEvenIfTheOutputsFail() {
    Loop loop = w.loop(w.start(), List.of());
    CompletableFuture<Result> asked = loop.submit("k", "h", new Asker("shop", ""), CANCEL, null);
    doThrow(new IllegalStateException("no chip")).when(w.outputs).permit(false);
    doThrow(new IllegalStateException("no line")).when(w.bus).stop(any());
    loop.end("terminated");
    assertThatThrownBy(loop::run).hasMessage("no line");
    verify(w.bus).stop("the loop has ended: terminated");
    assertThat(World.now(asked))
        .isEqualTo(
            new Result.Refused(
                Problem.TIMED_OUT, "the tower is ending; ask again with the same key"));
  }

  @Test
  void whoIsRefusedAtTheDoorDoesNotWait() {
    Loop loop = w.loop(w.start(), List.of());
    for (int i = 0; i < Mocked.INBOX; i++) {
      assertThat(World.now(loop.submit("k" + i, "h", new Asker("shop", ""), CANCEL, null)))
          .isNull();
    }
    CompletableFuture<Result> refused = loop.submit("k", "h", new Asker("shop", ""), CANCEL, null);
    assertThat(World.now(refused))
        .isEqualTo(new Result.Refused(Problem.INBOX_FULL, "ask again in a second"));
    assertThat(w.inbox.queued()).isEqualTo(Mocked.INBOX);
  }
}
