package tower.simulator.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {
  private static Sample oneTo(int last) {
    return new Sample(IntStream.rangeClosed(1, last).asDoubleStream().toArray());
  }

  @Test
  void medianIsTheMiddleOrBetweenTheTwoMiddleOnes() {
    assertThat(new Sample(9, 1, 5).median()).isEqualTo(5);
    assertThat(new Sample(9, 1, 5, 7).median()).isEqualTo(6);
  }

  @Test
  void percentileIsAFigureThatWasMeasured() {
    assertThat(oneTo(1000).percentile(99.9)).isEqualTo(999);
    assertThat(oneTo(1000).percentile(50)).isEqualTo(500);
    assertThat(oneTo(100).percentile(99)).isEqualTo(99);
    assertThat(new Sample(3, 4).percentile(50)).isEqualTo(3);
  }

  @Test
  void percentileOfTooFewFiguresIsTheLargest() {
    assertThat(oneTo(500).percentile(99.9)).isEqualTo(500);
    assertThat(new Sample(7).percentile(99.9)).isEqualTo(7);
  }

  @Test
  void ratiosPairFiguresOfTheSameRound() {
    Sample ratios = Sample.ratios(List.of(2.0, 9.0, 4.0), List.of(1.0, 3.0, 4.0));
    assertThat(ratios.min()).isEqualTo(1);
    assertThat(ratios.median()).isEqualTo(2);
    assertThat(ratios.max()).isEqualTo(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sample.ratios(List.of(1.0), List.of(1.0, 2.0)));
  }

  @Test
  void partsOfARunKeepTheirOrder() {
    List<Double> figures = List.of(1.0, 1.0, 1.0, 5.0, 6.0, 7.0, 2.0);
    Sample medians = Sample.mediansOfParts(figures, 2);
    assertThat(medians.min()).isEqualTo(1);
    assertThat(medians.max()).isEqualTo(5.5);
    assertThat(Sample.mediansOfParts(List.of(3.0), 7).count()).isEqualTo(1);
  }

  @Test
  void aFloorThatMovedMoreThanThreeTenthsMakesTheRunVoid() {
    assertThat(Floor.moved(new Sample(90, 100, 119))).isFalse();
    assertThat(Floor.moved(new Sample(90, 100, 121))).isTrue();
    assertThat(Floor.verdict(new Sample(90, 100, 121), "the floor"))
        .isEqualTo("the floor moved 31 % of its median (30 % allowed): THE RUN IS VOID");
    assertThat(new Sample(90, 100, 121).spread()).isCloseTo(0.31, within(1e-9));
  }

  @Test
  void nothingIsNoSample() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Sample());
  }
}
