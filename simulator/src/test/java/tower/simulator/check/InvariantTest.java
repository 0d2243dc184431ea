package tower.simulator.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The catalogue is whole, and whatever it says is checked has been seen to fail. */
final class InvariantTest {
  @Test
  void everyInvariantOfTheReferenceHasItsPlace() {
    List<String> wanted =
        Stream.concat(
                IntStream.rangeClosed(1, 34).mapToObj(i -> "S" + i),
                IntStream.rangeClosed(1, 10).mapToObj(i -> "L" + i))
            .toList();
    assertThat(Arrays.stream(Invariant.values()).filter(Invariant::reference))
        .extracting(Invariant::key)
        .containsExactlyElementsOf(wanted);
  }

  @ParameterizedTest
  @EnumSource
  void saysWhatItIsAndWhoLooksAfterIt(Invariant invariant) {
    assertThat(invariant.text()).isNotBlank();
    assertThat(invariant.cover()).isNotBlank();
  }

  @Test
  void everyCheckerWasSeenToFail() {
    Set<String> seen =
        Stream.of(
                CheckersCanFailTest.class,
                ClientCheckersCanFailTest.class,
                CloudCheckersCanFailTest.class,
                DueInTimeTest.class,
                LivenessCheckersCanFailTest.class,
                PortalCheckersCanFailTest.class)
            .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
            .map(Method::getName)
            .filter(name -> name.contains("Sees"))
            .map(name -> name.substring(0, name.indexOf("Sees")).toUpperCase(Locale.ROOT))
            .collect(Collectors.toSet());
    assertThat(Arrays.stream(Invariant.values()).filter(Invariant::checked))
        .filteredOn(i -> i != Invariant.STEEL)
        .extracting(Invariant::name)
        .allSatisfy(key -> assertThat(seen).contains(key));
  }
}
