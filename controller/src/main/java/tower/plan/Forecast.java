package tower.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tower.model.Inventory;
import tower.model.Job;
import tower.model.JobKind;
import tower.model.JobState;
import tower.model.Place;
import tower.model.Plan;
import tower.model.Reach;
import tower.model.Reason;
import tower.model.Step;
import tower.model.Vehicle;

/**
 * When everybody who waits will be served: plays the queue through, one job after the other, as the
 * dispatcher would begin them, with the times that such steps have taken so far. Pure.
 */
public final class Forecast {
  /** More than any queue needs; each turn begins a job or moves on to when one can begin. */
  private static final int MOST_TURNS = 500;

  private static final Reason NONE = new Reason("none", "", "");

  /** What people take: to come with the code, to drive out, to drive in. */
  private static final long COLLECT_MS = 60_000;

  private static final long LEAVE_MS = 45_000;
  private static final long ARRIVE_MS = 60_000;

  private final Planner planner;
  private final StepTimes times;
  private final Experience experience;
  private final List<PortalEntry> entries;
  private final List<Work> queue;
  private final Deque<Coming> coming;
  private final TreeMap<String, Vehicle> vehicles;
  private final TreeSet<String> unusable;
  private final Map<String, Spread> ready = new TreeMap<>();
  private final Map<String, Reason> barred = new TreeMap<>();
  private Spread machine;
  private Reach at;

  /**
   * The tower now.
   *
   * @param at where the carrier is
   * @param machine when it has done what it does
   * @param entries the portals, in the layout's sequence
   * @param queue what waits for the machine, first to do first
   * @param coming cars that are announced, the oldest first
   */
  public Forecast(
      Planner planner,
      StepTimes times,
      Experience experience,
      Inventory inventory,
      Reach at,
      Spread machine,
      List<PortalEntry> entries,
      List<Work> queue,
      List<Coming> coming) {
    this.planner = planner;
    this.times = times;
    this.experience = experience;
    this.at = at;
    this.machine = machine;
    this.entries = new ArrayList<>(entries);
    this.queue = new ArrayList<>(queue);
    this.coming = new ArrayDeque<>(coming);
    vehicles = new TreeMap<>(inventory.vehicles());
    unusable = new TreeSet<>(inventory.unusable());
  }

  /** What people take for what they do at a portal, as a plan, ms. */
  public static long plannedMs(Experience.What what) {
    return switch (what) {
      case COLLECT -> COLLECT_MS;
      case LEAVE -> LEAVE_MS;
      case ARRIVE -> ARRIVE_MS;
      case TRAVEL, EXTEND, RETRACT, RAISE, LOWER, OPEN_INNER, CLOSE_INNER, HOME ->
          throw new IllegalArgumentException(what + " is the machine's");
    };
  }

  /**
   * Lets the machine finish the job that it is at.
   *
   * @param left the steps after the one under way
   * @param now the step under way
   */
  public Forecast doing(
      JobKind kind, String vin, @Nullable String owner, Step now, List<Step> left) {
    steps(left);
    if (now instanceof Step.Lower lower) {
      move(vin, lower.onto());
    }
    for (Step step : left) {
      if (step instanceof Step.Lower lower) {
        move(vin, lower.onto());
      }
    }
    done(kind, owner);
    return this;
  }

  /** Plays the queue through. */
  public Forecast run() {
    for (int turn = 0; turn < MOST_TURNS && !queue.isEmpty(); turn++) {
      letIn();
      if (!begin() && !moveOn()) {
        break;
      }
    }
    return this;
  }

  /** When a pickup's car waits in its portal, or an intake's car in its bay; null when unknown. */
  public @Nullable Spread ready(String owner) {
    return ready.get(owner);
  }

  /** What bars it, as far as can be seen; null when nothing does. */
  public @Nullable Reason barred(String owner) {
    return ready.containsKey(owner) ? null : barred.get(owner);
  }

  /** The oldest announced car gets a free portal, unless a car out has waited longer for it. */
  private void letIn() {
    for (int i = 0; i < entries.size() && !coming.isEmpty(); i++) {
      PortalEntry entry = entries.get(i);
      Coming next = coming.getFirst();
      Spread free = entry.free();
      boolean olderWaits =
          queue.stream().anyMatch(w -> w.portalFirst() && w.age().compareTo(next.age()) < 0);
      boolean passes = next.vehicle().heightMm() <= entry.portal().maxHeightMm();
      if (free != null && free.meanMs() <= machine.meanMs() && passes && !olderWaits) {
        coming.removeFirst();
        Spread in = free.plus(experience.of(Experience.What.ARRIVE, ARRIVE_MS));
        Vehicle vehicle = next.vehicle().at(new Place.AtPortal(entry.portal().id()));
        vehicles.put(vehicle.vin(), vehicle);
        entries.set(i, entry.keptFor(next.owner()));
        queue.add(new Work(JobKind.STORAGE, vehicle.vin(), next.owner(), in, false, next.age()));
      }
    }
  }

  private boolean begin() {
    for (Work work : queue) {
      Vehicle vehicle = vehicles.get(work.vin());
      boolean carried = vehicle != null && vehicle.place() instanceof Place.OnCarrier;
      if (carried && work.from().meanMs() <= machine.meanMs()) {
        return begin(work) || putAside(work.vin());
      }
    }
    for (Work work : List.copyOf(queue)) {
      if (work.from().meanMs() <= machine.meanMs() && begin(work)) {
        return true;
      }
    }
    return false;
  }

  private boolean begin(Work work) {
    Place to = new Place.Outside();
    PortalEntry entry = null;
    if (work.kind() == JobKind.RETRIEVAL) {
      entry = entryFor(work);
      if (entry == null) {
        queue.replaceAll(w -> w.equals(work) ? w.refusedAPortal() : w);
        return false;
      }
      to = new Place.AtPortal(entry.portal().id());
    }
    switch (planner.plan(job(work.kind(), work.vin(), work.owner()), inventory(), to)) {
      case Planned.Go go -> {
        queue.remove(work);
        wait(work, entry);
        takeAway(work.vin(), go.plan());
        String owner = work.owner();
        if (entry != null && owner != null) {
          entries.replaceAll(g -> g.portal().id().equals(to(go)) ? g.keptFor(owner) : g);
        }
        done(work.kind(), work.owner());
        return true;
      }
      case Planned.RelocateFirst first -> {
        return relocate(work, first);
      }
      case Planned.Refused no -> {
        bar(work, no.reason());
        return false;
      }
    }
  }

  /** A car that waits for a portal waits not on the carrier while that could serve others. */
  private boolean putAside(String vin) {
    boolean needed =
        queue.stream()
            .filter(w -> w.from().meanMs() <= machine.meanMs())
            .anyMatch(w -> w.kind() != JobKind.RETRIEVAL || entryFor(w) != null);
    Job job = job(JobKind.RELOCATION, vin, null);
    if (needed && planner.plan(job, inventory(), new Place.Outside()) instanceof Planned.Go go) {
      takeAway(vin, go.plan());
      return true;
    }
    return false;
  }

  private static String to(Planned.Go go) {
    return go.plan().to() instanceof Place.AtPortal p ? p.portal() : "";
  }

  private boolean relocate(Work work, Planned.RelocateFirst first) {
    Place outside = new Place.Outside();
    return switch (planner.plan(job(JobKind.RELOCATION, first.vin(), null), inventory(), outside)) {
      case Planned.Go go -> {
        wait(work, null);
        carryOut(first.vin(), go.plan());
        yield true;
      }
      case Planned.RelocateFirst before -> relocate(work, before);
      case Planned.Refused no -> {
        String text = first.vin() + " " + first.why().text() + " and has no other bay";
        bar(work, new Reason("lane-blocked", text, "wait"));
        yield false;
      }
    };
  }

  private void wait(Work work, @Nullable PortalEntry entry) {
    machine = machine.later(work.from());
    if (entry != null && entry.free() != null) {
      machine = machine.later(entry.free());
    }
  }

  /** What waits to move the car out of the way has nothing left to do. */
  private void takeAway(String vin, Plan plan) {
    queue.removeIf(w -> w.kind() == JobKind.RELOCATION && w.vin().equals(vin));
    carryOut(vin, plan);
  }

  private void carryOut(String vin, Plan plan) {
    steps(plan.steps());
    move(vin, plan.to());
  }

  private void steps(List<Step> steps) {
    for (Step step : steps) {
      machine = machine.plus(experience.of(StepTimes.what(step), times.plannedMs(step, at)));
      if (step instanceof Step.Travel travel) {
        at = times.reach(travel.to());
      }
    }
  }

  private void move(String vin, Place to) {
    Vehicle vehicle = vehicles.get(vin);
    if (vehicle != null) {
      vehicles.put(vin, vehicle.at(to));
    }
  }

  /** What comes of a job that is done: its portal is its customer's, or is free again. */
  private void done(JobKind kind, @Nullable String owner) {
    if (owner == null) {
      return;
    }
    ready.put(owner, machine);
    Spread next = kind == JobKind.RETRIEVAL ? machine.plus(people()) : machine;
    entries.replaceAll(g -> owner.equals(g.keptFor()) ? g.freeAt(next) : g);
  }

  private Spread people() {
    return experience
        .of(Experience.What.COLLECT, COLLECT_MS)
        .plus(experience.of(Experience.What.LEAVE, LEAVE_MS));
  }

  private @Nullable PortalEntry entryFor(Work work) {
    Vehicle vehicle = vehicles.get(work.vin());
    PortalEntry best = null;
    Reason why = null;
    for (PortalEntry entry : entries) {
      if (vehicle == null || vehicle.heightMm() > entry.portal().maxHeightMm()) {
        continue;
      }
      if (entry.takes(work.owner(), machine.meanMs())) {
        if (entry.keptFor() != null) {
          return entry;
        }
        best = best == null ? entry : best;
      } else if (entry.barred() != null) {
        why = entry.barred();
      }
    }
    if (best == null && why != null) {
      bar(work, why);
    }
    return best;
  }

  /** Nothing can begin now: goes to when something may. */
  private boolean moveOn() {
    Spread next = null;
    for (Work work : queue) {
      next = sooner(next, work.from());
    }
    for (PortalEntry entry : entries) {
      next = sooner(next, entry.free());
    }
    if (next == null) {
      return false;
    }
    machine = new Spread(next.meanMs(), Math.max(next.varianceMs2(), machine.varianceMs2()));
    return true;
  }

  private @Nullable Spread sooner(@Nullable Spread best, @Nullable Spread other) {
    boolean comes = other != null && other.meanMs() > machine.meanMs();
    return comes && other != null && (best == null || other.meanMs() < best.meanMs())
        ? other
        : best;
  }

  private void bar(Work work, Reason why) {
    if (work.owner() != null) {
      barred.put(work.owner(), why);
    }
  }

  private Inventory inventory() {
    return new Inventory(
        Collections.unmodifiableSortedMap(vehicles), Collections.unmodifiableSortedSet(unusable));
  }

  private static Job job(JobKind kind, String vin, @Nullable String owner) {
    return new Job("j-0", kind, vin, owner, null, JobState.WAITING, 0, NONE);
  }
}
