package tower.drive;

import java.io.IOException;
import tower.model.Register;

/** What the bus does for a sequence. */
interface Wire {
  /** One exchange with the axis's drive, if the gate is open; a doubt is dealt with. */
  Outcome exchange(AxisDrive drive, Request request) throws IOException;

  /** Writes the controlword. */
  default Outcome control(AxisDrive drive, int controlword) throws IOException {
    return exchange(drive, drive.map.write(Register.CONTROLWORD, controlword));
  }

  /** Stops all axes at once. */
  void stop(String why);
}
