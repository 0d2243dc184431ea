package tower.simulator.plant;

import org.jspecify.annotations.Nullable;
import tower.model.Vehicle;

/** A car as it really is, which may differ from what the dealer declared. */
public final class Car {
  private final String vin;
  private final int heightMm;
  private final int lengthMm;
  private final int widthMm;
  private final int massKg;
  private State state = State.OUTSIDE;
  private boolean askew;
  private @Nullable Stand stand;

  /** A car outside the tower. */
  public Car(String vin, int heightMm, int lengthMm, int widthMm, int massKg) {
    this.vin = vin;
    this.heightMm = heightMm;
    this.lengthMm = lengthMm;
    this.widthMm = widthMm;
    this.massKg = massKg;
  }

  /** A car that is as declared. */
  public static Car of(Vehicle vehicle) {
    return new Car(
        vehicle.vin(), vehicle.heightMm(), vehicle.lengthMm(), vehicle.widthMm(), vehicle.massKg());
  }

  /** Where a car can be. */
  public enum State {
    /** Not in the tower. */
    OUTSIDE,
    /** Half in, half out of a portal. */
    PASSING,
    /** On a stand: of a bay, a portal or the carrier. */
    STANDING,
    /** On the raised lifter, wherever the shuttle is. */
    BORNE,
    /** Fallen. */
    DROPPED
  }

  /** Vehicle identification number. */
  public String vin() {
    return vin;
  }

  /** True when its envelope and mass fit. */
  public boolean fits(int maxHeightMm, int maxLengthMm, int maxWidthMm, int maxMassKg) {
    return heightMm <= maxHeightMm
        && lengthMm <= maxLengthMm
        && widthMm <= maxWidthMm
        && massKg <= maxMassKg;
  }

  /** Overall height, mm. */
  public int heightMm() {
    return heightMm;
  }

  /** Overall length, mm. */
  public int lengthMm() {
    return lengthMm;
  }

  /** Width, mm. */
  public int widthMm() {
    return widthMm;
  }

  /** Mass, kg. */
  public int massKg() {
    return massKg;
  }

  /** Where it is. */
  public State state() {
    return state;
  }

  /** The stand it is on or, while passing, the portal's; null anywhere else. */
  public @Nullable Stand stand() {
    return stand;
  }

  /** True unless it stands askew on its stand, half on and half off. */
  public boolean seated() {
    return !askew;
  }

  void askew(boolean stands) {
    askew = stands;
  }

  void put(State newState, @Nullable Stand on) {
    state = newState;
    askew = false;
    stand = on;
  }

  @Override
  public String toString() {
    return vin + " " + state + (stand == null ? "" : " " + stand.place().label());
  }
}
