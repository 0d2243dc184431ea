package tower.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorldTest {
  private final World world = new World(7);
  private final List<String> happened = new ArrayList<>();

  private Runnable note(String what) {
    return () -> happened.add(what + "@" + world.nanos());
  }

  @Test
  void thingsHappenInTheOrderOfTimeAndThenOfInsertion() {
    world.at(20, note("c"));
    world.at(10, note("a"));
    world.at(20, note("d"));
    world.at(10, note("b"));
    world.sleepUntil(30);
    assertThat(happened).containsExactly("a@10", "b@10", "c@20", "d@20");
    assertThat(world.nanos()).isEqualTo(30);
  }

  /** A relay is put off at every edge: that must cost no place in the queue. */
  @Test
  void aTimerThatIsPutOffHappensOnceAndAtItsLastTime() {
    Timer timer = world.timer(note("x"));
    for (int i = 1; i <= 1000; i++) {
      timer.set(i * 10L);
    }
    world.sleepUntil(20_000);
    assertThat(happened).containsExactly("x@10000");
  }

  @Test
  void aTimerThatIsBroughtForwardHappensOnceAndEarly() {
    Timer timer = world.timer(note("x"));
    timer.set(1000);
    timer.set(10);
    world.sleepUntil(500);
    timer.set(600);
    timer.cancel();
    world.sleepUntil(2000);
    assertThat(happened).containsExactly("x@10");
    assertThat(timer.pending()).isFalse();
  }

  /** Random times against a plain sort: the heap keeps its order. */
  @Test
  void manyThingsKeepTheirOrder() {
    Chance chance = new Chance(3);
    List<Long> times = new ArrayList<>();
    List<Long> seen = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      long at = chance.below(500);
      times.add(at);
      world.at(at, () -> seen.add(world.nanos()));
    }
    world.sleepUntil(1000);
    assertThat(seen).isSorted().hasSameElementsAs(times).hasSize(2000);
  }

  @Test
  void whatHappensMustNotWait() {
    world.at(10, () -> world.sleepUntil(20));
    assertThatThrownBy(() -> world.sleepUntil(30)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aCutEndsTheWaitAtItsInstantAndEveryCallAfterIt() {
    Incarnation life = new Incarnation(world);
    world.at(10, life::cut);
    world.at(20, note("world goes on"));
    assertThatThrownBy(() -> life.sleepUntil(100)).isInstanceOf(PowerCut.class);
    assertThat(world.nanos()).isEqualTo(10);
    assertThatThrownBy(life::nanos).isInstanceOf(PowerCut.class);
    assertThatThrownBy(life::utcMs).isInstanceOf(PowerCut.class);
    world.sleepUntil(100);
    assertThat(happened).containsExactly("world goes on@20");
    assertThat(new Incarnation(world).nanos()).isEqualTo(100);
  }

  @Test
  void aCutAtTheThirdBoundary() {
    Incarnation life = new Incarnation(world);
    life.cutAtBoundary(3);
    life.boundary();
    life.boundary();
    assertThatThrownBy(life::boundary).isInstanceOf(PowerCut.class);
    assertThat(life.isAlive()).isFalse();
  }

  /** A draw added in one part must not shift another part. */
  @Test
  void streamsDependOnSeedAndNameAlone() {
    Chance line = new World(5).chance("line");
    World other = new World(5);
    other.chance("people").nextLong();
    assertThat(other.chance("line").nextLong()).isEqualTo(line.nextLong());
    assertThat(new World(6).chance("line").nextLong())
        .isNotEqualTo(new World(5).chance("line").nextLong());
    assertThat(new World(5).chance("lines").nextLong())
        .isNotEqualTo(new World(5).chance("line").nextLong());
  }

  @Test
  void drawsStayWithinTheirBounds() {
    Chance chance = new Chance(1);
    int[] seen = new int[6];
    for (int i = 0; i < 60_000; i++) {
      seen[chance.below(6)]++;
      assertThat(chance.between(-3, 3)).isBetween(-3L, 3L);
    }
    for (int count : seen) {
      assertThat(count).isBetween(9_000, 11_000);
    }
  }

  @Test
  void theTraceKnowsTimeKindAndValue() {
    assertThat(traced(1, 1, 1)).isEqualTo(traced(1, 1, 1));
    assertThat(traced(2, 1, 1)).isNotEqualTo(traced(1, 1, 1));
    assertThat(traced(1, 2, 1)).isNotEqualTo(traced(1, 1, 1));
    assertThat(traced(1, 1, 2)).isNotEqualTo(traced(1, 1, 1));
  }

  private static long traced(long at, int what, long value) {
    World traced = new World(0);
    traced.sleepUntil(at);
    traced.trace(what, value);
    return traced.hash();
  }

  @Test
  void theWallClockMayJumpAndStopButTimeGoesOn() {
    long before = world.utcMs();
    world.sleepUntil(World.SECOND);
    assertThat(world.utcMs()).isEqualTo(before + 1000);
    world.shiftUtc(-3_600_000);
    assertThat(world.utcMs()).isEqualTo(before + 1000 - 3_600_000);
    world.freezeUtc();
    world.sleepUntil(2 * World.SECOND);
    assertThat(world.utcMs()).isEqualTo(before + 1000 - 3_600_000);
    assertThat(world.nanos()).isEqualTo(2 * World.SECOND);
  }

  @Test
  void theWallClockCanBeSetAndSetRight() {
    long before = world.utcMs();
    world.setUtc(0);
    world.sleepUntil(World.SECOND);
    assertThat(world.utcMs()).isEqualTo(1000);
    world.freezeUtc();
    world.rightUtc();
    assertThat(world.utcMs()).isEqualTo(before + 1000);
  }

  /** What was undone before anybody looked again nobody can have seen. */
  @Test
  void theWallClockWasSteadyForWhoeverLooked() {
    world.sleepUntil(20 * World.SECOND);
    world.shiftUtc(3_600_000);
    assertThat(world.utcSteadyFor(10 * World.SECOND)).isFalse();
    world.sleepUntil(20 * World.SECOND + 500 * World.MS);
    world.rightUtc();
    assertThat(world.utcSteadyFor(10 * World.SECOND)).isTrue();
    world.sleepUntil(25 * World.SECOND);
    assertThat(world.utcSteadyFor(10 * World.SECOND)).isTrue();
    world.shiftUtc(3_600_000);
    world.sleepUntil(27 * World.SECOND);
    world.rightUtc();
    assertThat(world.utcSteadyFor(10 * World.SECOND)).isFalse();
  }

  /** Seed 3100445: what stands since a moment ago goes on for whoever looks once a second. */
  @Test
  void whatHasStoodForAMomentCountsAsGoing() {
    world.sleepUntil(20 * World.SECOND);
    world.shiftUtc(3_600_000);
    world.sleepUntil(24 * World.SECOND);
    world.rightUtc(); // seen within a second
    world.sleepUntil(33 * World.SECOND + 900 * World.MS);
    world.freezeUtc();
    world.sleepUntil(34 * World.SECOND + 300 * World.MS);
    assertThat(world.utcSteadyFor(9 * World.SECOND)).isTrue();
    assertThat(world.utcSteadyFor(10 * World.SECOND)).isFalse();
    world.sleepUntil(38 * World.SECOND);
    assertThat(world.utcSteadyFor(9 * World.SECOND)).isFalse();
  }

  /** Seed 7004536: 346 ms behind at one look, and right again at the next. */
  @Test
  void standThatNoLookCanTellFromALongSecondWasNone() {
    world.sleepUntil(20 * World.SECOND);
    world.freezeUtc();
    world.sleepUntil(21 * World.SECOND + 500 * World.MS);
    world.rightUtc();
    world.sleepUntil(23 * World.SECOND);
    assertThat(world.utcSteadyFor(10 * World.SECOND)).isTrue();
    assertThat(world.utcUntouchedFor(1_500 * World.MS)).isTrue();
    assertThat(world.utcUntouchedFor(1_501 * World.MS)).as("it may have been seen").isFalse();
    world.freezeUtc();
    world.sleepUntil(24 * World.SECOND + 700 * World.MS);
    world.rightUtc();
    world.sleepUntil(26 * World.SECOND);
    assertThat(world.utcSteadyFor(10 * World.SECOND)).isFalse();
  }

  @Test
  void nobodySawWhatTheWallClockDidDuringAStop() {
    world.sleepUntil(20 * World.SECOND);
    world.nobodySeesUtc(50 * World.SECOND);
    world.sleepUntil(30 * World.SECOND);
    world.setUtc(0);
    world.sleepUntil(40 * World.SECOND);
    world.rightUtc();
    world.sleepUntil(50 * World.SECOND);
    assertThat(world.utcSteadyFor(10 * World.SECOND)).isTrue();
    world.nobodySeesUtc(60 * World.SECOND);
    world.shiftUtc(3_600_000);
    world.sleepUntil(60 * World.SECOND);
    assertThat(world.utcSteadyFor(10 * World.SECOND)).isFalse();
  }

  /** SIGSTOP: whatever port the process is in returns only when it goes on. */
  @Test
  void aStoppedProcessStandsStillWhileTheWorldGoesOn() {
    Incarnation life = new Incarnation(world);
    long[] happened = new long[1];
    world.at(2 * World.SECOND, () -> happened[0] = world.nanos());
    world.at(World.SECOND, () -> life.stopFor(3 * World.SECOND));
    life.sleepUntil(World.SECOND + 1);
    assertThat(happened[0]).isEqualTo(2 * World.SECOND);
    assertThat(world.nanos()).isEqualTo(4 * World.SECOND);
    assertThat(life.stopped()).isFalse();
    life.stopAtBoundary(1, World.SECOND);
    life.boundary();
    assertThat(world.nanos()).isEqualTo(5 * World.SECOND);
  }

  @Test
  void aStoppedProcessCanBeKilled() {
    Incarnation life = new Incarnation(world);
    life.stopFor(30 * World.SECOND);
    world.at(World.SECOND, life::cut);
    assertThatThrownBy(life::boundary).isInstanceOf(PowerCut.class);
    assertThat(world.nanos()).isEqualTo(World.SECOND);
  }

  @Test
  void anErrorIsThrownOnceAndThePortsStillWork() {
    Incarnation life = new Incarnation(world);
    life.errorAtBoundary(2);
    life.boundary();
    assertThatThrownBy(life::boundary).isInstanceOf(SimulatedError.class);
    life.boundary();
    assertThat(life.isAlive()).isTrue();
  }
}
