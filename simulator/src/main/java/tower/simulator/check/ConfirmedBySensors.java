package tower.simulator.check;

import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tower.core.Fact;
import tower.model.AxisName;
import tower.model.AxisSpec;
import tower.model.Place;
import tower.model.Reach;
import tower.model.Step;
import tower.simulator.drive.DriveSlave;
import tower.simulator.plant.Axis;
import tower.simulator.plant.Carrier;
import tower.simulator.plant.Door;
import tower.simulator.plant.PortalSteel;
import tower.simulator.plant.Stand;

/** S15: a step counts as done only when it is done in steel and its witness is written. */
final class ConfirmedBySensors extends Checker {
  /** How far the steel may be from what a confirmation says, beyond the axis's window. */
  private static final int SLACK = 3;

  /** Axes that were seen referenced and braked since the intent. */
  private final Set<AxisName> homed = EnumSet.noneOf(AxisName.class);

  /** What was to be seen when a confirmation was decided: a slow disk takes it later. */
  private final IdentityHashMap<Fact, Boolean> seen = new IdentityHashMap<>();

  private Fact.@Nullable StepIntended open;

  ConfirmedBySensors(Scene scene) {
    super(Invariant.S15, scene);
  }

  /** A reference may be lost again by a fault before the confirmation is durable. */
  @Override
  void settled() {
    for (DriveSlave slave : scene().drives()) {
      if (slave.drive().referenced() && slave.drive().axis().braked()) {
        homed.add(slave.drive().axis().name());
      }
    }
  }

  @Override
  void decided(Fact fact) {
    if (fact instanceof Fact.StepConfirmed confirmed) {
      seen.putIfAbsent(fact, done(confirmed.step()));
    }
  }

  @Override
  void lifeEnded() {
    seen.clear();
  }

  @Override
  void durable(Fact fact) {
    switch (fact) {
      case Fact.StepIntended f -> {
        open = f;
        homed.clear();
        settled();
      }
      case Fact.StepClosed f -> open = null;
      case Fact.StepConfirmed f -> {
        Fact.StepIntended intent = open;
        open = null;
        boolean same =
            intent != null && intent.number() == f.number() && intent.step().equals(f.step());
        must(same, "%s is confirmed, but was not intended", f.step().label());
        must(!f.witness().isBlank(), "%s is confirmed without a witness", f.step().label());
        must(
            Boolean.TRUE.equals(seen.remove(f)),
            "%s is confirmed, but is not done",
            f.step().label());
      }
      default -> {}
    }
  }

  private boolean done(Step step) {
    Carrier carrier = scene().plant().carrier();
    return switch (step) {
      case Step.Travel s -> at(scene().layout().reach(s.to()));
      case Step.Extend s -> shuttleAt(scene().layout().reach(s.to()).shuttleMm());
      case Step.Retract s -> carrier.shuttleHome();
      case Step.Raise s -> carrier.lifter().up() && carrier.borne() != null;
      case Step.Lower s -> carrier.lifter().down() && carrier.borne() == null && holds(s.onto());
      case Step.LowerHere s -> carrier.lifter().down();
      case Step.OpenInner s -> portal(s.portal()).inner().open();
      case Step.CloseInner s -> {
        Door inner = portal(s.portal()).inner();
        yield inner.shut() || scene().lately().justForced(inner);
      }
      case Step.Home s -> homed.contains(s.axis());
    };
  }

  private boolean at(Reach reach) {
    for (AxisSpec spec : scene().layout().axes()) {
      if (spec.name() != AxisName.SHUTTLE) {
        Axis axis = scene().plant().carrier().axis(spec.name());
        double off = Math.abs(axis.position() - reach.setpoint(spec.name()));
        if (off > spec.windowUnits() + SLACK + scene().broken().unseen(spec.name())) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean shuttleAt(int setpointMm) {
    Axis shuttle = scene().shuttle();
    double slack = SLACK + scene().broken().unseen(AxisName.SHUTTLE);
    return Math.abs(shuttle.position() - setpointMm) <= shuttle.spec().windowUnits() + slack;
  }

  private boolean holds(Place place) {
    Stand stand = scene().stand(place);
    return stand != null && stand.car() != null;
  }

  private PortalSteel portal(String id) {
    return scene().plant().portals().get(scene().layout().portalIndex(id));
  }
}
