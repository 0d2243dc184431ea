package tower.simulator.planted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    List<String> names = new ArrayList<>(new SelfTest(root(), work, 1, true).names());
    assertThat(names).hasSizeGreaterThanOrEqualTo(50).doesNotContain(SelfTest.CANARY);
    names.add(SelfTest.CANARY);
    for (String name : names) {
      Path file = root().resolve("simulator/planted").resolve(name + ".patch");
      Patch patch = Patch.parse(name, Files.readString(file));
      String source = Files.readString(root().resolve(patch.path()));
      assertThat(patch.applied(source)).isNotEqualTo(source);
      assertThat(saysGit(file)).as(name).isEmpty();
    }
  }

  /** Whoever wants to see what a patch does applies it with git. */
  private static String saysGit(Path patch) throws IOException, InterruptedException {
    Process git =
        new ProcessBuilder("git", "apply", "--check", patch.toString())
            .directory(root().toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return git.waitFor() == 0 ? "" : "git does not apply it: " + said;
  }

  @Test
  void aPlantedBugIsFound(@TempDir Path work) throws Exception {
    SelfTest.Result result = new SelfTest(root(), work, 20, true).run("send-before-durable");
    assertThat(result.trouble()).isEmpty();
    assertThat(result.found()).isTrue();
    assertThat(result.invariants()).containsAnyElementsOf(result.expected());
  }

  /** Whoever does not see this sees nothing. */
  @Test
  void theCanaryIsFoundAtOnce(@TempDir Path work) throws Exception {
    SelfTest.Result result = new SelfTest(root(), work, 1, true).run(SelfTest.CANARY);
    assertThat(result.trouble()).isEmpty();
    assertThat(result.found()).isTrue();
    assertThat(result.seed()).isBetween(1L, SelfTest.CANARY_SEEDS);
  }

  // Without it any seed that fails by itself would prove every bug found.
  @Test
  void anotherInvariantsFindingIsNoProof() {
    assertThat(found(List.of("S9"), List.of("S13"))).isFalse();
    assertThat(found(List.of("S9"), List.of("S13", "S9"))).isTrue();
    assertThat(found(List.of("S8", "S9"), List.of("S9"))).isTrue();
    assertThat(found(List.of("S23"), List.of("S2"))).isFalse();
  }

  private static boolean found(List<String> expected, List<String> invariants) {
    return new SelfTest.Result("x", "breaks x", expected, 7, 7, 1, invariants, "").found();
  }

  // A seed that fails without the bug, too, proves nothing about the bug.
  @Test
  void theUnbrokenProductIsAskedForTheSameSeed(@TempDir Path work) throws Exception {
    assertThat(new SelfTest(root(), work, 5, true).unbroken(3)).isTrue();
    Path noTowers = Files.createDirectories(work.resolve("nothing"));
    SelfTest lost = new SelfTest(noTowers, work, 1, true);
    assertThatThrownBy(() -> lost.unbroken(3)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatASearchSaysIsRead() {
    Searched one = new Searched(7, 4, "S1,S9");
    assertThat(Searched.in("some log\n" + one + "\n")).contains(one);
    assertThat(one.list()).containsExactly("S1", "S9");
    assertThat(new Searched(Searched.NONE, 0, "").list()).isEmpty();
    assertThat(Searched.in("Exception in thread main")).isEmpty();
  }

  @Test
  void seedsComeByTurnsBehindTheOneThatIsNoted() {
    assertThat(Seeds.of(5, Searched.NONE)).containsExactly(1L, 1_000_000L, 2L, 1_000_001L, 3L);
    assertThat(Seeds.of(4, 2)).containsExactly(2L, 1L, 1_000_000L, 1_000_001L);
    assertThat(Seeds.of(1, 77)).containsExactly(77L);
  }

  @Test
  void aPatchMayNoteASeed() {
    String noted = PATCH.replace("Found by: S1", "Found by: S1\nSeed: 77");
    assertThat(Patch.parse("x", noted).seed()).isEqualTo(77);
    assertThat(Patch.parse("x", PATCH).seed()).isEqualTo(Searched.NONE);
    assertThat(Patch.parse("x", noted).text()).isEqualTo("Two is three.");
  }

  @Test
  void theSampleTakesTurns() {
    List<String> all = List.of("a", "b", "c", "d", "e");
    assertThat(SelfTest.sample(all, 2, 0)).containsExactly("a", "b");
    assertThat(SelfTest.sample(all, 2, 1)).containsExactly("c", "d");
    assertThat(SelfTest.sample(all, 2, 2)).containsExactly("a", "e");
    assertThat(SelfTest.sample(all, 9, 4)).containsExactlyElementsOf(all);
  }

  @Test
  void aPatchChangesItsLinesAndNothingElse() {
    Patch patch = Patch.parse("x", PATCH);
    assertThat(patch.applied("zero\none\ntwo\nfour\nfive\n"))
        .isEqualTo("zero\none\nthree\nfour\nfive\n");
    assertThat(patch.path()).isEqualTo("some/File.java");
    assertThat(patch.foundBy()).containsExactly("S1");
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
