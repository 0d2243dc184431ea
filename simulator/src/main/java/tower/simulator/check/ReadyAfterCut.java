package tower.simulator.check;

import java.util.Map;
import java.util.Optional;
import tower.core.Fact;
import tower.model.AxisSpec;
import tower.model.Place;
import tower.model.Reason;
import tower.simulator.world.World;

/**
 * L3: a process that starts when nothing else is wrong is ready within its start, one resume and
 * one homing; a car that it cannot place it names.
 */
final class ReadyAfterCut extends Checker {
  /** Drives boot, everything is looked at, a person walks to the panel and presses reset. */
  private static final long START_NANOS = 60 * World.SECOND;

  /** Doors, brakes, settling, and the margin of each search for a reference. */
  private static final long HOMING_MARGIN_NANOS = 60 * World.SECOND;

  private boolean waiting;
  private long resumedAt = World.NEVER;

  ReadyAfterCut(Scene scene) {
    super(Invariant.L3, scene);
  }

  @Override
  void lifeBegan() {
    boolean sound = scene().calm().broken() == null && !scene().recordLost();
    waiting = scene().calm().begun() && sound;
    resumedAt = World.NEVER;
  }

  @Override
  void lifeEnded() {
    waiting = false;
  }

  @Override
  void durable(Fact fact) {
    if (!waiting || !(fact instanceof Fact.StateChanged f)) {
      return;
    }
    switch (f.to()) {
      case "awaiting-resume" ->
          must(
              scene().nanos() - scene().lifeBeganAt() <= START_NANOS,
              "it took %d s to look at everything",
              (scene().nanos() - scene().lifeBeganAt()) / World.SECOND);
      case "homing", "recovering" -> {
        if (f.from().equals("awaiting-resume") && resumedAt == World.NEVER) {
          resumedAt = scene().nanos();
        }
      }
      case "ready" -> ready();
      case "faulted" ->
          must(
              brokenForGood(f.reason()),
              "it failed again with nothing wrong: %s",
              f.reason().text());
      case "held" -> {
        // From here on it waits for a person who takes the car off: that has no limit.
        waiting = false;
        must(names(f.reason().text()), "held, and no car named: %s", f.reason().text());
        boolean unknown = f.reason().code().equals("unknown-car-on-carrier");
        must(!unknown || strangerOnCarrier(), "held for a car that is not on the carrier");
      }
      default -> {}
    }
  }

  /** What breaks for good may break at any time. */
  private boolean brokenForGood(Reason why) {
    BrokenForGood broken = scene().calm().broken();
    return broken != null && broken.place() == null && broken.namedBy(why);
  }

  private void ready() {
    waiting = false;
    must(
        resumedAt != World.NEVER && scene().nanos() - resumedAt <= homingNanos(),
        "ready %d s after the resume",
        (scene().nanos() - resumedAt) / World.SECOND);
  }

  /** Every axis over its whole way at its homing speed, one after the other, and half again. */
  private long homingNanos() {
    long ms = 0;
    for (AxisSpec axis : scene().layout().axes()) {
      ms += ((long) axis.travelMax() - axis.travelMin()) * 1500 / axis.homingSpeed();
    }
    return ms * World.MS + HOMING_MARGIN_NANOS;
  }

  /** The carrier has a car that the record has elsewhere. */
  private boolean strangerOnCarrier() {
    return scene().plant().cars().stream()
        .filter(car -> scene().plant().placeOf(car).equals(Optional.of(new Place.OnCarrier())))
        .anyMatch(car -> !(scene().record().places().get(car.vin()) instanceof Place.OnCarrier));
  }

  private boolean names(String text) {
    return scene().record().places().keySet().stream().anyMatch(text::contains);
  }

  @Override
  void over() {
    if (waiting) {
      must(false, "not ready since its start: %s", scene().calm().panel());
    }
    if (scene().recordLost()) {
      return; // with an older record the tower holds, and asks for a look into every bay
    }
    for (Map.Entry<String, Place> entry : scene().record().places().entrySet()) {
      if (entry.getValue() instanceof Place.Quarantined) {
        must(
            scene().calm().panel().stream().anyMatch(r -> r.text().contains(entry.getKey())),
            "%s is in %s, but the tower does not say so: %s",
            entry.getKey(),
            entry.getValue().label(),
            scene().calm().panel());
      }
    }
  }
}
