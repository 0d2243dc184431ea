package tower.core;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tower.model.OutputImage;
import tower.model.OutputPoints;
import tower.model.Points;
import tower.model.Step;

/** What the outputs are, as a function of the state alone; nothing else ever switches one. */
public final class Outputs {
  private Outputs() {}

  /** The image for a state. */
  public static OutputImage of(Site site, TowerState tower) {
    OutputPoints points = site.layout().outputs();
    OutputImage image = new OutputImage(Mode.of(tower.state()).permit(), 0);
    image = lamps(points, tower, image);
    if (!image.permit()) {
      return image;
    }
    Run run = run(tower.state());
    return doors(site, tower, run == null ? image : step(site, run, image));
  }

  /** What is being done step by step, null for nothing. */
  static @Nullable Run run(State state) {
    return switch (state) {
      case State.Homing s -> s.run();
      case State.Executing s -> s.run();
      case State.Looking s -> null;
      case State.AwaitingResume s -> null;
      case State.Recovering s -> null;
      case State.Ready s -> null;
      case State.Faulted s -> null;
      case State.Held s -> null;
      case State.Manual s -> null;
    };
  }

  private static OutputImage lamps(OutputPoints points, TowerState tower, OutputImage image) {
    OutputImage lit = image;
    if (Mode.of(tower.state()).control() == Mode.Control.OPERATOR
        || Contours.stay(tower.ledger())) {
      lit = lit.plus(points.lampAlarm());
    }
    if (tower.state() instanceof State.AwaitingResume) {
      lit = lit.plus(points.lampResume());
    }
    return lit;
  }

  private static OutputImage step(Site site, Run run, OutputImage image) {
    if (!(run.phase() instanceof Phase.Underway)) {
      return image;
    }
    OutputPoints points = site.layout().outputs();
    return switch (run.step()) {
      case Step.Raise s -> image.plus(points.lifterUp());
      case Step.Lower s -> image.plus(points.lifterDown());
      case Step.LowerHere s -> image.plus(points.lifterDown());
      case Step.OpenInner s -> image.plus(portal(site, s.portal()).innerOpen());
      case Step.CloseInner s -> image.plus(portal(site, s.portal()).innerClose());
      case Step.Travel s -> image;
      case Step.Extend s -> image;
      case Step.Retract s -> image;
      case Step.Home s -> image;
    };
  }

  /**
   * An outer door moves once its intent is durable, behind a shut inner door, never onto a person.
   */
  private static OutputImage doors(Site site, TowerState tower, OutputImage image) {
    OutputImage out = image;
    List<Points.OfPortal> inputs = site.layout().inputs().portals();
    for (PortalUse use : tower.ledger().portals().values()) {
      PortalRun run = tower.portals().get(use.portal());
      Points.OfPortal in = inputs.get(site.layout().portalIndex(use.portal()));
      boolean durable = run != null && tower.durableSeq() >= run.seq();
      boolean innerShut =
          tower.last().inputs().on(in.innerClosed()) && tower.last().inputs().on(in.innerLocked());
      OutputPoints.OfPortal p = portal(site, use.portal());
      out = out.plus(use.phase() == PortalPhase.OPEN ? p.lampGo() : p.lampStop());
      if (!durable || !innerShut) {
        continue;
      }
      // Pushed to by hand or wind, it opens again: whoever is inside need not wait.
      boolean pushed = use.phase() == PortalPhase.OPEN && !tower.last().inputs().on(in.outerOpen());
      if (use.phase() == PortalPhase.OPENING || pushed) {
        out = out.plus(p.outerOpen());
      } else if (use.phase() == PortalPhase.CLOSING && tower.last().inputs().on(in.fieldClear())) {
        out = out.plus(p.outerClose());
      }
    }
    return out;
  }

  private static OutputPoints.OfPortal portal(Site site, String id) {
    return site.layout().outputs().portals().get(site.layout().portalIndex(id));
  }
}
