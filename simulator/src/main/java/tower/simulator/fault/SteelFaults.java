package tower.simulator.fault;

import java.util.ArrayList;
import java.util.List;
import tower.model.AxisName;
import tower.model.Points;
import tower.simulator.VirtualTower;
import tower.simulator.check.Scene;
import tower.simulator.plant.Axis;
import tower.simulator.plant.Car;
import tower.simulator.plant.Carrier;
import tower.simulator.plant.Door;
import tower.simulator.plant.PortalSteel;
import tower.simulator.plant.Stand;
import tower.simulator.scenario.What;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/** Ropes, belts, brakes, doors, and cars that do not stand as they should. */
public final class SteelFaults implements FaultGroup {
  /**
   * More than this the shuttle's belt does not slip, mm: its outer end has no switch, and beyond
   * the stand's own tolerance nothing would tell. The machine has mechanical stops there.
   */
  private static final int SHUTTLE_MM = 14;

  /** A rope slips by so much at a jerk, mm: less than the way that the buffers leave. */
  private static final int LIFT_MM = 45;

  /** An encoder that is off by so much is not where a place is, mm. */
  private static final double ENCODER_MM = 4;

  /** The slip of a jerk and the way in which a moving axis stops, mm. */
  private static final int END_MM = 300;

  private final Ground ground;
  private final VirtualTower tower;
  private final Scene scene;
  private final FaultAtlas atlas;

  /** The steel of a run. */
  public SteelFaults(Ground ground) {
    this.ground = ground;
    tower = ground.tower();
    scene = ground.scene();
    atlas = ground.atlas();
  }

  @Override
  public boolean begin(What what, long lasts, Chance chance) {
    return switch (what) {
      case AXIS_SLIPS -> slips(lasts, chance);
      case ENCODER_DRIFTS -> drifts(lasts, chance);
      case BRAKE_STUCK -> brakeStuck(lasts, chance);
      case BRAKE_SLIPS -> brakeSlips(lasts, chance);
      case DOOR_JAMMED -> doorJammed(lasts, chance);
      case CAR_ASKEW -> askew(lasts, chance);
      default -> throw Faults.notOurs(what);
    };
  }

  /** Lift or shuttle: the platform's angle has no second witness in this build. */
  private Axis slipping(Chance chance) {
    AxisName name = chance.below(3) == 0 ? AxisName.SHUTTLE : AxisName.LIFT;
    return tower.plant().carrier().axis(name);
  }

  /** A jerk while it moves: what stands under its brake does not slip in its rope. */
  private boolean slips(long lasts, Chance chance) {
    Axis axis = slipping(chance);
    int most = axis.name() == AxisName.SHUTTLE ? SHUTTLE_MM : LIFT_MM;
    long size = chance.between(3, most);
    double units = chance.below(2) == 0 ? size : -size;
    if (!atlas.take(FaultAtlas.encoder(axis.name()))) {
      return false;
    }
    scene.broken().slips(axis.name());
    whenMoving(axis, ground.world().nanos() + lasts, () -> slip(axis, units, most));
    ground.mend(lasts, () -> atlas.giveBack(FaultAtlas.encoder(axis.name())));
    return true;
  }

  /** On its way to a setpoint: homing is slow and pulls at nothing. */
  private void whenMoving(Axis axis, long untilNanos, Runnable then) {
    boolean travels = tower.drive(axis.name()).drive().referenced();
    if (travels && axis.moving() && axis.torque()) {
      then.run();
    } else if (ground.world().nanos() < untilNanos) {
      ground.world().in(100 * World.MS, () -> whenMoving(axis, untilNanos, then));
    }
  }

  /** Several slips may add up, but not beyond what the steel can suffer. */
  private static void slip(Axis axis, double units, int most) {
    double after = axis.position() - axis.encoder() + units;
    double at = axis.position() + units;
    // Near its ends the buffers would take what no brake can any more.
    boolean within = at > axis.spec().travelMin() + END_MM && at < axis.spec().travelMax() - END_MM;
    if (Math.abs(after) <= most && within) {
      axis.slip(units);
    }
  }

  /** A small part of every way is lost, in a rope that has grown smooth. */
  private boolean drifts(long lasts, Chance chance) {
    Axis axis = slipping(chance);
    // A few mm in a way as long as the axis.
    double share = chance.between(3, 10) / 6000.0 / 2;
    int witness = FaultAtlas.encoder(axis.name());
    if (!atlas.take(witness)) {
      return false;
    }
    scene.broken().slips(axis.name());
    axis.slipPerUnit(share);
    ground.mend(
        lasts,
        () -> {
          axis.slipPerUnit(0);
          atlas.giveBack(witness);
        });
    return true;
  }

  private boolean brakeStuck(long lasts, Chance chance) {
    Axis axis = tower.drives().get(chance.below(tower.drives().size())).drive().axis();
    axis.brakeStuck(true);
    ground.mend(lasts, () -> axis.brakeStuck(false));
    return true;
  }

  /**
   * The lift sinks for a moment, until its second brake takes it: wherever the shuttle is, and with
   * a way left under it.
   */
  private boolean brakeSlips(long lasts, Chance chance) {
    Axis lift = tower.plant().carrier().axis(AxisName.LIFT);
    long nanos = chance.between(100, 1000) * World.MS;
    double speed = chance.between(5, 80);
    double way = speed * nanos / World.SECOND;
    if (lift.torque() || lift.position() - way < lift.spec().travelMin()) {
      return false; // a motor holds what its brake does not
    }
    scene.broken().brakeSlips(true);
    lift.brakeSlip(-speed);
    ground.mend(
        nanos,
        () -> {
          lift.brakeSlip(0);
          scene.broken().brakeSlips(false);
        });
    ground.mend(nanos + lasts, () -> levelByHand(lift));
    return true;
  }

  /**
   * With the shuttle out nothing of the machine may bring the lift level again: a technician opens
   * the tower, takes the key and turns the motor's shaft.
   */
  private void levelByHand(Axis lift) {
    Carrier carrier = tower.plant().carrier();
    boolean level = carrier.level(1) && known(lift);
    if (carrier.shuttleHome() || level) {
      return;
    }
    tower.people().key(true);
    tower.people().serviceOpening(false);
    World world = ground.world();
    world.in(5 * World.SECOND, () -> crank(lift));
    world.in(
        6 * World.SECOND,
        () -> {
          tower.people().serviceOpening(true);
          tower.people().key(false);
        });
  }

  /**
   * A car that is half raised is wound up and home. So is the shuttle when the lift is level but
   * its encoder is off its landing: it must be homed before the tower may do it.
   */
  private void crank(Axis lift) {
    lift.crank(nearestLanding(lift));
    Carrier carrier = tower.plant().carrier();
    boolean between = !carrier.lifter().up() && !carrier.lifter().down();
    if (between && carrier.borne() != null) {
      carrier.lifter().windUp();
      carrier.axis(AxisName.SHUTTLE).crank(0);
    } else if (!known(lift)) {
      if (between) {
        carrier.lifter().windDown();
      }
      carrier.axis(AxisName.SHUTTLE).crank(0);
    }
  }

  /** True when the encoder has not slipped by more than a shuttle that is out may suffer. */
  private static boolean known(Axis lift) {
    return Math.abs(lift.encoder() - lift.position()) < ENCODER_MM;
  }

  private double nearestLanding(Axis lift) {
    double best = lift.position();
    double way = Double.MAX_VALUE;
    for (Stand stand : tower.plant().stands()) {
      double off = Math.abs(stand.setpoint(AxisName.LIFT) - lift.position());
      if (off < way) {
        way = off;
        best = stand.setpoint(AxisName.LIFT);
      }
    }
    return best;
  }

  private boolean doorJammed(long lasts, Chance chance) {
    PortalSteel portal = tower.plant().portals().get(chance.below(tower.plant().portals().size()));
    Door door = chance.below(2) == 0 ? portal.inner() : portal.outer();
    door.jam(true);
    ground.mend(lasts, () -> door.jam(false));
    return true;
  }

  /**
   * From when it stands askew, until its driver or a technician puts it right. The light barrier of
   * a portal does not see it then, so the floor must: no portal's pair is touched meanwhile.
   */
  private boolean askew(long lasts, Chance chance) {
    List<Integer> taken = new ArrayList<>();
    for (Points.OfPortal portal : tower.plant().layout().inputs().portals()) {
      if (!atlas.take(portal.carBeam())) {
        taken.forEach(atlas::giveBack);
        return false;
      }
      taken.add(portal.carBeam());
    }
    tower.plant().nextStandsAskew();
    lookForAskew(lasts + chance.between(5, 60) * World.SECOND);
    return true;
  }

  private void putRight(Car car) {
    tower.plant().putRight(car);
    giveBackBeams();
  }

  private void giveBackBeams() {
    tower.plant().layout().inputs().portals().forEach(p -> atlas.giveBack(p.carBeam()));
  }

  private void lookForAskew(long lasts) {
    for (Car car : tower.plant().cars()) {
      if (!car.seated()) {
        ground.mend(lasts, () -> putRight(car));
        return;
      }
    }
    if (ground.world().nanos() >= ground.untilNanos()) {
      tower.plant().nextStandsWell();
      giveBackBeams();
    } else {
      ground.mend(World.SECOND, () -> lookForAskew(lasts));
    }
  }
}
