package tower.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tower as built: never changes while the process runs.
 *
 * @param towerId id of this tower, in vouchers and events
 * @param axes the carrier's axes, in homing sequence: shuttle first, then lift, then the other
 * @param bays all bays
 * @param portals all portals
 * @param inputs input points by role
 * @param outputs output points by role
 */
public record Layout(
    String towerId,
    List<AxisSpec> axes,
    List<Bay> bays,
    List<Portal> portals,
    Points inputs,
    OutputPoints outputs) {
  public Layout {
    axes = List.copyOf(axes);
    bays = List.copyOf(bays);
    portals = List.copyOf(portals);
    Check.that(axes.getFirst().name() == AxisName.SHUTTLE, "the shuttle is homed first");
    Check.that(inputs.bays().size() == bays.size(), "every bay has its sensor");
    Check.that(inputs.portals().size() == portals.size(), "every portal has its points");
    Check.that(outputs.portals().size() == portals.size(), "every portal has its outputs");
    Map<String, String> seen = new HashMap<>();
    bays.forEach(b -> Check.that(seen.put(b.id(), b.id()) == null, "bay %s stands twice", b.id()));
  }

  /** The axis of that name, if the tower has it. */
  public Optional<AxisSpec> axis(AxisName name) {
    for (AxisSpec axis : axes) {
      if (axis.name() == name) {
        return Optional.of(axis);
      }
    }
    return Optional.empty();
  }

  /** The bay's index, or -1. */
  public int bayIndex(String id) {
    for (int i = 0; i < bays.size(); i++) {
      if (bays.get(i).id().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  /** The portal's index, or -1. */
  public int portalIndex(String id) {
    for (int i = 0; i < portals.size(); i++) {
      if (portals.get(i).id().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * How the carrier reaches a place.
   *
   * @throws IllegalArgumentException for a place that the carrier cannot reach
   */
  public Reach reach(Place place) {
    return switch (place) {
      case Place.InBay p when bayIndex(p.bay()) >= 0 -> bays.get(bayIndex(p.bay())).reach();
      case Place.AtPortal p when portalIndex(p.portal()) >= 0 ->
          portals.get(portalIndex(p.portal())).reach();
      default -> throw new IllegalArgumentException("the carrier cannot reach " + place.label());
    };
  }

  /** The bay in front of a two-deep bay's place, if it has one. */
  public Optional<Bay> inFront(Bay bay) {
    return bay.reach().depth() == 1
        ? Optional.empty()
        : bays.stream()
            .filter(b -> b.reach().depth() == 1 && b.reach().sameLane(bay.reach()))
            .findFirst();
  }

  /** The bay behind a bay's place in a two-deep lane, if it has one. */
  public Optional<Bay> behind(Bay bay) {
    return bay.reach().depth() == 2
        ? Optional.empty()
        : bays.stream()
            .filter(b -> b.reach().depth() == 2 && b.reach().sameLane(bay.reach()))
            .findFirst();
  }
}
