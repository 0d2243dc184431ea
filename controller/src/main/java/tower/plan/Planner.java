package tower.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tower.model.Bay;
import tower.model.Inventory;
import tower.model.Job;
import tower.model.JobKind;
import tower.model.Layout;
import tower.model.Place;
import tower.model.Plan;
import tower.model.Reach;
import tower.model.Reason;
import tower.model.Step;
import tower.model.Vehicle;

/** How a job is done, and which is done first. Pure. */
public final class Planner {
  private final Layout layout;

  /** A planner for one tower. */
  public Planner(Layout layout) {
    this.layout = layout;
  }

  /** Proposes a sequence for waiting jobs: oldest first. */
  public List<String> sequence(List<Job> waiting) {
    return waiting.stream().map(Job::id).sorted().toList();
  }

  /**
   * Plans one job from where its car is now.
   *
   * @param job what to do; a retrieval's destination is a portal
   * @param portal destination of a retrieval, ignored otherwise
   */
  public Planned plan(Job job, Inventory inventory, Place portal) {
    Vehicle vehicle = inventory.vehicles().get(job.vin());
    if (vehicle == null) {
      return refused("unknown-vehicle", "the tower has no vehicle " + job.vin(), "import it");
    }
    return switch (vehicle.place()) {
      case Place.InBay from -> fromBay(job, inventory, vehicle, from, portal);
      case Place.AtPortal from ->
          job.kind() == JobKind.STORAGE
              ? toBay(inventory, vehicle, from)
              : refused("at-portal", "the car already stands in " + from.label(), "none needed");
      case Place.OnCarrier from ->
          job.kind() == JobKind.RETRIEVAL
              ? new Planned.Go(place(new ArrayList<>(), portal))
              : toBay(inventory, vehicle, from);
      case Place.Quarantined p ->
          refused(
              "quarantined",
              vehicle.vin() + " is in " + p.label(),
              "look for it, put it into one of its possible places, reset and resume");
      case Place.Outside p -> refused("outside", vehicle.vin() + " is not in the tower", "none");
    };
  }

  private Planned fromBay(
      Job job, Inventory inventory, Vehicle vehicle, Place.InBay from, Place portal) {
    Bay bay = layout.bays().get(layout.bayIndex(from.bay()));
    if (inventory.unusable().contains(bay.id())) {
      return refused(
          "bay-doubted",
          "the sensor of " + from.label() + " contradicts the record of " + vehicle.vin(),
          "look into the bay; mend the sensor, or put the car where the record has it");
    }
    Optional<Bay> front = layout.inFront(bay);
    if (front.isPresent() && inventory.holds(front.get())) {
      return new Planned.RelocateFirst(
          carIn(inventory, front.get()).vin(),
          new Reason("in-front", "stands in front of " + vehicle.vin(), "wait"));
    }
    if (front.isPresent() && inventory.taken(front.get())) {
      return refused(
          "lane-blocked",
          "bay " + front.get().id() + " in front of " + from.label() + " may hold a car",
          "look into the bay; put the car where the record has it");
    }
    return job.kind() == JobKind.RETRIEVAL
        ? new Planned.Go(place(pick(from), portal))
        : toBay(inventory, vehicle, from);
  }

  /**
   * The smallest open bay that fits, so that a higher car finds the high ones free; of those alike
   * the closest, the back of a lane before its front, never behind a car. Where only bays that do
   * not fit are free, a car that fits there makes room.
   */
  private Planned toBay(Inventory inventory, Vehicle vehicle, Place from) {
    Optional<Bay> best =
        layout.bays().stream()
            .filter(takes(vehicle, from))
            .filter(b -> open(inventory, b))
            .min(
                Comparator.comparingInt(Bay::maxHeightMm)
                    .thenComparingInt(Bay::maxLengthMm)
                    .thenComparingInt(Bay::maxWidthMm)
                    .thenComparingInt(Bay::maxMassKg)
                    .thenComparingLong(b -> cost(inventory, from, b))
                    .thenComparing(Bay::id));
    if (best.isPresent()) {
      List<Step> steps = from instanceof Place.OnCarrier ? new ArrayList<>() : pick(from);
      return new Planned.Go(place(steps, new Place.InBay(best.get().id())));
    }
    Optional<Vehicle> other =
        from instanceof Place.OnCarrier ? Optional.empty() : whoMakesRoom(inventory, vehicle, from);
    if (other.isPresent()) {
      return new Planned.RelocateFirst(
          other.get().vin(), new Reason("makes-room", "makes room for " + vehicle.vin(), "wait"));
    }
    return refused(
        "no-free-bay",
        "no free bay fits " + vehicle.vin() + " (" + vehicle.heightMm() + " mm high)",
        "wait until a bay is free, or retrieve a car");
  }

  /**
   * Who moves to a free bay so that, at once or after others have moved up as well, one that fits
   * this car is free: the shortest augmenting path in the graph of cars and the bays that they fit,
   * found from the car (Berge, "Two theorems in graph theory", 1957). Where the bays of a lane are
   * alike each move makes it shorter.
   */
  private Optional<Vehicle> whoMakesRoom(Inventory inventory, Vehicle vehicle, Place from) {
    List<Bay> open = layout.bays().stream().filter(b -> open(inventory, b)).toList();
    if (open.isEmpty()) {
      return Optional.empty();
    }
    List<Bay> unasked = new ArrayList<>(layout.bays());
    unasked.removeIf(bay -> !movable(inventory, bay));
    Deque<Vehicle> asked = new ArrayDeque<>(List.of(vehicle));
    while (!asked.isEmpty()) {
      Vehicle one = asked.remove();
      Predicate<Bay> takesOne = takes(one, one.equals(vehicle) ? from : one.place());
      for (Bay bay : unasked.stream().filter(takesOne).toList()) {
        unasked.remove(bay);
        Vehicle other = carIn(inventory, bay);
        if (open.stream().anyMatch(takes(other, other.place()))) {
          return Optional.of(other);
        }
        asked.add(other);
      }
    }
    return Optional.empty();
  }

  /** Bays that the car fits, but for those of the lane that it stands in. */
  private Predicate<Bay> takes(Vehicle vehicle, Place from) {
    Optional<Bay> own = ownBay(from);
    return bay -> bay.fits(vehicle) && (own.isEmpty() || !own.get().reach().sameLane(bay.reach()));
  }

  private boolean open(Inventory inventory, Bay bay) {
    return !inventory.taken(bay) && reachable(inventory, bay);
  }

  /** It holds a car, and nothing speaks against fetching that. */
  private boolean movable(Inventory inventory, Bay bay) {
    return inventory.holds(bay)
        && !inventory.unusable().contains(bay.id())
        && reachable(inventory, bay);
  }

  private Optional<Bay> ownBay(Place from) {
    return from instanceof Place.InBay p
        ? Optional.of(layout.bays().get(layout.bayIndex(p.bay())))
        : Optional.empty();
  }

  private boolean reachable(Inventory inventory, Bay bay) {
    return layout.inFront(bay).map(front -> !inventory.taken(front)).orElse(true);
  }

  /** Travel time; a front bay that would bar an empty back bay costs a whole relocation more. */
  private long cost(Inventory inventory, Place from, Bay bay) {
    Reach start =
        from instanceof Place.OnCarrier ? layout.portals().getFirst().reach() : layout.reach(from);
    boolean bars = layout.behind(bay).map(back -> !inventory.taken(back)).orElse(false);
    return TravelTime.carrierMs(layout, start, bay.reach()) + (bars ? 1_000_000 : 0);
  }

  private static Vehicle carIn(Inventory inventory, Bay bay) {
    return inventory.vehicles().values().stream()
        .filter(v -> v.place().equals(new Place.InBay(bay.id())))
        .findFirst()
        .orElseThrow();
  }

  private static List<Step> pick(Place from) {
    List<Step> steps = new ArrayList<>();
    steps.add(new Step.Travel(from));
    if (from instanceof Place.AtPortal p) {
      steps.add(new Step.OpenInner(p.portal()));
    }
    steps.add(new Step.Extend(from));
    steps.add(new Step.Raise(from));
    steps.add(new Step.Retract(from));
    if (from instanceof Place.AtPortal p) {
      steps.add(new Step.CloseInner(p.portal()));
    }
    return steps;
  }

  private static Plan place(List<Step> steps, Place to) {
    steps.add(new Step.Travel(to));
    if (to instanceof Place.AtPortal p) {
      steps.add(new Step.OpenInner(p.portal()));
    }
    steps.add(new Step.Extend(to));
    steps.add(new Step.Lower(to));
    steps.add(new Step.Retract(to));
    if (to instanceof Place.AtPortal p) {
      steps.add(new Step.CloseInner(p.portal()));
    }
    return new Plan(steps, to);
  }

  private static Planned refused(String code, String text, String clearing) {
    return new Planned.Refused(new Reason(code, text, clearing));
  }
}
