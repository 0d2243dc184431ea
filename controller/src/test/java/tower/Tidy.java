package tower;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What keeps the house tidy, as functions from sources or files to complaints. An empty list is
 * tidy; {@link TidyTest} asks them about the project and about small untidy examples.
 */
final class Tidy {
  static final int METHOD_LINES = 60;
  static final int FILE_LINES = 400;

  private static final Set<String> PURE = Set.of("model", "plan", "motion", "core");

  /** Words that compete with the glossary's, and what to say instead; plurals too. */
  static final Map<String, String> BANNED =
      Map.ofEntries(
          Map.entry("slot cell space", "bay"),
          Map.entry("elevator crane robot", "lift, shuttle, carrier"),
          Map.entry("gate exit cabin", "portal"),
          Map.entry("buffer", "ground place"),
          Map.entry("request", "pickup, intake"),
          Map.entry("task mission", "job"),
          Map.entry("command action", "plan, step, move"),
          Map.entry("token pin", "voucher, pickup code"),
          Map.entry("target goal", "setpoint"),
          Map.entry("calibration calibrate init", "homing"),
          Map.entry("guard check", "interlock"),
          Map.entry("message", "event, effect"));

  /** "In order" is English; only a type of that name would be a pickup or a job. */
  static final Map<String, String> BANNED_FOR_TYPES = Map.of("order", "pickup, job");

  /** As verbs: a fault is reset; but a light field is clear, and a reason says what clears it. */
  static final Map<String, String> BANNED_AS_VERBS = Map.of("clear", "reset, resume");

  /** Names that keep a banned word because they mean something else; the value says what. */
  static final Map<String, String> ALLOWED =
      Map.of(
          "Check", "the condition a record puts to itself; no interlock",
          "Exit", "the end of the process; no portal",
          "Request", "whatever a client asks for; a pickup is one of them",
          "Requests", "where they are decided",
          "request", "a component of that type",
          "requestId", "the waiting client's number",
          "nodeGuardMs", "the drive's node guard, as its manual calls it");

  private Tidy() {}

  static List<String> longMethods(JavaSource source) {
    return source.methods().stream()
        .filter(m -> m.lastLine() - m.firstLine() + 1 > METHOD_LINES)
        .map(m -> at(source, m.firstLine(), m.name() + " is longer than " + METHOD_LINES))
        .toList();
  }

  static List<String> longFiles(JavaSource source) {
    long lines = source.text().lines().count();
    return lines <= FILE_LINES
        ? List.of()
        : List.of(at(source, lines, "longer than " + FILE_LINES + " lines"));
  }

  static List<String> bannedWords(JavaSource source) {
    if (!source.isMain() || !PURE.contains(source.room())) {
      return List.of();
    }
    List<String> complaints = new ArrayList<>();
    for (JavaSource.Named type : source.types()) {
      List<String> words = words(type.name());
      complain(source, type.name(), type.line(), words, BANNED, complaints);
      complain(source, type.name(), type.line(), words, BANNED_FOR_TYPES, complaints);
    }
    for (JavaSource.Method method : source.methods()) {
      List<String> words = words(method.name());
      complain(source, method.name(), method.firstLine(), words, BANNED, complaints);
      if (!words.isEmpty() && BANNED_AS_VERBS.containsKey(words.getFirst())) {
        String right = BANNED_AS_VERBS.get(words.getFirst());
        complaints.add(at(source, method.firstLine(), method.name() + ": the house says " + right));
      }
    }
    return complaints;
  }

  private static void complain(
      JavaSource source,
      String name,
      long line,
      List<String> words,
      Map<String, String> banned,
      List<String> into) {
    if (ALLOWED.containsKey(name) || name.equals(JavaSource.CONSTRUCTOR)) {
      return;
    }
    banned.forEach((wrong, right) -> {
      if (Stream.of(wrong.split(" ", -1))
          .anyMatch(word -> words.contains(word) || words.contains(word + "s"))) {
        into.add(at(source, line, name + ": the house says " + right));
      }
    });
  }

  /** {@code RTUFrame2x} is rtu, frame, 2, x. */
  static List<String> words(String name) {
    return Pattern.compile("[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\\d+")
        .matcher(name)
        .results()
        .map(word -> word.group().toLowerCase(Locale.ROOT))
        .toList();
  }

  static List<String> skippedTests(JavaSource source) {
    return uses(source, "@(.*\\.)?(Disabled|Enabled).*|assum(e|ing).*\\(\\)", "skips itself");
  }

  static List<String> prints(JavaSource source) {
    return Set.of("app", "simulator").contains(source.room())
        ? List.of()
        : uses(source, "System\\.(out|err)", "prints");
  }

  /** A position in a list that people reorder; an address or a stored value must be written out. */
  static List<String> ordinals(JavaSource source) {
    return uses(source, "ordinal\\(\\)", "uses an enum's position");
  }

  static List<String> floatingPoint(JavaSource source) {
    return source.isMain() && PURE.contains(source.room())
        ? uses(source, "floating point", "no floating point in a pure room")
        : List.of();
  }

  private static List<String> uses(JavaSource source, String pattern, String complaint) {
    return source.uses().stream()
        .filter(use -> use.what().matches(pattern))
        .map(use -> at(source, use.line(), use.what() + " " + complaint))
        .distinct()
        .toList();
  }

  static List<String> withoutPackageInfo(Collection<String> paths) {
    Set<String> packages =
        paths.stream()
            .filter(path -> path.contains("/src/main/java/") && path.endsWith(".java"))
            .map(path -> path.substring(0, path.lastIndexOf('/')))
            .collect(Collectors.toSet());
    return packages.stream()
        .filter(room -> !paths.contains(room + "/package-info.java"))
        .map(room -> room + " has no package-info.java")
        .sorted()
        .toList();
  }

  static List<String> leftForLater(String path, String text) {
    return lines(path, text, "\\b(TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b");
  }

  /** A path of one machine, absolute in the first folder's name. */
  static List<String> machinePaths(String path, String text) {
    return lines(path, text, "(?<![\\w.~<$}-])/(tm" + "p|roo" + "t|wor" + "k)(?![\\w-])");
  }

  private static List<String> lines(String path, String text, String pattern) {
    Pattern wanted = Pattern.compile(pattern);
    List<String> complaints = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Matcher hit = wanted.matcher(lines.get(i));
      if (hit.find()) {
        complaints.add(path + ":" + (i + 1) + ": " + hit.group());
      }
    }
    return complaints;
  }

  /** Documents nobody links to are documents nobody mends. */
  static List<String> unreferencedDocuments(Map<String, String> files) {
    return files.keySet().stream()
        .filter(path -> path.startsWith("controller/docs/") || path.matches("systemd/.*\\.md"))
        .filter(path -> files.keySet().stream().noneMatch(by -> mentions(files, by, path)))
        .map(path -> path + ": no other document names it")
        .sorted()
        .toList();
  }

  private static boolean mentions(Map<String, String> files, String by, String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    String wanted = name.equals("README.md") ? path.replace("README.md", "") : name;
    return by.endsWith(".md") && !by.equals(path) && files.get(by).contains(wanted);
  }

  static List<String> deadLinks(Map<String, String> files) {
    List<String> complaints = new ArrayList<>();
    files.forEach((path, text) -> {
      if (path.endsWith(".md")) {
        Pattern.compile("\\]\\(([^)#\\s]+)")
            .matcher(text)
            .results()
            .map(link -> link.group(1))
            .filter(link -> !link.contains(":") && !leadsSomewhere(files, path, link))
            .forEach(link -> complaints.add(path + ": dead link " + link));
      }
    });
    return complaints;
  }

  private static boolean leadsSomewhere(Map<String, String> files, String from, String link) {
    String file = Path.of("/" + from).resolveSibling(link).normalize().toString();
    String wanted = file.substring(1);
    return wanted.isEmpty()
        || files.keySet().stream()
            .anyMatch(path -> path.equals(wanted) || path.startsWith(wanted + "/"));
  }

  static List<String> strangersAtTheTop(Collection<String> names) {
    Set<String> agreed =
        Set.of("pom.xml", "controller", "simulator", "config", "systemd", "README.md", "LICENSE");
    // Maven makes "target".
    return names.stream()
        .filter(name -> !name.matches("\\..*|target") && !agreed.contains(name))
        .map(name -> name + " does not belong at the top level")
        .sorted()
        .toList();
  }

  private static String at(JavaSource source, long line, String complaint) {
    return source.path() + ":" + line + ": " + complaint;
  }
}
