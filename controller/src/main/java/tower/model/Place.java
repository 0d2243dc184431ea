package tower.model;

import java.util.List;

/** Where a vehicle is, as the inventory has it. */
public sealed interface Place {
  /** In a bay. */
  record InBay(String bay) implements Place {}

  /** On the carrier, shuttle home. */
  record OnCarrier() implements Place {}

  /** In a portal. */
  record AtPortal(String portal) implements Place {}

  /** Outside the tower: collected, or never arrived. */
  record Outside() implements Place {}

  /** Somewhere among the possible places; only a person's look can end this. */
  record Quarantined(List<Place> possible) implements Place {
    public Quarantined {
      possible = List.copyOf(possible);
    }
  }

  /**
   * A short text for people and the journal: {@code bay B101}, {@code carrier}, {@code portal P1}.
   */
  default String label() {
    return switch (this) {
      case InBay p -> "bay " + p.bay();
      case OnCarrier p -> "carrier";
      case AtPortal p -> "portal " + p.portal();
      case Outside p -> "outside";
      case Quarantined p ->
          "quarantine ("
              + String.join(" or ", p.possible().stream().map(Place::label).toList())
              + ")";
    };
  }
}
