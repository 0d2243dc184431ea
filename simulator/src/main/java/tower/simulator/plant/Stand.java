package tower.simulator.plant;

import org.jspecify.annotations.Nullable;
import tower.model.AxisName;
import tower.model.Place;
import tower.model.Reach;

/** Where one car can stand: in a bay, in a portal, on the carrier. */
public final class Stand {
  private final Place place;
  private final @Nullable Reach reach;
  private final int[] envelope;
  private @Nullable Car car;

  /** Envelope: height, length and width in mm, mass in kg. */
  Stand(Place place, @Nullable Reach reach, int... envelope) {
    this.place = place;
    this.reach = reach;
    this.envelope = envelope.clone();
  }

  /** Which place it is. */
  public Place place() {
    return place;
  }

  /** The car on it, null for none. */
  public @Nullable Car car() {
    return car;
  }

  /** True when a car stands here as it should: one that stands askew is missed by a beam. */
  public boolean seated() {
    Car here = car;
    return here != null && here.seated();
  }

  /** Shuttle setpoint of the stand, 0 for the carrier's own. */
  public int shuttleMm() {
    return reach == null ? 0 : reach.shuttleMm();
  }

  /** Setpoint of a carrier axis for this stand. */
  public int setpoint(AxisName axis) {
    return reach == null ? 0 : reach.setpoint(axis);
  }

  /** True when the car, as it really is, fits. */
  public boolean fits(Car other) {
    return other.fits(envelope[0], envelope[1], envelope[2], envelope[3]);
  }

  void hold(@Nullable Car newCar) {
    car = newCar;
  }
}
