package tower;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every tidy check on something untidy, and on its tidy neighbour. */
class TidyCanFailTest {
  private static JavaSource in(String room, String text) {
    return JavaSource.parse("controller/src/main/java/tower/" + room + "/A.java", text);
  }

  private static String methodOf(int lines) {
    return "class A {\n  @Deprecated\n  void f() {\n" + "    g();\n".repeat(lines - 3) + "  }\n}\n";
  }

  @Test
  void aMethodOfSixtyOneLinesIsTooLong() {
    assertThat(Tidy.longMethods(in("core", methodOf(60)))).isEmpty();
    assertThat(Tidy.longMethods(in("core", methodOf(61))))
        .containsExactly("controller/src/main/java/tower/core/A.java:2: f is longer than 60");
  }

  @Test
  void aFileOfFourHundredAndOneLinesIsTooLong() {
    String text = "class A {}\n";
    assertThat(Tidy.longFiles(in("core", text + "\n".repeat(399)))).isEmpty();
    assertThat(Tidy.longFiles(in("core", text + "\n".repeat(400)))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class BaySlot {}",
        "record A(int freeCells) {}",
        "interface ElevatorAxis {}",
        "enum A { X; void initAxis() {} }",
        "class A { int targetMm() { return 0; } }",
        "class PickupOrder {}",
        "class A { void clearFault() {} }",
        "class A { void f() { class StopCommand {} } }"
      })
  void aCompetingWordIsRefusedInAPureRoom(String text) {
    assertThat(Tidy.bannedWords(in("core", text))).hasSize(1);
  }

  /** Whole words only, and the protocols' own terms stand at the edges. */
  @Test
  void aWordThatOnlyContainsABannedOneStands() {
    String text =
        "class Transaction { void recheck() {} void orderOfJobs() {} int aslotb;"
            + " boolean fieldClear() {} void clears() {} }";
    assertThat(Tidy.bannedWords(in("core", text))).isEmpty();
    assertThat(Tidy.bannedWords(in("drive", "class TargetPosition {}"))).isEmpty();
    assertThat(Tidy.words("RTUFrame2xIds")).containsExactly("rtu", "frame", "2", "x", "ids");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class A { @Disabled void f() {} }",
        "class A { @org.junit.jupiter.api.Disabled(\"later\") void f() {} }",
        "class A { @EnabledOnOs(OS.LINUX) void f() {} }",
        "class A { void f() { assumeTrue(false); } }",
        "class A { void f() { Assumptions.assumeThat(1); } }"
      })
  void aTestThatSkipsItselfIsRefused(String text) {
    assertThat(Tidy.skippedTests(in("core", text))).hasSize(1);
  }

  @Test
  void printingIsForAppAndSimulator() {
    String text = "class A { void f() { System.out.println(1); java.lang.System.err.flush(); } }";
    assertThat(Tidy.prints(in("drive", text))).hasSize(2);
    assertThat(Tidy.prints(in("app", text))).isEmpty();
    assertThat(Tidy.prints(in("drive", "class A { String s = \"System.out\"; }"))).isEmpty();
  }

  @Test
  void anEnumsPositionIsRefused() {
    assertThat(Tidy.ordinals(in("drive", "class A { int f(E e) { return e.ordinal(); } }")))
        .hasSize(1);
    assertThat(Tidy.ordinals(in("store", "class A { F f = E::ordinal; }"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class A { long f(long n) { return (long) (n * 1.5); } }",
        "class A { void f() { float x = g(); } }",
        "class A { double[] x; }"
      })
  void floatingPointIsRefusedInAPureRoom(String text) {
    assertThat(Tidy.floatingPoint(in("plan", text))).isNotEmpty();
    assertThat(Tidy.floatingPoint(in("api", text))).isEmpty();
  }

  @Test
  void aRoomWithoutItsSignIsFound() {
    String room = "controller/src/main/java/tower/core";
    assertThat(Tidy.withoutPackageInfo(List.of(room + "/A.java")))
        .containsExactly(room + " has no package-info.java");
    assertThat(Tidy.withoutPackageInfo(List.of(room + "/A.java", room + "/package-info.java")))
        .isEmpty();
  }

  @Test
  void aNoteForLaterIsFound() {
    assertThat(Tidy.leftForLater("a.md", "fine\nTO" + "DO: more\n"))
        .containsExactly("a.md:2: TO" + "DO");
    assertThat(Tidy.leftForLater("a.md", "mastodons\n")).isEmpty();
  }

  @Test
  void aPathOfOneMachineIsFound() {
    assertThat(Tidy.machinePaths("a.sh", "cd /tm" + "p/x")).hasSize(1);
    assertThat(Tidy.machinePaths("a.java", "Path.of(\"/wor" + "k\")")).hasSize(1);
    assertThat(Tidy.machinePaths("a.sh", "$base/tmp a/wor" + "k/x </root> /workshop")).isEmpty();
  }

  @Test
  void aDocumentNobodyNamesIsFound() {
    String adr = "controller/docs/adr/0001-x.md";
    assertThat(Tidy.unreferencedDocuments(Map.of(adr, "see 0001-x.md", "README.md", "hello")))
        .containsExactly(adr + ": no other document names it");
    assertThat(Tidy.unreferencedDocuments(Map.of(adr, "", "README.md", "adr/0001-x.md"))).isEmpty();
  }

  @Test
  void aDeadLinkIsFound() {
    String readme = "[a](docs/a.md#part) [b](https://example.org) [c](docs/) [d](b.md)";
    assertThat(Tidy.deadLinks(Map.of("controller/README.md", readme, "controller/docs/a.md", "")))
        .containsExactly("controller/README.md: dead link b.md");
  }

  @Test
  void aStrangerAtTheTopIsFound() {
    assertThat(Tidy.strangersAtTheTop(List.of("pom.xml", ".ci", "notes.txt")))
        .containsExactly("notes.txt does not belong at the top level");
  }
}
