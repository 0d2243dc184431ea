package tower.simulator.check;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tower.core.Fact;
import tower.model.AxisName;
import tower.model.Layout;
import tower.model.OutputImage;
import tower.model.OutputPoints;
import tower.model.Place;
import tower.model.Reach;
import tower.model.Register;
import tower.model.Step;
import tower.simulator.world.World;

/** S13: no byte and no output that can start motion before its intent is durable. */
final class IntentBeforeBytes extends Checker {
  /** A chip that answers again is told within a cycle of a controller that is not held up. */
  private static final long CYCLE_NANOS = 150 * World.MS;

  private final Map<AxisName, Integer> targets = new EnumMap<>(AxisName.class);
  private boolean stayed;
  private long stayUntil = Long.MIN_VALUE;

  IntentBeforeBytes(Scene scene) {
    super(Invariant.S13, scene);
  }

  @Override
  void written(Frame frame) {
    AxisName axis = frame.axis().name();
    Integer target = frame.value(Register.TARGET_POSITION);
    if (target != null) {
      targets.put(axis, target);
    }
    if (!frame.enables()) {
      return;
    }
    Step step = scene().record().openStep();
    must(moves(step, axis), "the %s is enabled, durable is %s", axis.key(), label(step));
    if (frame.starts() && step != null && !(step instanceof Step.Home) && moves(step, axis)) {
      long wanted = new Counts(scene().profile(axis), frame.axis()).of(setpoint(step, axis));
      must(
          Long.valueOf(wanted).equals(Long.valueOf(targets.getOrDefault(axis, -1))),
          "the %s starts to %d, durable is %s",
          axis.key(),
          targets.getOrDefault(axis, -1),
          label(step));
    }
  }

  private static String label(@Nullable Step step) {
    return step == null ? "no open step" : step.label();
  }

  private static boolean moves(@Nullable Step step, AxisName axis) {
    return switch (step) {
      case null -> false;
      case Step.Travel s -> axis != AxisName.SHUTTLE;
      case Step.Extend s -> axis == AxisName.SHUTTLE;
      case Step.Retract s -> axis == AxisName.SHUTTLE;
      case Step.Home s -> axis == s.axis();
      case Step.OpenInner s -> false;
      case Step.CloseInner s -> false;
      case Step.Raise s -> false;
      case Step.Lower s -> false;
      case Step.LowerHere s -> false;
    };
  }

  private int setpoint(Step step, AxisName axis) {
    return switch (step) {
      case Step.Travel s -> reach(s.to()).setpoint(axis);
      case Step.Extend s -> reach(s.to()).shuttleMm();
      default -> 0;
    };
  }

  private Reach reach(Place place) {
    return scene().layout().reach(place);
  }

  @Override
  void settled() {
    OutputImage out = scene().plant().outputs();
    // A chip that does not answer keeps what it was told last until it is told anew.
    boolean stay = scene().chips().outputsStay();
    if (stay || stayed) {
      stayUntil = scene().nanos() + CYCLE_NANOS;
    }
    stayed = stay;
    if (!scene().alive() || out.bits() == 0 || scene().nanos() < stayUntil) {
      return;
    }
    Layout layout = scene().layout();
    Fact.StepIntended open = scene().record().open();
    Step step = open == null ? null : open.step();
    if (out.on(layout.outputs().lifterUp())) {
      must(step instanceof Step.Raise, "the lifter is raised, durable is %s", label(step));
    }
    if (out.on(layout.outputs().lifterDown())) {
      boolean lowers = step instanceof Step.Lower || step instanceof Step.LowerHere;
      must(lowers, "the lifter is lowered, durable is %s", label(step));
    }
    for (int i = 0; i < layout.portals().size(); i++) {
      inner(layout.portals().get(i).id(), layout.outputs().portals().get(i), out, step);
    }
  }

  private void inner(
      String portal, OutputPoints.OfPortal points, OutputImage out, @Nullable Step s) {
    if (out.on(points.innerOpen())) {
      boolean intended = s instanceof Step.OpenInner o && o.portal().equals(portal);
      must(intended, "inner door %s opens, durable is %s", portal, label(s));
    }
    if (out.on(points.innerClose())) {
      boolean intended = s instanceof Step.CloseInner c && c.portal().equals(portal);
      must(intended, "inner door %s closes, durable is %s", portal, label(s));
    }
  }
}
