package tower.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tower.gpio.PinMap.Pin;
import tower.model.InputImage;

class DebounceTest {
  private static final int CHAIN = 0;
  private static final int BUTTON = 1;
  private static final int BAY = 2;
  private static final int RAW = 3;

  private final PinMap map = points();
  private final Debounce debounce = new Debounce(map);
  private final Levels levels = new Levels(map.inputs().size());
  private long nowMs = 10_000;

  private static PinMap points() {
    Maps maps = Maps.empty();
    maps.chips.add(Maps.BAYS);
    return maps.input("chain", new Pin("header", 1, true), 50, true)
        .input("button", new Pin("header", 2, true), 20, false)
        .input("bay", new Pin("expander1", 1, true), 100, false)
        .input("raw", new Pin("header", 3, true), 0, false)
        .build();
  }

  @BeforeEach
  void allClosedAndSettled() {
    for (int point = 0; point < levels.size(); point++) {
      levels.set(point, true);
    }
    feedFor(200);
    assertThat(debounce.image().on(CHAIN)).isTrue();
    assertThat(debounce.image().on(BAY)).isTrue();
  }

  // What the image says before anything was read must not look like a locked door or a free bay.
  @Test
  void nothingIsValidBeforeItsFirstStableReads() {
    Debounce fresh = new Debounce(map);
    assertThat(fresh.image().valid(BAY)).isFalse();

    fresh.feed(levels, 0);
    fresh.feed(levels, 99);
    assertThat(fresh.image().valid(BAY)).isFalse();
    assertThat(fresh.image().on(CHAIN)).isTrue();

    fresh.feed(levels, 100);
    assertThat(fresh.image().on(BAY)).isTrue();
    assertThat(fresh.image().changedMs(BAY)).isEqualTo(100);
  }

  @Test
  void firstOpenSampleOfAStopInputCounts() {
    levels.set(CHAIN, false);

    InputImage image = debounce.feed(levels, ++nowMs);

    assertThat(image.off(CHAIN)).isTrue();
    assertThat(image.changedMs(CHAIN)).isEqualTo(nowMs);
  }

  // A contact that rattles for 50 ms while it closes must not count as closed in between.
  @Test
  void closingOfAStopInputMustLast() {
    levels.set(CHAIN, false);
    debounce.feed(levels, ++nowMs);

    levels.set(CHAIN, true);
    assertThat(feedFor(49).off(CHAIN)).isTrue();
    levels.set(CHAIN, false);
    debounce.feed(levels, ++nowMs);
    levels.set(CHAIN, true);
    assertThat(feedFor(50).off(CHAIN)).isTrue();
    assertThat(feedFor(1).on(CHAIN)).isTrue();
  }

  @Test
  void otherInputIsDebouncedBothWays() {
    levels.set(BUTTON, false);
    assertThat(feedFor(20).on(BUTTON)).isTrue();
    assertThat(feedFor(1).off(BUTTON)).isTrue();

    levels.set(BUTTON, true);
    assertThat(feedFor(20).off(BUTTON)).isTrue();
    assertThat(feedFor(1).on(BUTTON)).isTrue();
  }

  @Test
  void bounceShorterThanTheDebounceTimeIsNotSeen() {
    for (int bounce = 1; bounce < 20; bounce++) {
      levels.set(BUTTON, false);
      feedFor(bounce);
      levels.set(BUTTON, true);
      assertThat(feedFor(bounce).on(BUTTON)).isTrue();
    }
  }

  @Test
  void inputWithoutDebounceTakesEachSample() {
    levels.set(RAW, false);
    assertThat(debounce.feed(levels, ++nowMs).off(RAW)).isTrue();
    levels.set(RAW, true);
    assertThat(debounce.feed(levels, nowMs).on(RAW)).isTrue();
  }

  // A cycle that comes late shall not make a press invisible: the time counts, not the samples.
  @Test
  void twoSamplesFarApartAreEnough() {
    levels.set(BUTTON, false);
    debounce.feed(levels, nowMs += 50);
    assertThat(debounce.feed(levels, nowMs += 50).off(BUTTON)).isTrue();
  }

  // A silent expander once looked like forty-two occupied bays.
  @Test
  void silentChipMakesItsPointsInvalidAtOnce() {
    levels.invalidate(BAY);

    InputImage image = debounce.feed(levels, ++nowMs);

    assertThat(image.valid(BAY)).isFalse();
    assertThat(image.on(BAY)).isFalse();
    assertThat(image.off(BAY)).isFalse();
    assertThat(image.changedMs(BAY)).isEqualTo(nowMs);
    assertThat(image.on(CHAIN)).isTrue();
    assertThat(debounce.feed(levels, ++nowMs)).isSameAs(image);
  }

  @Test
  void pointIsValidAgainOnlyAfterStableReads() {
    levels.invalidate(BAY);
    feedFor(10);

    levels.set(BAY, true);
    feedFor(60);
    levels.set(BAY, false);
    feedFor(60);
    levels.invalidate(BAY);
    feedFor(1);
    levels.set(BAY, false);
    assertThat(feedFor(100).valid(BAY)).isFalse();
    assertThat(feedFor(1).off(BAY)).isTrue();
  }

  @Test
  void oneReadAloneMakesNoPointValid() {
    levels.invalidate(RAW);
    feedFor(1);

    levels.set(RAW, true);
    assertThat(debounce.feed(levels, ++nowMs).valid(RAW)).isFalse();
    assertThat(debounce.feed(levels, ++nowMs).on(RAW)).isTrue();
  }

  @Test
  void openStopInputIsBelievedEvenRightAfterSilence() {
    levels.invalidate(CHAIN);
    feedFor(1);

    levels.set(CHAIN, false);
    assertThat(debounce.feed(levels, ++nowMs).off(CHAIN)).isTrue();
  }

  @Test
  void headerFeedLeavesTheExpandersPointsAlone() {
    levels.set(CHAIN, false);
    levels.invalidate(BAY);

    InputImage image = debounce.feedHeader(levels, ++nowMs);

    assertThat(image.off(CHAIN)).isTrue();
    assertThat(image.on(BAY)).isTrue();
  }

  @Test
  void levelsOfAnotherMapAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> debounce.feed(new Levels(3), nowMs))
        .withMessageContaining("3 levels");
  }

  // The loop compares by identity, and the simulator runs this some hundred thousand times a
  // second.
  @Test
  void unchangedSamplesGiveTheSameImageAndAllocateNothing() {
    InputImage image = debounce.image();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    feedFor(1_000);
    long before = threads.getCurrentThreadAllocatedBytes();
    long start = nowMs;

    for (long ms = start; ms < start + 10_000; ms++) {
      levels.set(BUTTON, ms % 7 != 0);
      debounce.feed(levels, ms);
      debounce.feedHeader(levels, ms);
    }

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    assertThat(debounce.image()).isSameAs(image);
  }

  /**
   * Against a definition that remembers everything: a stop input is on exactly when the last open
   * sample lies at least the debounce time before the first of the closed samples since.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233})
  void randomBouncesNeverHideAnOpenSampleNorCloseEarly(long seed) {
    Random random = new Random(seed);
    boolean level = true;
    long closedSince = nowMs - 200;
    long bounceEnds = nowMs;
    boolean shown = true;
    for (int sample = 0; sample < 20_000; sample++) {
      nowMs += 1 + random.nextInt(12);
      if (nowMs >= bounceEnds) {
        level = random.nextBoolean();
        bounceEnds = nowMs + 1 + random.nextInt(random.nextInt(4) == 0 ? 200 : 50);
      }
      boolean wasOpen = !levels.on(CHAIN);
      levels.set(CHAIN, level);
      closedSince = level && wasOpen ? nowMs : closedSince;
      boolean expected = level && (shown || nowMs - closedSince >= 50);

      InputImage image =
          random.nextBoolean() ? debounce.feed(levels, nowMs) : debounce.feedHeader(levels, nowMs);

      assertThat(image.on(CHAIN)).as("seed %d, sample %d", seed, sample).isEqualTo(expected);
      assertThat(image.off(CHAIN)).isEqualTo(!expected);
      shown = expected;
    }
  }

  /** An ordinary point changes only to a level that it has had, and never lost, for its time. */
  @ParameterizedTest
  @ValueSource(longs = {4, 7, 11, 18, 29, 47, 76, 123})
  void randomBouncesAndSilenceNeverShowAnUnprovenLevel(long seed) {
    Random random = new Random(seed);
    boolean level = true;
    long stableSince = nowMs - 200;
    boolean wasValid = true;
    for (int sample = 0; sample < 20_000; sample++) {
      nowMs += 1 + random.nextInt(30);
      boolean valid = random.nextInt(40) != 0;
      boolean next = random.nextInt(6) == 0 ? random.nextBoolean() : level;
      if (!valid || !wasValid || next != level) {
        stableSince = nowMs;
      }
      InputImage before = debounce.image();
      levels.set(BAY, next);
      if (!valid) {
        levels.invalidate(BAY);
      }
      InputImage image = debounce.feed(levels, nowMs);

      String at = "seed " + seed + ", sample " + sample;
      boolean proven = nowMs - stableSince >= 100;
      if (!valid) {
        assertThat(image.valid(BAY)).as(at).isFalse();
      } else if (proven) {
        assertThat(next ? image.on(BAY) : image.off(BAY)).as(at).isTrue();
      } else {
        assertThat(image.valid(BAY)).as(at).isEqualTo(before.valid(BAY));
        assertThat(image.on(BAY)).as(at).isEqualTo(before.on(BAY));
      }
      level = next;
      wasValid = valid;
    }
  }

  /** One sample a millisecond. */
  private InputImage feedFor(int ms) {
    for (int i = 0; i < ms; i++) {
      debounce.feed(levels, ++nowMs);
    }
    return debounce.image();
  }
}
