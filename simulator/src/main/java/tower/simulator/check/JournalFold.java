package tower.simulator.check;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tower.core.Fact;
import tower.core.PortalUse;
import tower.model.Intake;
import tower.model.Job;
import tower.model.JobState;
import tower.model.KeyRing;
import tower.model.Pickup;
import tower.model.PickupState;
import tower.model.Place;
import tower.model.Reason;
import tower.model.Step;

/** What is durable, folded by the checkers themselves. */
public final class JournalFold {
  private final TreeMap<String, Place> places = new TreeMap<>();
  private final TreeSet<String> known = new TreeSet<>();
  private final TreeMap<String, Job> jobs = new TreeMap<>();
  private final TreeMap<String, PortalUse> portals = new TreeMap<>();
  private final TreeMap<String, Integer> plans = new TreeMap<>();
  private final TreeMap<String, Pickup> pickups = new TreeMap<>();
  private final TreeMap<String, Intake> intakes = new TreeMap<>();
  private final TreeSet<String> doubted = new TreeSet<>();
  private KeyRing keys = KeyRing.NONE;
  private Fact.@Nullable StepIntended open;
  private String state = "looking";
  private String reason = "";

  /**
   * A pickup or intake that was accepted and has not ended.
   *
   * @param state its state's name
   * @param reason why it is in that state
   */
  public record Owed(String id, String vin, String state, Reason reason) {}

  /** Takes one more fact. */
  public void apply(Fact fact) {
    switch (fact) {
      case Fact.Started f -> state = "looking";
      case Fact.StateChanged f -> {
        state = f.to();
        reason = f.reason().code();
      }
      case Fact.VehicleSet f -> {
        known.add(f.vehicle().vin());
        place(f.vehicle().vin(), f.vehicle().place());
      }
      case Fact.VehicleMoved f -> {
        if (f.to() instanceof Place.Outside) {
          known.remove(f.vin());
        }
        place(f.vin(), f.to());
      }
      case Fact.JobSet f -> job(f.job());
      case Fact.PortalSet f -> portals.put(f.use().portal(), f.use());
      case Fact.StepIntended f -> open = f;
      case Fact.StepConfirmed f -> open = null;
      case Fact.StepClosed f -> open = null;
      case Fact.PickupSet f -> pickups.put(f.pickup().id(), f.pickup());
      case Fact.IntakeSet f -> intakes.put(f.intake().id(), f.intake());
      case Fact.PersonActed f -> {}
      case Fact.BayDoubted f when f.doubted() -> doubted.add(f.bay());
      case Fact.BayDoubted f -> doubted.remove(f.bay());
      case Fact.VehicleWithheld f -> {}
      case Fact.KeysSet f -> keys = f.ring();
      case Fact.FloorRaised f -> {}
      case Fact.Answered f -> {}
      case Fact.TurnedAway f -> {}
      case Fact.Published f -> {}
    }
  }

  /** True while the tower says that a bay's sensor and its record contradict each other. */
  public boolean doubts(String bay) {
    return doubted.contains(bay);
  }

  private void place(String vin, Place place) {
    if (place instanceof Place.Outside) {
      places.remove(vin);
    } else {
      places.put(vin, place);
    }
  }

  private void job(Job job) {
    Job before = jobs.get(job.id());
    boolean begins =
        job.state() == JobState.RUNNING && (before == null || before.state() != JobState.RUNNING);
    if (begins) {
      plans.merge(job.id(), 1, Integer::sum);
    }
    if (job.state().terminal()) {
      jobs.remove(job.id());
    } else {
      jobs.put(job.id(), job);
    }
  }

  /** Where each car is recorded, by VIN; a car that is outside has no entry. */
  public SortedMap<String, Place> places() {
    return places;
  }

  /** True for a car that the tower knows, wherever it is. */
  public boolean knows(String vin) {
    return known.contains(vin);
  }

  /** The car recorded at a place, null for none. */
  public @Nullable String vinAt(Place place) {
    for (var entry : places.entrySet()) {
      if (entry.getValue().equals(place)) {
        return entry.getKey();
      }
    }
    return null;
  }

  /**
   * Pickups and intakes that were accepted and have not ended, by id. A lent car is its customer's
   * to bring back, and what a supervisor must settle has ended as far as the tower can end it.
   */
  public SortedMap<String, Owed> owed() {
    TreeMap<String, Owed> owed = new TreeMap<>();
    for (Pickup p : pickups.values()) {
      if (!p.state().terminal() && !p.lent() && p.state() != PickupState.OWED) {
        owed.put(p.id(), new Owed(p.id(), p.vin(), p.state().key(), p.reason()));
      }
    }
    for (Intake i : intakes.values()) {
      if (!i.state().terminal()) {
        owed.put(i.id(), new Owed(i.id(), i.vehicle().vin(), i.state().key(), i.reason()));
      }
    }
    return owed;
  }

  /** Jobs that have not ended. */
  public SortedMap<String, Job> jobs() {
    return jobs;
  }

  /** The running job, null for none. */
  public @Nullable Job running() {
    for (Job job : jobs.values()) {
      if (job.state() == JobState.RUNNING) {
        return job;
      }
    }
    return null;
  }

  /** How often a job was begun. */
  public int plansOf(String job) {
    return plans.getOrDefault(job, 0);
  }

  /** The use of each portal. */
  public SortedMap<String, PortalUse> portals() {
    return portals;
  }

  /** Every pickup that there ever was. */
  public SortedMap<String, Pickup> pickups() {
    return pickups;
  }

  /** Every intake that there ever was. */
  public SortedMap<String, Intake> intakes() {
    return intakes;
  }

  /** The keys that are believed. */
  public KeyRing keys() {
    return keys;
  }

  /** Bays whose sensor contradicts the record. */
  public SortedSet<String> doubted() {
    return doubted;
  }

  /** The intent that is neither confirmed nor closed, null for none. */
  public Fact.@Nullable StepIntended open() {
    return open;
  }

  /** The step of that intent, null for none. */
  public @Nullable Step openStep() {
    Fact.StepIntended intent = open;
    return intent == null ? null : intent.step();
  }

  /** The tower's state. */
  public String state() {
    return state;
  }

  /** The code of the reason why it came to that state. */
  public String reason() {
    return reason;
  }

  /** True while the tower says that it knows where everything is. */
  public boolean settled() {
    return idle() || state.equals("executing");
  }

  /** True while the tower is ready and nothing is under way. */
  public boolean idle() {
    return state.equals("ready");
  }
}
