package tower.simulator.report;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tower.core.Fact;
import tower.model.Job;
import tower.model.Place;
import tower.model.Reason;

/** Facts as short lines for people. */
final class FactWords {
  private FactWords() {}

  static String text(Fact fact) {
    return switch (fact) {
      case Fact.Started f -> "started, incarnation " + f.incarnation();
      case Fact.VehicleSet f ->
          "car " + f.vehicle().vin() + " is at " + f.vehicle().place().label();
      case Fact.VehicleMoved f ->
          "car " + f.vin() + " moved from " + f.from().label() + " to " + f.to().label();
      case Fact.PickupSet f ->
          f.pickup().id() + " " + f.pickup().state().key() + because(f.pickup().reason());
      case Fact.IntakeSet f ->
          f.intake().id() + " " + f.intake().state().key() + because(f.intake().reason());
      case Fact.JobSet f -> job(f.job());
      case Fact.PortalSet f ->
          "portal "
              + f.use().portal()
              + " "
              + key(f.use().phase())
              + " "
              + orNothing(f.use().user());
      case Fact.StepIntended f ->
          "intends "
              + f.step().label()
              + (f.setpoints().isEmpty() ? "" : " [" + f.setpoints() + "]");
      case Fact.StepConfirmed f -> "confirms " + f.step().label() + ": " + f.witness();
      case Fact.StepClosed f -> "closes " + f.step().label() + ": " + f.finding();
      case Fact.StateChanged f -> "tower " + f.from() + " to " + f.to() + because(f.reason());
      case Fact.PersonActed f -> f.who() + ": " + f.act();
      case Fact.BayDoubted f ->
          "bay " + f.bay() + (f.doubted() ? " is doubted: " + f.why() : " is doubted no longer");
      case Fact.VehicleWithheld f ->
          f.vin() + (f.withheld() ? " is withheld: " : " is released: ") + f.why();
      case Fact.KeysSet f -> "believes keys of version " + f.ring().version();
      case Fact.FloorRaised f -> "is later than " + Instant.ofEpochMilli(f.utcMs());
      case Fact.Answered f -> "answers key " + f.key();
      case Fact.TurnedAway f ->
          "has refused " + f.who() + " " + f.what() + " with " + f.code() + ", times " + f.times();
      case Fact.Published f -> "tells the shop " + f.topic() + " " + f.subject();
    };
  }

  private static String job(Job job) {
    @Nullable Place to = job.to();
    return job.id()
        + " "
        + key(job.kind())
        + " of "
        + job.vin()
        + (to == null ? "" : " to " + to.label())
        + ": "
        + key(job.state())
        + because(job.reason());
  }

  private static String because(Reason reason) {
    return reason.text().isEmpty() ? "" : " (" + reason.text() + ")";
  }

  private static String orNothing(@Nullable String user) {
    return user == null ? "" : "for " + user;
  }

  static String key(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
