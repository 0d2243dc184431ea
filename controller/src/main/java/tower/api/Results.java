package tower.api;

import tower.core.Problem;
import tower.core.Result;
import tower.model.Pickup;

/** Turns what the tower answered into a reply; the stored answer of a repeat goes the same way. */
final class Results {
  private Results() {}

  static Reply reply(String requestId, Result result) {
    return switch (result) {
      case Result.PickupTaken r ->
          Reply.json(201, Views.of(r.pickup())).with("Location", Views.self(r.pickup()));
      case Result.PickupCancelled r -> Reply.json(200, Views.of(r.pickup()));
      case Result.KeysSet r -> Reply.json(200, java.util.Map.of("version", r.version()));
      case Result.PickupSettled r -> Reply.json(200, Views.of(r.pickup()));
      case Result.VehicleReleased r -> Reply.json(200, Vehicles.released(r.vehicle()));
      case Result.HandoverBegun r -> Reply.json(200, Views.of(r.pickup()));
      case Result.CodeWrong r -> codeWrong(requestId, r.pickup());
      case Result.IntakeTaken r ->
          Reply.json(201, Views.of(r.intake())).with("Location", Views.self(r.intake()));
      case Result.IntakeCancelled r -> Reply.json(200, Views.of(r.intake()));
      case Result.IntakeSettled r -> Reply.json(200, Views.of(r.intake()));
      case Result.RefusalsNoted r ->
          throw new IllegalStateException("nobody is told of it, and it has no key");
      case Result.Refused r -> Problems.reply(requestId, r.problem(), r.detail());
    };
  }

  private static Reply codeWrong(String requestId, Pickup pickup) {
    return pickup.triesLeft() > 0
        ? Problems.reply(requestId, Problem.WRONG_CODE, "tries left: " + pickup.triesLeft())
        : Problems.reply(requestId, Problem.NO_TRIES_LEFT, "that was the last try");
  }
}
