package tower.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
      return new Planned.RelocateFirst(vinIn(inventory, front.get()));
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
   * the closest, the back of a lane before its front, never behind a car.
   */
  private Planned toBay(Inventory inventory, Vehicle vehicle, Place from) {
    List<Step> steps = from instanceof Place.OnCarrier ? new ArrayList<>() : pick(from);
    Optional<Bay> own = ownBay(from);
    Optional<Bay> best =
        layout.bays().stream()
            .filter(b -> b.fits(vehicle) && !inventory.taken(b) && reachable(inventory, b))
            .filter(b -> own.isEmpty() || !own.get().reach().sameLane(b.reach()))
            .min(
                Comparator.comparingInt(Bay::maxHeightMm)
                    .thenComparingInt(Bay::maxLengthMm)
                    .thenComparingInt(Bay::maxWidthMm)
                    .thenComparingInt(Bay::maxMassKg)
                    .thenComparingLong(b -> cost(inventory, from, b))
                    .thenComparing(Bay::id));
    if (best.isEmpty()) {
      return refused(
          "no-free-bay",
          "no free bay fits " + vehicle.vin() + " (" + vehicle.heightMm() + " mm high)",
          "wait until a bay is free, or retrieve a car");
    }
    return new Planned.Go(place(steps, new Place.InBay(best.get().id())));
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

  private static String vinIn(Inventory inventory, Bay bay) {
    return inventory.vehicles().values().stream()
        .filter(v -> v.place().equals(new Place.InBay(bay.id())))
        .findFirst()
        .map(Vehicle::vin)
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
