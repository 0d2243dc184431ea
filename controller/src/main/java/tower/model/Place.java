package tower.model;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Where a vehicle is, as the inventory has it. */
public sealed interface Place {
  /** The life of a car in the tower. What may follow is all that the ledger lets happen. */
  enum Kind {
    BAY,
    CARRIER,
    PORTAL,
    OUTSIDE,
    QUARANTINE;

    /** Where a car may go from here. */
    public Set<Kind> next() {
      return switch (this) {
        case BAY -> EnumSet.of(CARRIER);
        case CARRIER -> EnumSet.of(BAY, PORTAL, QUARANTINE);
        case PORTAL -> EnumSet.of(CARRIER, OUTSIDE, QUARANTINE);
        case OUTSIDE -> EnumSet.of(PORTAL);
        case QUARANTINE -> EnumSet.of(BAY, CARRIER, PORTAL, OUTSIDE);
      };
    }

    /** The name in documents. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

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

  /** Which kind of place it is. */
  default Kind kind() {
    return switch (this) {
      case InBay p -> Kind.BAY;
      case OnCarrier p -> Kind.CARRIER;
      case AtPortal p -> Kind.PORTAL;
      case Outside p -> Kind.OUTSIDE;
      case Quarantined p -> Kind.QUARANTINE;
    };
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
