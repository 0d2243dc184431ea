package tower.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tower.core.Asker;
import tower.core.Fact;
import tower.core.Known;
import tower.core.Problem;
import tower.core.Request;
import tower.core.Result;
import tower.store.Batch;

/** The cycle as a list, the disk beside it, and the end. */
class LoopTest {
  private static final Result OLD = new Result.Refused(Problem.NOT_FOUND, "as it was");

  private final World world = new World(2);

  private CompletableFuture<Result> ask(String key) {
    return world.loop.submit(
        key, "h", new Asker("shop", ""), new Request.CancelPickup("p-0"), null);
  }

  /** An answer that rests on everything decided so far. */
  private CompletableFuture<Result> askAgain(String key) {
    return world.loop.submit(
        key, "h", new Asker("shop", ""), new Request.CancelPickup("p-0"), new Known("h", OLD));
  }

  @Test
  void inputsAreReadBeforeTheBusAndAgainBeforeEveryExchange() {
    world.cycle();
    assertThat(world.log.getFirst()).isEqualTo("inputs");
    for (int i = 0; i < world.log.size(); i++) {
      if (world.log.get(i).equals("bus")) {
        assertThat(world.log.subList(0, i)).endsWith("header");
      }
    }
    assertThat(world.log).contains("bus");
  }

  /** The disk hears of a change before the machine does; the relay is fed last of all. */
  @Test
  void cycleIsAList() {
    world.cycle();
    List<String> log = world.log.stream().filter(l -> !l.matches("header|bus|open")).toList();
    assertThat(log).containsExactly("inputs", "submit", "outputs", "alive true");
  }

  @Test
  void aliveTogglesWithEveryCycle() {
    world.cycle();
    world.cycle();
    world.cycle();
    assertThat(world.log.stream().filter(l -> l.startsWith("alive")))
        .containsExactly("alive true", "alive false", "alive true");
  }

  @Test
  void startIsTheFirstRowOfTheJournal() {
    world.cycle();
    assertThat(world.disk).hasSize(1);
    Batch first = world.disk.getFirst();
    assertThat(first.firstSeq()).isEqualTo(1);
    assertThat(first.facts()).first().isInstanceOf(Fact.Started.class);
  }

  /** Whatever the disk has not taken is offered again, in one batch and in sequence. */
  @Test
  void factsThatTheDiskDidNotTakeAreOfferedAgain() {
    world.diskTakesNothing = true;
    world.cycle();
    world.on.add(world.site.layout().inputs().key());
    for (int i = 0; i < 10; i++) {
      world.cycle();
    }
    world.diskTakesNothing = false;
    world.cycle();
    assertThat(world.disk).hasSize(1);
    Batch batch = world.disk.getFirst();
    assertThat(batch.firstSeq()).isEqualTo(1);
    assertThat(batch.facts())
        .hasAtLeastOneElementOfType(Fact.Started.class)
        .hasAtLeastOneElementOfType(Fact.StateChanged.class);
  }

  @Test
  void answerGoesOutWhenTheDiskHasWrittenWhatItRestsOn() {
    CompletableFuture<Result> answer = askAgain("k");
    world.cycle();
    world.cycle();
    assertThat(World.now(answer)).isNull();
    world.commit();
    world.cycle();
    assertThat(World.now(answer)).isEqualTo(OLD);
  }

  @Test
  void fullInboxIsRefusedAtOnce() {
    assertThat(ask("a")).isNotDone();
    assertThat(ask("b")).isNotDone();
    Result third = World.now(ask("c"));
    assertThat(third).isInstanceOf(Result.Refused.class);
    assertThat(((Result.Refused) third).problem()).isEqualTo(Problem.INBOX_FULL);
    world.cycle();
    assertThat(World.now(ask("c"))).as("there is room again").isNull();
  }

  /** Facts are shown as far as they are durable, live values as they are. */
  @Test
  void snapshotShowsOnlyDurableFacts() {
    world.cycle();
    long start = world.commit();
    world.on.add(world.site.layout().inputs().key());
    for (int i = 0; i < 5; i++) {
      world.cycle();
    }
    assertThat(world.loop.snapshot().live().state()).isEqualTo("manual");
    assertThat(world.loop.snapshot().facts().seq()).isEqualTo(start);
    long manual = world.commit();
    assertThat(manual).isGreaterThan(start);
    world.cycle();
    assertThat(world.loop.snapshot().facts().seq()).isEqualTo(manual);
  }

  @Test
  void everyCycleIsCountedAndLateOnesToo() {
    world.cycle();
    world.cycle();
    Snapshot.Counts counts = world.loop.snapshot().live().counts();
    assertThat(counts.cycles()).isEqualTo(2);
    assertThat(counts.busExchanges()).isPositive();
    assertThat(counts.cycleMicrosMax()).isGreaterThanOrEqualTo(counts.cycleMicrosLast());
  }

  /** The outcome of a commit is unknown: everything stops, nobody is told that all is well. */
  @Test
  void failedCommitStopsAndEndsTheLoop() {
    CompletableFuture<Result> open = askAgain("k");
    world.cycle();
    world.log.clear();
    world.inbox.failed("I/O error");
    world.loop.run();
    assertThat(world.loop.ended()).isEqualTo("I/O error");
    assertThat(world.log.indexOf("permit false"))
        .isNotNegative()
        .isLessThan(world.log.indexOf("submit"));
    assertThat(world.log).endsWith("permit false", "outputs").doesNotContain("outputs with permit");
    assertThat(((Result.Refused) open.join()).problem()).isEqualTo(Problem.TIMED_OUT);
    assertThat(((Result.Refused) ask("later").join()).problem()).isEqualTo(Problem.NOT_TAKING);
  }

  @Test
  void endedLoopLeavesNothingUnderPower() {
    world.loop.end("terminated");
    world.loop.run();
    assertThat(world.log).endsWith("permit false", "outputs");
    assertThat(world.loop.ended()).isEqualTo("terminated");
  }

  @Test
  void fullDiskIsShown() {
    world.inbox.full("no space left on the disk");
    world.cycle();
    assertThat(world.loop.snapshot().live().disk()).isEqualTo(Snapshot.Disk.FULL);
    assertThat(world.loop.snapshot().live().reasons().toString())
        .contains("no space left on the disk");
  }

  /** A disk that hangs is shown as slow, and shown as well again when it has answered. */
  @Test
  void hangingCommitIsShown() {
    world.cycle();
    world.on.add(world.site.layout().inputs().key());
    for (int i = 0; i < 5; i++) {
      world.cycle();
    }
    world.nanos += 60_000_000_000L;
    world.cycle();
    assertThat(world.loop.snapshot().live().disk()).isEqualTo(Snapshot.Disk.SLOW);
    world.commit();
    world.cycle();
    assertThat(world.loop.snapshot().live().disk()).isEqualTo(Snapshot.Disk.OK);
  }

  /**
   * A process that was stopped for a while and goes on has watched nothing: axes have stopped by
   * themselves, doors may have been opened and shut. It must not go on as if it had seen all that.
   */
  @Test
  void timeWithoutLookingIsSilenceOfEveryInput() {
    for (int i = 0; i < 4; i++) {
      world.cycle();
    }
    assertThat(reasons()).doesNotContain("nothing was looked at");
    world.nanos += 150_000_000L;
    world.cycle();
    assertThat(reasons()).as("a short one is daily life").doesNotContain("nothing was looked at");
    world.nanos += 2_000_000_000L;
    world.log.clear();
    world.cycle();
    assertThat(reasons()).contains("nothing was looked at for 2");
    assertThat(world.log).as("what it reads now says nothing of then").doesNotContain("inputs");
    world.cycle();
    assertThat(reasons()).doesNotContain("nothing was looked at");
  }

  /** The bus is most of a cycle: a process is stopped there more often than between two cycles. */
  @Test
  void timeWithoutLookingInTheMiddleOfACycleCountsToo() {
    world.cycle();
    world.cycle();
    world.stoppedAtNextExchange = 2_000_000_000L;
    StringBuilder said = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      world.cycle();
      said.append(reasons());
    }
    assertThat(world.stoppedAtNextExchange).isZero();
    assertThat(said.toString()).contains("nothing was looked at for 2");
  }

  private String reasons() {
    return world.loop.snapshot().live().reasons().toString();
  }
}
