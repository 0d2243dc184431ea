package tower.core;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tower.model.IntakeState;
import tower.model.PickupState;
import tower.model.PickupState.Cancel;
import tower.model.Place;

/**
 * The lives as Mermaid draws them, out of the tables that the ledger keeps to. The words at the
 * arrows are the reasons that the scenarios met.
 */
final class LifeDiagrams {
  private static final int MOST_REASONS = 3;

  private LifeDiagrams() {}

  static String pickup(Deeds deeds) {
    StringBuilder doc = new StringBuilder();
    doc.append(
        """

        ## The life of a pickup

        Nothing else may follow: the ledger refuses it. The words at an arrow are the reasons that the
        test's scenarios met. Blue: a cancel is free. Yellow: a cancel brings the car back. Grey: a
        cancel is refused. The thick border is the **point of no return**: whatever happens after
        `handing-over`, the code was accepted, and a cancel stays refused even where the car goes back
        to `staged`. `on-hold` is a word of the contract that no pickup of today comes to.

        """);
    begin(doc);
    names(doc, PickupState.values(), PickupState::key, PickupState.ON_HOLD);
    arrows(doc, PickupState.first(), PickupState.values(), PickupState::next, deeds.pickups);
    for (Cancel cancel : Cancel.values()) {
      String states =
          Stream.of(PickupState.values())
              .filter(s -> s.cancel() == cancel && s != PickupState.ON_HOLD)
              .map(s -> id(s.key()))
              .collect(Collectors.joining(","));
      doc.append("  class ").append(states).append(' ').append(id(cancel.name())).append('\n');
    }
    doc.append("  class handing_over noreturn\n");
    doc.append(
        """
          classDef free fill:#cfe2ff,color:#000
          classDef brings_back fill:#fff3cd,color:#000
          classDef refused fill:#e2e3e5,color:#000
          classDef noreturn stroke:#b02a37,stroke-width:5px
        ```
        """);
    return doc.toString();
  }

  static String intake(Deeds deeds) {
    StringBuilder doc = new StringBuilder();
    doc.append(
        """

        ## The life of an intake

        Blue: a cancel is free. The **point of no return** is the portal's door: from `arriving` on the
        portal belongs to whoever drives in. A car that no bay takes is `refused`: the door stays open
        until it was driven out, then the intake has `failed`. One that is `on-hold` can be cancelled
        when its car is missing, and settled while it stands in the portal: a supervisor has it let out.

        """);
    begin(doc);
    names(doc, IntakeState.values(), IntakeState::key, null);
    arrows(doc, IntakeState.first(), IntakeState.values(), IntakeState::next, deeds.intakes);
    doc.append(
        """
          class queued free
          class arriving noreturn
          classDef free fill:#cfe2ff,color:#000
          classDef noreturn stroke:#b02a37,stroke-width:5px
        ```
        """);
    return doc.toString();
  }

  static String vehicle() {
    StringBuilder doc = new StringBuilder();
    doc.append(
        """

        ## The life of a car in the tower

        Where the inventory has it. A new car begins in the portal, or on day one in its bay. `outside`
        is a car that is lent; one that is sold is forgotten there. Into `quarantine` a car comes when
        its sensors do not say where it is, and out of it by a person's look.

        """);
    begin(doc);
    doc.append("  [*] --> portal\n  [*] --> bay\n");
    for (Place.Kind kind : Place.Kind.values()) {
      for (Place.Kind next : kind.next()) {
        doc.append("  ").append(kind.key()).append(" --> ").append(next.key()).append('\n');
      }
    }
    doc.append("  outside --> [*]\n```\n");
    return doc.toString();
  }

  /** The arrows of a diagram, as {@link Deeds} writes them. */
  static Set<String> arrows(String diagram) {
    Matcher arrow = Pattern.compile("(\\S+) --> (\\S+)").matcher(diagram);
    Set<String> arrows = new TreeSet<>();
    while (arrow.find()) {
      String from = arrow.group(1).equals("[*]") ? "(new)" : arrow.group(1);
      arrows.add(from.replace('_', '-') + " | " + arrow.group(2).replace('_', '-'));
    }
    return arrows;
  }

  private static void begin(StringBuilder doc) {
    doc.append("```mermaid\nstateDiagram-v2\n");
  }

  private static <E> void names(
      StringBuilder doc, E[] states, Function<E, String> key, @Nullable E reserved) {
    for (E state : states) {
      if (!state.equals(reserved) && !id(key.apply(state)).equals(key.apply(state))) {
        doc.append(String.format("  state \"%s\" as %s%n", key.apply(state), id(key.apply(state))));
      }
    }
  }

  private static <E extends Enum<E>> void arrows(
      StringBuilder doc,
      Set<E> first,
      E[] states,
      Function<E, Set<E>> next,
      Map<String, SortedSet<String>> met) {
    for (E state : first) {
      arrow(doc, "[*]", key(state), met.getOrDefault("(new) | " + key(state), new TreeSet<>()));
    }
    for (E from : states) {
      for (E to : next.apply(from)) {
        String way = key(from) + " | " + key(to);
        arrow(doc, key(from), key(to), met.getOrDefault(way, new TreeSet<>()));
      }
      if (next.apply(from).isEmpty() && Stream.of(states).anyMatch(s -> leads(s, from, next))) {
        arrow(doc, key(from), "[*]", new TreeSet<>());
      }
    }
  }

  private static <E> boolean leads(E from, E to, Function<E, Set<E>> next) {
    return next.apply(from).contains(to);
  }

  private static void arrow(StringBuilder doc, String from, String to, SortedSet<String> met) {
    doc.append("  ").append(id(from)).append(" --> ").append(id(to));
    List<String> reasons = met.stream().filter(r -> !r.isEmpty() && !r.equals(to)).toList();
    if (!reasons.isEmpty()) {
      String more = reasons.size() > MOST_REASONS ? ", ..." : "";
      doc.append(" : ")
          .append(String.join(", ", reasons.subList(0, Math.min(MOST_REASONS, reasons.size()))))
          .append(more);
    }
    doc.append('\n');
  }

  private static String key(Enum<?> state) {
    return state.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  private static String id(String key) {
    return key.toLowerCase(java.util.Locale.ROOT).replace('-', '_');
  }
}
