package tower.simulator.plant;

import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import tower.model.Bay;
import tower.model.Layout;
import tower.model.Points;

/**
 * The contour check of a portal: light barriers and a limit switch that are set to what the bays
 * take, and see the car as it is.
 */
record Contours(int lowMm, int highMm, int wideMm, int longMm, int heavyKg) {
  /** Where a wire of the check ends. */
  interface Wire {
    void to(int point, BooleanSupplier eye);
  }

  static Contours of(Layout layout) {
    int low = layout.bays().stream().mapToInt(Bay::maxHeightMm).min().orElse(0);
    return new Contours(
        low,
        most(layout, Bay::maxHeightMm),
        most(layout, Bay::maxWidthMm),
        most(layout, Bay::maxLengthMm),
        most(layout, Bay::maxMassKg));
  }

  private static int most(Layout layout, ToIntFunction<Bay> size) {
    return layout.bays().stream().mapToInt(size).max().orElse(0);
  }

  void wire(Points.Contour points, PortalSteel portal, Wire wire) {
    wire.to(points.highClass(), () -> sees(portal, car -> car.heightMm() > lowMm));
    wire.to(points.tooHigh(), () -> sees(portal, car -> car.heightMm() > highMm));
    wire.to(points.tooWide(), () -> sees(portal, car -> car.widthMm() > wideMm));
    wire.to(points.tooLong(), () -> sees(portal, car -> car.lengthMm() > longMm));
    wire.to(points.overload(), () -> stands(portal, car -> car.massKg() > heavyKg));
  }

  private static boolean sees(PortalSteel portal, Predicate<Car> larger) {
    Car passing = portal.passing();
    return stands(portal, larger) || (passing != null && larger.test(passing));
  }

  private static boolean stands(PortalSteel portal, Predicate<Car> larger) {
    Car car = portal.stand().car();
    return car != null && larger.test(car);
  }
}
