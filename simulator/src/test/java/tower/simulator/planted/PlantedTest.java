package tower.simulator.planted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tower.simulator.demo.Sources;

/** The hunt for planted bugs: every patch applies, one is tried, a stale one is refused. */
final class PlantedTest {
  private static final String PATCH =
      """
      Two is three.
      Found by: S1

      --- a/some/File.java
      +++ b/some/File.java
      @@ -1,3 +1,3 @@
       one
      -two
      +three
       four
      """;

  private static Path root() throws IOException {
    return Sources.config("towers").getParent().getParent();
  }

  @Test
  void everyPatchAppliesToTheSourcesAsTheyAre(@TempDir Path work) throws Exception {
    SelfTest test = new SelfTest(root(), work, 1, 1);
    assertThat(test.names()).hasSizeGreaterThanOrEqualTo(10);
    for (String name : test.names()) {
      Path file = root().resolve("simulator/planted").resolve(name + ".patch");
      Patch patch = Patch.parse(name, Files.readString(file));
      String source = Files.readString(root().resolve(patch.path()));
      assertThat(patch.applied(source)).isNotEqualTo(source);
    }
  }

  @Test
  void aPlantedBugIsFound(@TempDir Path work) throws Exception {
    SelfTest.Result result = new SelfTest(root(), work, 20, 1).run("send-before-durable");
    assertThat(result.trouble()).isEmpty();
    assertThat(result.found()).isTrue();
    assertThat(result.invariants()).contains(result.expected());
  }

  // Without it any seed that fails by itself would prove every bug found.
  @Test
  void anotherInvariantsFindingIsNoProof() {
    assertThat(found("S9", List.of("S13"))).isFalse();
    assertThat(found("S9", List.of("S13", "S9"))).isTrue();
    assertThat(found("S8, S9", List.of("S9"))).isTrue();
    assertThat(found("S23", List.of("S2"))).isFalse();
  }

  private static boolean found(String expected, List<String> invariants) {
    return new SelfTest.Result("x", "breaks x", expected, 7, invariants, "").found();
  }

  @Test
  void theUnbrokenProductIsHuntedToo(@TempDir Path work) throws Exception {
    assertThat(new SelfTest(root(), work, 5, 1).unbroken()).isEmpty();
    Path noTowers = Files.createDirectories(work.resolve("nothing"));
    assertThat(new SelfTest(noTowers, work, 1, 1).unbroken()).contains("exit code");
  }

  @Test
  void aPatchChangesItsLinesAndNothingElse() {
    Patch patch = Patch.parse("x", PATCH);
    assertThat(patch.applied("zero\none\ntwo\nfour\nfive\n"))
        .isEqualTo("zero\none\nthree\nfour\nfive\n");
    assertThat(patch.path()).isEqualTo("some/File.java");
    assertThat(patch.foundBy()).isEqualTo("S1");
  }

  @Test
  void aPatchThatDoesNotApplyOrIsAmbiguousIsRefused() {
    Patch patch = Patch.parse("x", PATCH);
    assertThatThrownBy(() -> patch.applied("one\ntwo and a half\nfour\n"))
        .hasMessageContaining("does not apply");
    assertThatThrownBy(() -> patch.applied("one\ntwo\nfour\none\ntwo\nfour\n"))
        .hasMessageContaining("does not apply");
    assertThatThrownBy(() -> Patch.parse("x", "no patch at all"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
