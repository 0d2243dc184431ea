package tower.simulator.hunt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tower.model.Step;
import tower.simulator.line.LineFault;
import tower.simulator.scenario.What;

/**
 * Every mark that a campaign should hit: all faults, all kinds of spoilt exchange, every row and
 * reason in the product's own tables of transitions, every finding of its reconcile.
 */
public final class Catalogue {
  /** Where the product's tables of transitions stand in its source tree. */
  public static final Path STATES = Path.of("controller", "docs", "states.md");

  private static final Map<String, String> TABLES =
      Map.of(
          "## Transitions of the tower", "tower",
          "## The life of a pickup", "pickup",
          "## The life of an intake", "intake",
          "## The life of a portal", "portal",
          "## The life of a job", "job");

  private static final List<String> OTHERS =
      List.of(
          "reconcile: lost on its way",
          "portal: its car is missing",
          "reconcile: found again",
          "reconcile: had been taken",
          "reconcile: had been set down",
          "bay: doubted",
          "bay: trusted again",
          "person: reset",
          "person: resume",
          "step closed: Travel not begun",
          "step closed: Extend not begun");

  private final SortedSet<String> marks;

  private Catalogue(SortedSet<String> marks) {
    this.marks = marks;
  }

  /**
   * What there is to be hit.
   *
   * @param states the product's {@code states.md}
   * @throws IOException when it cannot be read
   */
  public static Catalogue read(Path states) throws IOException {
    SortedSet<String> marks = new TreeSet<>(OTHERS);
    What.faults().forEach(what -> marks.add(Coverage.fault(what)));
    for (LineFault.Kind kind : LineFault.Kind.values()) {
      if (kind != LineFault.Kind.OK) {
        marks.add(Coverage.line(kind));
      }
    }
    for (Class<?> step : Step.class.getPermittedSubclasses()) {
      marks.add("step closed: " + step.getSimpleName() + " interrupted");
    }
    marks.addAll(transitions(Files.readAllLines(states)));
    return new Catalogue(marks);
  }

  private static List<String> transitions(List<String> lines) {
    List<String> marks = new ArrayList<>();
    String what = "";
    for (String line : lines) {
      if (line.startsWith("## ")) {
        what = TABLES.getOrDefault(line, "");
      }
      String[] cells = line.split("\\|", -1);
      boolean row = !what.isEmpty() && cells.length == 5;
      if (row && !cells[1].startsWith(" ---") && !cells[1].equals(" from ")) {
        for (String because : cells[3].strip().split(", ", -1)) {
          marks.add(Coverage.transition(what, cells[1].strip(), cells[2].strip(), because));
        }
      }
    }
    return marks;
  }

  /** Everything that should be hit. */
  public SortedSet<String> marks() {
    return marks;
  }

  /** What of it was never hit. */
  public List<String> missed(SortedMap<String, Long> hit) {
    return marks.stream().filter(mark -> !hit.containsKey(mark)).toList();
  }

  /** What was hit and stands nowhere: the product's tables do not tell all. */
  public SortedMap<String, Long> unlisted(SortedMap<String, Long> hit) {
    TreeMap<String, Long> more = new TreeMap<>(hit);
    more.keySet().removeAll(marks);
    return more;
  }
}
