package tower;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The project against every tidy check, and every check against something untidy. */
class TidyTest {
  private static final Map<String, String> FILES = ProjectFiles.read();
  private static final List<JavaSource> SOURCES =
      FILES.entrySet().stream()
          .filter(file -> file.getKey().endsWith(".java"))
          .map(file -> JavaSource.parse(file.getKey(), file.getValue()))
          .toList();

  private static final Map<String, Function<JavaSource, List<String>>> SOURCE_CHECKS =
      Map.of(
          "methods fit a screen", Tidy::longMethods,
          "files fit a sitting", Tidy::longFiles,
          "one word, one thing", Tidy::bannedWords,
          "no test skips itself", Tidy::skippedTests,
          "nothing prints but app and simulator", Tidy::prints,
          "no enum's position is used", Tidy::ordinals,
          "pure rooms have no floating point", Tidy::floatingPoint);

  @TestFactory
  Stream<DynamicTest> sourcesAreTidy() {
    return SOURCE_CHECKS.entrySet().stream()
        .map(check ->
            DynamicTest.dynamicTest(
                check.getKey(),
                () ->
                    assertThat(SOURCES.stream().flatMap(s -> check.getValue().apply(s).stream()))
                        .as(check.getKey())
                        .isEmpty()));
  }

  /** Both modules must be among the files, or all of this stays green on nothing. */
  @Test
  void theSourcesWereRead() {
    assertThat(FILES)
        .containsKeys("pom.xml", "controller/src/test/java/tower/TidyTest.java", ".ci/run");
    assertThat(SOURCES)
        .anyMatch(source -> source.room().equals("core"))
        .anyMatch(source -> source.room().equals("simulator"));
  }

  /** An exception that nothing needs any more would quietly allow the word again. */
  @Test
  void everyAllowedNameIsInUse() {
    assertThat(
            SOURCES.stream()
                .flatMap(s ->
                    Stream.concat(
                        s.types().stream().map(JavaSource.Named::name),
                        s.methods().stream().map(JavaSource.Method::name))))
        .containsAll(Tidy.ALLOWED.keySet());
  }

  @Test
  void everyPackageHasItsSign() {
    assertThat(Tidy.withoutPackageInfo(FILES.keySet())).isEmpty();
  }

  @Test
  void nothingIsLeftForLater() {
    assertThat(inAllFiles(Tidy::leftForLater)).isEmpty();
  }

  @Test
  void noFileNamesOneMachinesPaths() {
    assertThat(inAllFiles(Tidy::machinePaths)).isEmpty();
  }

  @Test
  void everyDocumentIsNamedByAnother() {
    assertThat(Tidy.unreferencedDocuments(FILES)).isEmpty();
  }

  @Test
  void everyLinkLeadsSomewhere() {
    assertThat(Tidy.deadLinks(FILES)).isEmpty();
  }

  @Test
  void theTopLevelHoldsOnlyWhatWasAgreed() throws IOException {
    assertThat(Tidy.strangersAtTheTop(ProjectFiles.top())).isEmpty();
  }

  private static List<String> inAllFiles(BiFunction<String, String, List<String>> check) {
    return FILES.entrySet().stream()
        .flatMap(file -> check.apply(file.getKey(), file.getValue()).stream())
        .toList();
  }
}
