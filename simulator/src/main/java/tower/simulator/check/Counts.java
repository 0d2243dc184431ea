package tower.simulator.check;

import tower.model.AxisName;
import tower.model.AxisSpec;
import tower.model.DriveProfile;

/** Millimetres and millidegrees as the counts of a drive, by the checkers' own sum. */
record Counts(DriveProfile drive, AxisSpec axis) {
  long of(int units) {
    double perUnit =
        (double) drive.unitsPerMmNumerator()
            / drive.unitsPerMmDenominator()
            / (axis.name() == AxisName.TURN ? 1000 : 1);
    return Math.round(units * perUnit);
  }
}
