package tower.simulator.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tower.core.Fact;
import tower.model.Job;
import tower.model.Reason;
import tower.simulator.VirtualTower;
import tower.simulator.hunt.Onlooker;
import tower.simulator.scenario.Scenario;
import tower.simulator.world.World;
import tower.store.Batch;

/** Which states the tower, its jobs, pickups and intakes went through, as the journal has it. */
final class Lives implements Onlooker {
  private final SequencedMap<String, Life> jobs = new LinkedHashMap<>();
  private final SequencedMap<String, Life> visits = new LinkedHashMap<>();
  private final Life tower = new Life("tower", "", "");
  private @Nullable World world;

  /**
   * One state.
   *
   * @param ms from when on
   * @param state its name
   * @param why its reason, for people
   */
  record Stay(double ms, String state, String why) {}

  /** One thing and its states. */
  static final class Life {
    private final String id;
    private final String kind;
    private final String about;
    private final List<Stay> stays = new ArrayList<>();
    private boolean ended;

    Life(String id, String kind, String about) {
      this.id = id;
      this.kind = kind;
      this.about = about;
    }

    String id() {
      return id;
    }

    String kind() {
      return kind;
    }

    String about() {
      return about;
    }

    List<Stay> stays() {
      return stays;
    }

    boolean ended() {
      return ended;
    }

    private void goesTo(double ms, String state, Reason why, boolean ends) {
      if (stays.isEmpty() || !stays.getLast().state().equals(state)) {
        stays.add(new Stay(ms, state, why.text()));
      }
      ended = ends;
    }
  }

  @Override
  public void begins(VirtualTower started, Scenario scenario) {
    world = started.world();
  }

  @Override
  public void durable(Batch batch) {
    double ms = world == null ? 0 : world.nanos() / 1e6;
    for (Fact fact : batch.facts()) {
      note(ms, fact);
    }
  }

  private void note(double ms, Fact fact) {
    switch (fact) {
      case Fact.Started f -> tower.goesTo(ms, "looking", new Reason("", "", ""), false);
      case Fact.StateChanged f -> tower.goesTo(ms, f.to(), f.reason(), false);
      case Fact.JobSet f -> job(ms, f.job());
      case Fact.PickupSet f ->
          life(visits, f.pickup().id(), "pickup", f.pickup().vin())
              .goesTo(
                  ms, f.pickup().state().key(), f.pickup().reason(), f.pickup().state().terminal());
      case Fact.IntakeSet f ->
          life(visits, f.intake().id(), "intake", f.intake().vehicle().vin())
              .goesTo(
                  ms, f.intake().state().key(), f.intake().reason(), f.intake().state().terminal());
      case Fact.VehicleSet f -> {}
      case Fact.VehicleMoved f -> {}
      case Fact.PortalSet f -> {}
      case Fact.StepIntended f -> {}
      case Fact.StepConfirmed f -> {}
      case Fact.StepClosed f -> {}
      case Fact.PersonActed f -> {}
      case Fact.BayDoubted f -> {}
      case Fact.VehicleWithheld f -> {}
      case Fact.KeysSet f -> {}
      case Fact.FloorRaised f -> {}
      case Fact.Answered f -> {}
      case Fact.TurnedAway f -> {}
      case Fact.Published f -> {}
    }
  }

  private void job(double ms, Job job) {
    life(jobs, job.id(), FactWords.key(job.kind()), job.vin())
        .goesTo(ms, FactWords.key(job.state()), job.reason(), job.state().terminal());
  }

  private static Life life(Map<String, Life> among, String id, String kind, String about) {
    return among.computeIfAbsent(id, i -> new Life(i, kind, about));
  }

  /** The tower's states. */
  Life tower() {
    return tower;
  }

  /** All jobs, in the sequence of their beginnings. */
  List<Life> jobs() {
    return List.copyOf(jobs.values());
  }

  /** All pickups and intakes, likewise. */
  List<Life> visits() {
    return List.copyOf(visits.values());
  }
}
