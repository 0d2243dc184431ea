package tower.simulator.plant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import tower.model.Layout;
import tower.model.Points;
import tower.simulator.world.Chance;
import tower.simulator.world.World;

/**
 * What the input points see: levels that follow from the steel, and over them the faults of single
 * sensors. A level changes when something happens to the steel; only what sees the carrier pass has
 * to be looked at again and again, and only while it moves.
 */
public final class Sensors {
  private final Plant plant;
  private final World world;
  private final List<Eye> eyes = new ArrayList<>();
  private final boolean[] level;
  private final SensorFault[] faults;
  private int faulty;
  private boolean stale = true;
  private long seenAt = -1;
  private int[] onCarrier = {};
  private int[] onWay = {};
  private boolean wasOnWay;

  /** A sensor, and what makes it see something else. */
  private record Eye(BooleanSupplier sees, By by) {}

  private enum By {
    /** What happens to the steel. */
    EVENT,
    /** Every move of the carrier. */
    CARRIER,
    /** A car that leaves the carrier or comes onto it. */
    CAR_ON_ITS_WAY
  }

  Sensors(Plant plant, Layout layout) {
    this.plant = plant;
    this.world = plant.world();
    Points points = layout.inputs();
    int size = points.names().size();
    for (int i = 0; i < size; i++) {
      eyes.add(new Eye(() -> false, By.EVENT));
    }
    level = new boolean[size];
    faults = new SensorFault[size];
    Arrays.fill(faults, SensorFault.NONE);
    wirePanel(points);
    wireCarrier(points);
    for (int i = 0; i < points.bays().size(); i++) {
      Stand bay = plant.bay(i);
      wire(
          points.bays().get(i),
          By.CAR_ON_ITS_WAY,
          () -> bay.seated() || plant.carrier().borneCarIn(bay));
    }
    for (int i = 0; i < points.portals().size(); i++) {
      wirePortal(points.portals().get(i), plant.portals().get(i));
      Contours.of(layout)
          .wire(points.portals().get(i).contour(), plant.portals().get(i), this::wire);
    }
    sort();
  }

  /** How many points there are. */
  public int size() {
    return level.length;
  }

  /** The level that the point's sensor gives now, its fault included. */
  public boolean read(int point) {
    look(point);
    return faulty == 0 ? level[point] : faults[point].through(level[point], world.nanos());
  }

  /** The level that a sound sensor would give now. */
  public boolean truth(int point) {
    look(point);
    return level[point];
  }

  /** The sensor says the same whatever is there. */
  public void stuck(int point, boolean at) {
    fault(point, new SensorFault.Stuck(at));
  }

  /** The sensor gives always the same, and nobody mends it. */
  public void stuckForGood(int point, boolean at) {
    fault(point, new SensorFault.StuckForGood(at));
  }

  /** After each edge the sensor says anything for so long. */
  public void bounce(int point, long nanos) {
    fault(point, new SensorFault.Bounce(nanos, chance(point)));
  }

  /** The sensor says the wrong thing in so many of a million reads. */
  public void noise(int point, int perMillion) {
    fault(point, new SensorFault.Noise(perMillion, chance(point)));
  }

  /** The sensor says everything so much later. */
  public void late(int point, long nanos) {
    fault(point, new SensorFault.Late(nanos));
  }

  /** The sensor reads off now and then, in so many of a million reads, while an axis moves. */
  public void loose(int point, int perMillion) {
    fault(
        point,
        new SensorFault.Loose(
            perMillion,
            chance(point),
            () -> plant.carrier().moving() || plant.carrier().lifter().moving()));
  }

  /** The wires of two sensors are swapped; once more, and they are as they were. */
  public void swap(int one, int other) {
    Eye eye = eyes.get(one);
    eyes.set(one, eyes.get(other));
    eyes.set(other, eye);
    sort();
    stale();
  }

  /** The sensor is mended. */
  public void heal(int point) {
    fault(point, SensorFault.NONE);
  }

  /** True while the sensor has a fault. */
  public boolean faulty(int point) {
    return faults[point] != SensorFault.NONE;
  }

  /** True while two reads in a row may differ though nothing has changed. */
  public boolean flickers(int point) {
    return !(faults[point] instanceof SensorFault.Sound
        || faults[point] instanceof SensorFault.Stuck);
  }

  void stale() {
    stale = true;
  }

  private Chance chance(int point) {
    return world.chance("sensor " + point);
  }

  private void fault(int point, SensorFault fault) {
    if (faults[point] instanceof SensorFault.StuckForGood) {
      return;
    }
    faulty += (fault == SensorFault.NONE ? 0 : 1) - (faulty(point) ? 1 : 0);
    faults[point] = fault;
    world.trace(0x7000, point);
  }

  private void look(int point) {
    long now = world.nanos();
    if (stale) {
      stale = false;
      seenAt = now;
      wasOnWay = plant.carrier().borneCarOut();
      for (int i = 0; i < level.length; i++) {
        level[i] = eyes.get(i).sees.getAsBoolean();
      }
    } else if (seenAt != now && eyes.get(point).by != By.EVENT) {
      seenAt = now;
      if (plant.carrier().moving()) {
        lookAfterCarrier();
      }
    }
  }

  /** Once more when the car has just come home: then the last stand no longer sees it. */
  private void lookAfterCarrier() {
    boolean isOnWay = plant.carrier().borneCarOut();
    see(onCarrier);
    if (isOnWay || wasOnWay) {
      see(onWay);
    }
    wasOnWay = isOnWay;
  }

  private void see(int[] points) {
    for (int point : points) {
      level[point] = eyes.get(point).sees.getAsBoolean();
    }
  }

  private void sort() {
    onCarrier = pointsBy(By.CARRIER);
    onWay = pointsBy(By.CAR_ON_ITS_WAY);
  }

  private int[] pointsBy(By by) {
    return IntStream.range(0, eyes.size()).filter(i -> eyes.get(i).by == by).toArray();
  }

  private void wire(int point, BooleanSupplier eye) {
    wire(point, By.EVENT, eye);
  }

  private void wire(int point, By by, BooleanSupplier eye) {
    if (point >= 0) {
      eyes.set(point, new Eye(eye, by));
    }
  }

  private void wirePanel(Points points) {
    wire(points.chainA(), () -> plant.chain().channelA());
    wire(points.chainB(), () -> plant.chain().channelB());
    wire(points.key(), plant::keyInMaintenance);
    wire(points.reset(), () -> plant.chain().resetPressed());
    wire(points.resume(), plant::resumePressed);
    wire(points.doorsLocked(), plant::enclosed);
    wire(points.serviceLocked(), plant::serviceShut);
  }

  private void wireCarrier(Points points) {
    wire(points.shuttleHome(), By.CARRIER, () -> plant.carrier().shuttleHome());
    wire(points.carrierLevel(), By.CARRIER, () -> plant.carrier().level(10));
    wire(
        points.carrierLoad(),
        () -> plant.carrier().borne() != null || plant.carrier().stand().car() != null);
    wire(points.carrierBeam(), By.CARRIER, () -> plant.carrier().carOverCarrier());
    wire(points.lifterUp(), () -> plant.carrier().lifter().up());
    wire(points.lifterDown(), () -> plant.carrier().lifter().down());
  }

  private void wirePortal(Points.OfPortal points, PortalSteel portal) {
    wire(points.innerClosed(), () -> portal.inner().closed());
    wire(points.innerLocked(), () -> portal.inner().locked());
    wire(points.innerOpen(), () -> portal.inner().open());
    wire(points.outerClosed(), () -> portal.outer().closed());
    wire(points.outerLocked(), () -> portal.outer().locked());
    wire(points.outerOpen(), () -> portal.outer().open());
    wire(points.carFloor(), portal::weightOnFloor);
    wire(
        points.carBeam(),
        By.CAR_ON_ITS_WAY,
        () ->
            portal.stand().seated()
                || portal.passing() != null
                || plant.carrier().borneCarIn(portal.stand()));
    wire(points.fieldClear(), () -> portal.people() == 0 && portal.passing() == null);
    wire(points.confirm(), portal::confirmPressed);
  }
}
